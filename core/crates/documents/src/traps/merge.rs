//! Traps about what two people do at the same time.

use super::automerge;
use crate::testing::{ANN, BEN, around, at, hand_over, pair, phone};
use crate::{Doc, DocKind, intent, read};
use automerge::transaction::Transactable;
use automerge::{ObjType, ROOT, ReadDoc, ScalarValue};
use rapport_domain::goal::{Goal, GoalAct, GoalEdit, GoalTurn};
use rapport_domain::step::NewStep;
use rapport_domain::{Millis, Order, ProgressAct, StepAct};
use rapport_ids::{EventId, ProgressId, StepId};

fn goal(doc: &Doc) -> Goal {
    read::goal(doc, &around(&pair())).unwrap().value
}

fn act(doc: &Doc, minute: i64, act: GoalAct) -> Doc {
    intent::goal(doc, &goal(doc), &act, at(ANN, minute).now).unwrap().doc
}

fn shared() -> (Doc, Doc) {
    let ann = phone(DocKind::Goal, ANN);
    let ann = act(&ann, 0, GoalAct::Turn { id: EventId::new([1; 16]), turn: GoalTurn::Begin { owner: ANN } });
    let ann = act(&ann, 1, GoalAct::Set(GoalEdit::Title("A goal".into())));
    let ann = [(1, "a1"), (2, "a2"), (3, "a3")].iter().fold(ann, |doc, (number, order)| {
        let id = StepId::new([*number; 16]);
        let (text, order) = (format!("step {number}"), order.parse().unwrap());
        let new = NewStep { id, text, order, milestone: None, assignee: None, due: None, from: None };
        act(&doc, 2, GoalAct::Step(StepAct::Add(new)))
    });
    let ben = hand_over(&ann, &phone(DocKind::Goal, BEN));
    (ann, ben)
}

#[test]
fn the_same_object_made_twice_hides_one() {
    let made = |actor: u8, text: &str| {
        let mut am = automerge(actor);
        let mut tx = am.transaction();
        let map = tx.put_object(ROOT, "steps", ObjType::Map).unwrap();
        tx.put(&map, text, true).unwrap();
        tx.commit();
        am
    };
    let (mut a, mut b) = (made(1, "one"), made(2, "two"));
    a.merge(&mut b).unwrap();
    let (_, map) = a.get(ROOT, "steps").unwrap().unwrap();
    assert_eq!(a.keys(&map).count(), 1, "the trap: the other one is there and cannot be seen");
    // Our answer: every phone derives the same first change.
    let add = |doc: &Doc, number: u8| {
        let new = NewStep {
            id: StepId::new([number; 16]),
            text: "a step".into(),
            order: Order::first(),
            milestone: None,
            assignee: None,
            due: None,
            from: None,
        };
        intent::goal(doc, &goal(doc), &GoalAct::Step(StepAct::Add(new)), Millis(1)).unwrap().doc
    };
    let (a, b) = (add(&phone(DocKind::Goal, ANN), 1), add(&phone(DocKind::Goal, BEN), 2));
    assert_eq!(goal(&hand_over(&b, &a)).steps.len(), 2);
}

#[test]
fn the_same_actor_on_two_devices_wedges_a_document() {
    let mut a = automerge(1);
    let mut tx = a.transaction();
    tx.put(ROOT, "n", 0).unwrap();
    tx.commit();
    let mut b = a.clone();
    for (am, n) in [(&mut a, 1), (&mut b, 2)] {
        let mut tx = am.transaction();
        tx.put(ROOT, "n", n).unwrap();
        tx.commit();
    }
    assert!(a.merge(&mut b).is_err(), "the trap: they never come together again");
    // Our answer: every install has an id of its own, and the trial holds the
    // second branch back while all else goes on (tested with the trial).
}

#[test]
fn deleting_an_object_hides_what_is_done_to_it() {
    let mut a = automerge(1);
    let mut tx = a.transaction();
    let step = tx.put_object(ROOT, "step", ObjType::Map).unwrap();
    tx.commit();
    let mut b = a.fork();
    let mut tx = a.transaction();
    tx.delete(ROOT, "step").unwrap();
    tx.commit();
    let mut tx = b.transaction();
    tx.put(&step, "text", "an hour of thought").unwrap();
    tx.commit();
    a.merge(&mut b).unwrap();
    assert!(a.get(ROOT, "step").unwrap().is_none(), "the trap");
    // Our answer: a flag. The words are there for whoever asks for them.
    let (ann, ben) = shared();
    let id = StepId::new([1; 16]);
    let ann = act(&ann, 3, GoalAct::Step(StepAct::Delete { id }));
    let ben = act(&ben, 3, GoalAct::Step(StepAct::Text { id, text: "an hour of thought".into() }));
    let merged = hand_over(&ben, &ann);
    assert!(!goal(&merged).steps.iter().any(|step| step.id == id));
    let (_, map) = merged.am().get(merged.map("steps"), id.to_string()).unwrap().unwrap();
    assert_eq!(merged.am().get(map, "text").unwrap().unwrap().0.as_str(), Some("an hour of thought"));
}

#[test]
fn counters_lose_increments_against_resets() {
    let mut a = automerge(1);
    let mut tx = a.transaction();
    tx.put(ROOT, "done", ScalarValue::counter(5)).unwrap();
    tx.commit();
    let mut b = a.fork();
    let mut tx = a.transaction();
    tx.put(ROOT, "done", ScalarValue::counter(0)).unwrap();
    tx.commit();
    let mut tx = b.transaction();
    tx.increment(ROOT, "done", 1).unwrap();
    tx.commit();
    a.merge(&mut b).unwrap();
    let counted = a.get(ROOT, "done").unwrap().unwrap().0.as_i64();
    assert_eq!(counted, Some(0), "the trap: what was counted meanwhile is lost");
    // Our answer: an entry for each, and no counter is ever taken from others.
    let (ann, ben) = shared();
    let entry = |doc: &Doc, number: u8| {
        let id = ProgressId::new([number; 16]);
        act(doc, 3, GoalAct::Progress(ProgressAct::Add { id, reading: None, note: "one more".into() }))
    };
    assert_eq!(goal(&hand_over(&entry(&ben, 1), &entry(&ann, 2))).progress.len(), 2);
}

#[test]
fn writing_back_what_was_read_undoes_the_others_edit() {
    let mut a = automerge(1);
    let mut tx = a.transaction();
    tx.put(ROOT, "title", "old").unwrap();
    tx.put(ROOT, "why", "old").unwrap();
    tx.commit();
    let mut b = a.fork();
    // The screen of `a` has read both fields; then the other's edit comes in.
    let read = (a.get(ROOT, "title").unwrap().unwrap().0.to_string(), "new reason");
    let mut tx = b.transaction();
    tx.put(ROOT, "title", "new title").unwrap();
    tx.commit();
    a.merge(&mut b).unwrap();
    let mut tx = a.transaction();
    tx.put(ROOT, "title", read.0.trim_matches('"')).unwrap();
    tx.put(ROOT, "why", read.1).unwrap();
    tx.commit();
    assert_eq!(a.get(ROOT, "title").unwrap().unwrap().0.as_str(), Some("old"), "the trap");
    // Our answer: the act alone is written, whatever was read before.
    let (ann, ben) = shared();
    let stale = goal(&ann);
    let merged = hand_over(&act(&ben, 3, GoalAct::Set(GoalEdit::Title("new title".into()))), &ann);
    let edit = GoalAct::Set(GoalEdit::Why("new reason".into()));
    let merged = intent::goal(&merged, &stale, &edit, Millis(4)).unwrap().doc;
    let now = goal(&merged);
    assert_eq!((now.wording.title.as_str(), now.wording.why.as_str()), ("new title", "new reason"));
}

#[test]
fn moving_an_element_of_a_list_doubles_it() {
    let mut a = automerge(1);
    let mut tx = a.transaction();
    let list = tx.put_object(ROOT, "steps", ObjType::List).unwrap();
    for (index, text) in ["one", "two", "three"].iter().enumerate() {
        tx.insert(&list, index, *text).unwrap();
    }
    tx.commit();
    let mut b = a.fork();
    for (am, to) in [(&mut a, 0), (&mut b, 1)] {
        let mut tx = am.transaction();
        tx.delete(&list, 2).unwrap();
        tx.insert(&list, to, "three").unwrap();
        tx.commit();
    }
    a.merge(&mut b).unwrap();
    assert_eq!(a.length(&list), 4, "the trap");
    // Our answer: a place is a field of the thing.
    let (ann, ben) = shared();
    let place = |doc: &Doc, order: &str| {
        let (id, order) = (StepId::new([3; 16]), order.parse().unwrap());
        act(doc, 3, GoalAct::Step(StepAct::Move { id, order, milestone: None }))
    };
    let merged = goal(&hand_over(&place(&ben, "a0"), &place(&ann, "a1V")));
    assert_eq!(merged.steps.len(), 3);
    assert_ne!(merged.steps[2].id, StepId::new([3; 16]), "it stands where one of the two put it");
}

#[test]
fn order_is_causal_whatever_the_clock_says() {
    let (ann, ben) = shared();
    let title = |doc: &Doc, text: &str, at| {
        let edit = GoalAct::Set(GoalEdit::Title(text.into()));
        intent::goal(doc, &goal(doc), &edit, Millis(at)).unwrap().doc
    };
    let first = title(&ann, "from 2099", 4_070_908_800_000);
    let then = title(&hand_over(&first, &ben), "from 1970, and later", 0);
    assert_eq!(goal(&hand_over(&then, &first)).wording.title, "from 1970, and later");
}
