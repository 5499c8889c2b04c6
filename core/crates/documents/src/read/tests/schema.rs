//! An older version and a newer one edit the same document. The newer one
//! exists only here: it knows more fields, more choices, more turns.

use super::*;
use crate::doc::WriteProblem;
use crate::trial::full_check;
use automerge::transaction::Transactable;
use automerge::{ObjType, ROOT, ReadDoc};

/// What a newer version does to a goal: fields, choices and lists of its own.
fn newer(doc: &Doc) -> Doc {
    let written = doc.write(50, |tx, doc| {
        tx.put(ROOT, "schema", 2u64)?;
        tx.put(ROOT, "colour", "green")?;
        tx.put(ROOT, "horizon", "decade")?;
        tx.put(ROOT, "measure", "mood 3 of 5")?;
        tx.put(doc.map("events"), event(77).to_string(), "celebrate with cake")?;
        let tags = tx.put_object(ROOT, "tags", ObjType::List)?;
        tx.insert(&tags, 0, "work")?;
        let (_, map) = tx.get(doc.map("steps"), step(1).to_string())?.unwrap();
        tx.put(&map, "priority", 5)?;
        let effort = tx.put_object(&map, "effort", ObjType::Map)?;
        tx.put(&effort, "hours", 2.5)?;
        Ok(())
    });
    written.unwrap().doc
}

#[test]
fn both_versions_edit_one_goal() {
    let (ann, ben) = shared();
    // Ann's phone has the newer version, Ben's the older one; both offline.
    let ann = newer(&ann);
    let ben = act(&ben, at(BEN, 5), GoalAct::Step(StepAct::Text { id: step(1), text: "write a short letter".into() }));
    let ben = act(&ben, at(BEN, 6), GoalAct::Step(StepAct::Tick { id: step(1), done: true }));
    let (a, b) = meet(&ann, &ben);
    // The older one shows what it can and says what it cannot.
    let read = goal(&b, &around(&pair())).unwrap();
    assert_eq!(read.value.wording.horizon, None);
    assert_eq!(read.value.wording.measure.as_ref().unwrap().kind, rapport_domain::measure::MeasureKind::Newer);
    assert_eq!(read.troubles, [Trouble { field: "horizon", what: What::Unknown }]);
    assert_eq!(read.value.steps[0].state(), StepState::Done);
    let celebrated = read.value.history.last().unwrap();
    assert_eq!(celebrated.event.turn, GoalTurn::Newer);
    assert!(matches!(
        celebrated.verdict,
        Verdict::Rejected { why: RuleBroken::NotAllowed { rule: Rule::NewerApp, .. } }
    ));
    assert_eq!((b.schema(), b.needs_update()), (2, None));
    // It goes on editing, and everything it does not know stays.
    let edit = |doc: &Doc, edit| {
        let before = goal(doc, &around(&pair())).unwrap().value;
        intent::goal(doc, &before, &edit, Millis(60)).unwrap().doc
    };
    let b = edit(&b, GoalAct::Step(StepAct::Due { id: step(1), due: Some("2026-07-01".parse().unwrap()) }));
    let b = edit(&b, GoalAct::Step(StepAct::Assign { id: step(1), to: Some(ANN) }));
    let back = hand_over(&b, &a);
    let text = |key: &str| back.am().get(ROOT, key).unwrap().unwrap().0.to_string();
    assert_eq!((text("colour").as_str(), text("horizon").as_str()), ("\"green\"", "\"decade\""));
    let (_, tags) = back.am().get(ROOT, "tags").unwrap().unwrap();
    assert_eq!(back.am().length(tags), 1);
    let (_, map) = back.am().get(back.map("steps"), step(1).to_string()).unwrap().unwrap();
    assert_eq!(back.am().get(&map, "priority").unwrap().unwrap().0.as_i64(), Some(5));
    let (_, effort) = back.am().get(&map, "effort").unwrap().unwrap();
    assert_eq!(back.am().get(effort, "hours").unwrap().unwrap().0.as_f64(), Some(2.5));
    full_check(&back).unwrap();
}

#[test]
fn a_document_for_newer_readers_is_read_and_not_written() {
    let (ann, ben) = shared();
    let ann = ann.write(50, |tx, _| Ok(tx.put(ROOT, "min_reader", 2u64)?)).unwrap().doc;
    // Meanwhile Ben goes on: what he did before he knew still counts.
    let ben = act(&ben, at(BEN, 5), new_step(2, "before the news"));
    let (a, b) = meet(&ann, &ben);
    assert_eq!(b.needs_update(), Some(2));
    assert_eq!(read_goal(&b).steps.len(), 2);
    let before = read_goal(&b);
    let refused = intent::goal(&b, &before, &new_step(3, "after"), Millis(9));
    assert_eq!(refused.unwrap_err(), WriteProblem::NeedsUpdate(2));
    assert_eq!(project(&a, None, &around(&pair())).unwrap().needs_update, Some(2));
    // Nobody takes the requirement back by writing a lower one at the same time.
    let lower = ben.write(60, |tx, _| Ok(tx.put(ROOT, "min_reader", 1u64)?)).unwrap().doc;
    assert_eq!(hand_over(&ann, &lower).needs_update(), Some(2));
}

#[test]
fn both_versions_write_one_note() {
    use crate::note::tests::{SECTION, phone, put, sync};
    let ann = crate::note::write(&phone(1), SECTION, &[put(0, "one")], 1).unwrap().doc;
    let (ben, _) = sync(&ann, &phone(2));
    let ids = ann.section_ids(SECTION);
    let newer = ann
        .write(2, |tx, _| {
            tx.put(&ids.map, "icon", "star")?;
            let block = tx.split_block(&ids.text, 3)?;
            tx.put(&block, "kind", "table")?;
            let cells = tx.put_object(&block, "cells", ObjType::List)?;
            tx.insert(&cells, 0, "a1")?;
            tx.mark(
                &ids.text,
                automerge::marks::Mark::new("colour".into(), "red", 0, 2),
                automerge::marks::ExpandMark::After,
            )?;
            Ok(())
        })
        .unwrap()
        .doc;
    let older = crate::note::write(&ben, SECTION, &[put(1, "XX")], 3).unwrap().doc;
    let (a, delta) = sync(&older, &newer);
    assert_eq!(delta.growth(), 2);
    let (b, _) = sync(&newer, &older);
    let text = crate::note::read(&b, SECTION).unwrap();
    assert_eq!((text.text.as_str(), text.lines[0].1.kind), ("oXXne\n", crate::text::LineKind::Other));
    assert_eq!(crate::note::read(&a, SECTION).unwrap(), text);
    assert_eq!(b.am().marks(&ids.text).unwrap()[0].name(), "colour");
    assert_eq!(b.am().get(&ids.map, "icon").unwrap().unwrap().0.as_str(), Some("star"));
}
