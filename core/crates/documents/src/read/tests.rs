//! Documents and aggregates say the same; phones that have the same say the same.

mod carried;
mod checkins;
mod hostile;
mod life;
mod schema;
mod series;

use super::*;
use crate::doc::{Doc, Written};
use crate::kind::DocKind;
use crate::testing::{ANN, BEN, EVE, around, at, device_of, hand_over, pair, phone};
use crate::{intent, project};
use rapport_domain::comment::{CommentAct, CommentKind, On};
use rapport_domain::goal::{Goal, GoalAct, GoalEdit, GoalTurn};
use rapport_domain::life::Verdict;
use rapport_domain::note::{NewSection, NoteAct};
use rapport_domain::person::{Language, PersonAct, Profile};
use rapport_domain::step::NewStep;
use rapport_domain::{Ctx, GasLevel, MilestoneAct, Millis, Order, Rule, RuleBroken, StepAct, StepState};
use rapport_ids::{BoxId, CommentId, EventId, MilestoneId, PersonId, SectionId, SpaceId, StepId};

fn read_goal(doc: &Doc) -> Goal {
    let read = goal(doc, &around(&pair())).unwrap();
    assert_eq!(read.troubles, []);
    read.value
}

/// Does an act on somebody's phone, as the domain allows it there.
fn act(doc: &Doc, by: Ctx, act: GoalAct) -> Doc {
    let before = read_goal(doc);
    before.check(&act, &by).unwrap();
    intent::goal(doc, &before, &act, by.now).unwrap().doc
}

fn event(number: u8) -> EventId {
    EventId::new([number; 16])
}

fn step(number: u8) -> StepId {
    StepId::new([number; 16])
}

fn new_step(number: u8, text: &str) -> GoalAct {
    GoalAct::Step(StepAct::Add(NewStep {
        id: step(number),
        text: text.to_owned(),
        order: Order::first(),
        milestone: None,
        assignee: None,
        due: None,
        from: None,
    }))
}

/// Ann's goal, begun, with a title and a step, on both phones.
fn shared() -> (Doc, Doc) {
    let ann = phone(DocKind::Goal, ANN);
    let ann = act(&ann, at(ANN, 0), GoalAct::Turn { id: event(1), turn: GoalTurn::Begin { owner: ANN } });
    let ann = act(&ann, at(ANN, 1), GoalAct::Set(GoalEdit::Title("Find a job".into())));
    let ann = act(&ann, at(ANN, 2), new_step(1, "write a letter"));
    let ben = hand_over(&ann, &phone(DocKind::Goal, BEN));
    (ann, ben)
}

/// Both phones after each has all of the other, which took it in its own order.
fn meet(ann: &Doc, ben: &Doc) -> (Doc, Doc) {
    let (a, b) = (hand_over(ben, ann), hand_over(ann, ben));
    assert_eq!(a.heads(), b.heads());
    (a, b)
}

#[test]
fn who_and_when_is_read_from_the_change() {
    let (ann, ben) = shared();
    let ben = act(
        &ben,
        at(BEN, 7),
        GoalAct::Comment(CommentAct::Add {
            id: CommentId::new([1; 16]),
            kind: CommentKind::Review,
            on: On::Step(step(1)),
            text: "Well begun".into(),
        }),
    );
    let ben = act(&ben, at(BEN, 8), GoalAct::Step(StepAct::Tick { id: step(1), done: true }));
    let goal = read_goal(&hand_over(&ben, &ann));
    assert_eq!((goal.steps[0].made.by, goal.steps[0].made.at), (ANN, at(ANN, 2).now));
    assert_eq!((goal.comments[0].made.by, goal.comments[0].made.at), (BEN, at(BEN, 7).now));
    let tick = goal.steps[0].tick.unwrap();
    assert_eq!((tick.done, tick.by, tick.at), (true, BEN, at(BEN, 8).now));
    assert_eq!(goal.history[0].event.by, ANN);
    assert!(!goal.comments[0].edited);
}

#[test]
fn i7_of_concurrent_ticks_done_wins_and_text_does_not_matter() {
    let tick = |doc: &Doc, by, done| {
        let before = read_goal(doc);
        // Written as an act even where it says what stands already.
        let act = GoalAct::Step(StepAct::Tick { id: step(1), done });
        intent::goal(doc, &before, &act, by).unwrap().doc
    };
    let (ann, ben) = shared();
    for (first, second) in [(true, false), (false, true)] {
        // Both had seen it done once.
        let ann = tick(&ann, Millis(1), true);
        let ben = hand_over(&ann, &ben);
        let (a, b) = (
            tick(&tick(&ann, Millis(2), !first), Millis(3), first),
            tick(&tick(&ben, Millis(2), !second), Millis(3), second),
        );
        let (a, b) = meet(&a, &b);
        assert!(read_goal(&a).steps[0].is_done() && read_goal(&b).steps[0].is_done());
        // Causally later decides, whatever the clock says.
        let undone = tick(&a, Millis(-1), false);
        assert!(!read_goal(&hand_over(&undone, &b)).steps[0].is_done());
    }
    // An edit to the text never clears a check.
    let ticked = tick(&ann, Millis(5), true);
    let edited = act(&ben, at(BEN, 9), GoalAct::Step(StepAct::Text { id: step(1), text: "write two letters".into() }));
    let (a, _) = meet(&ticked, &edited);
    let goal = read_goal(&a);
    assert_eq!((goal.steps[0].text.as_str(), goal.steps[0].state()), ("write two letters", StepState::Done));
}

#[test]
fn i14_a_turn_that_is_not_allowed_is_kept_and_both_agree() {
    use rapport_domain::meeting::{CancelReason, Meeting, MeetingAct, MeetingTurn, Minutes, Proposal};
    let read = |doc: &Doc| -> Meeting { meeting(doc, &around(&pair())).unwrap().value };
    let turn = |doc: &Doc, by: Ctx, number, turn| {
        let act = MeetingAct::Turn { id: event(number), turn };
        read(doc).check(&act, &by).unwrap();
        intent::meeting(doc, &act, by.now).unwrap().doc
    };
    let slot = "2026-06-01T09:00[Europe/Zurich]".parse().unwrap();
    let proposal = Proposal { slot, minutes: Minutes::new(45).unwrap(), from: None };
    let ann = turn(&phone(DocKind::Meeting, ANN), at(ANN, 0), 1, MeetingTurn::Propose(proposal));
    let ben = hand_over(&ann, &phone(DocKind::Meeting, BEN));
    // Ann cancels it while Ben moves it: only one of both can be.
    let note = String::new();
    let ann = turn(&ann, at(ANN, 3), 2, MeetingTurn::Cancel { reason: CancelReason::Ill, note });
    let ben = turn(&ben, at(BEN, 2), 3, MeetingTurn::Move { to: rapport_ids::MeetingId::new([7; 16]) });
    let (a, b) = meet(&ann, &ben);
    let (a, b) = (read(&a), read(&b));
    assert_eq!(a, b);
    let rejected: Vec<_> = a.history.iter().filter(|entry| !entry.stands()).collect();
    assert_eq!(rejected.len(), 1, "{:?}", a.history);
    let why = &rejected[0].verdict;
    assert!(matches!(why, Verdict::Rejected { why: RuleBroken::NotAllowed { rule: Rule::WrongState { .. }, .. } }));
}

#[test]
fn i15_different_fields_both_stay() {
    let (ann, ben) = shared();
    let a = act(&ann, at(ANN, 3), GoalAct::Set(GoalEdit::Why("to stand on my own feet".into())));
    let a = act(&a, at(ANN, 4), GoalAct::Step(StepAct::Text { id: step(1), text: "write a good letter".into() }));
    let b = act(&ben, at(BEN, 3), GoalAct::Step(StepAct::Assign { id: step(1), to: Some(ANN) }));
    let b = act(&b, at(BEN, 4), new_step(2, "find an address"));
    let (a, b) = meet(&a, &b);
    let goal = read_goal(&a);
    assert_eq!(goal, read_goal(&b));
    assert_eq!(goal.wording.why, "to stand on my own feet");
    assert_eq!((goal.steps[0].text.as_str(), goal.steps[0].assignee), ("write a good letter", Some(ANN)));
    assert_eq!(goal.steps.len(), 2);
}

#[test]
fn i16_what_is_deleted_keeps_id_author_and_time_only() {
    let (ann, ben) = shared();
    let gone = act(&ann, at(ANN, 3), GoalAct::Step(StepAct::Delete { id: step(1) }));
    // At the same time Ben works on it: his words are in the document still.
    let edited = act(&ben, at(BEN, 3), GoalAct::Step(StepAct::Text { id: step(1), text: "secret words".into() }));
    let (a, _) = meet(&gone, &edited);
    let goal = read_goal(&a);
    assert!(goal.steps.is_empty());
    assert_eq!((goal.gone[0].made.by, goal.gone[0].made.at), (ANN, at(ANN, 2).now));
    let projection = project(&a, None, &around(&pair())).unwrap();
    assert!(!format!("{projection:?}").contains("secret"));
    // The whole goal.
    let deleted = act(&ann, at(ANN, 5), GoalAct::Delete);
    let goal = read_goal(&deleted);
    assert_eq!((goal.deleted.unwrap().by, goal.wording.title.as_str(), goal.owner()), (ANN, "", Some(ANN)));
    assert!(project(&deleted, None, &around(&pair())).unwrap().words.is_empty());
}

#[test]
fn who_may_not_delete_deletes_nothing() {
    use automerge::transaction::Transactable;
    let (ann, ben) = shared();
    let forced = ben.write(1, |tx, _| Ok(tx.put(automerge::ROOT, "deleted", true)?)).unwrap().doc;
    let read = goal(&hand_over(&forced, &ann), &around(&pair())).unwrap();
    assert_eq!(read.value.deleted, None);
    assert_eq!(read.troubles, [Trouble { field: "deleted", what: What::NotTheirs }]);
}

#[test]
fn a_revision_keeps_what_was_and_writes_what_changes() {
    let (ann, ben) = shared();
    let start = |doc: &Doc| {
        let doc = act(doc, at(ANN, 3), GoalAct::Turn { id: event(2), turn: GoalTurn::Propose });
        let ben = act(&hand_over(&doc, &ben), at(BEN, 4), GoalAct::Turn { id: event(3), turn: GoalTurn::Nod });
        (hand_over(&ben, &doc), ben)
    };
    let (ann, ben) = start(&ann);
    let mut to = read_goal(&ann).wording;
    to.title = "Find an apprenticeship".into();
    let revise = GoalAct::Revise {
        id: event(4),
        revision: rapport_ids::RevisionId::new([1; 16]),
        reason: "it fits better".into(),
        to: Box::new(to),
    };
    let ann = act(&ann, at(ANN, 5), revise);
    // Meanwhile the owner's other phone fills in another field.
    let other = {
        let mut doc = ben.clone();
        doc.write_as(crate::Writer { device: device_of(ANN), run: 1 });
        act(&doc, at(ANN, 5), GoalAct::Set(GoalEdit::Level { level: GasLevel::Expected, text: "a contract".into() }))
    };
    let (a, b) = meet(&ann, &other);
    let goal = read_goal(&a);
    assert_eq!(goal, read_goal(&b));
    assert_eq!(goal.wording.title, "Find an apprenticeship");
    assert_eq!(goal.wording.level(GasLevel::Expected), "a contract", "the revision wrote the title only");
    assert_eq!((goal.revisions[0].was.title.as_str(), goal.revisions[0].version), ("Find a job", Some(1)));
    assert_eq!(goal.revisions[0].reason, "it fits better");
}

#[test]
fn profiles_are_their_owners_only() {
    let doc = phone(DocKind::Profile, ANN);
    let mine = |doc: &Doc| profile(doc, ANN, &around(&pair())).unwrap();
    let mut aggregate = Profile::new(ANN);
    let mut now = doc;
    for act in [
        PersonAct::Name("Ann 👍".into()),
        PersonAct::Pronouns("she".into()),
        PersonAct::Languages(vec![Language::new("de").unwrap(), Language::new("pt-BR").unwrap()]),
        PersonAct::Zone(Some(rapport_domain::Zone::new("Europe/Zurich").unwrap())),
        PersonAct::AskMe("boats\nand bridges".into()),
        PersonAct::Zone(None),
    ] {
        aggregate = aggregate.apply(&act, &at(ANN, 1)).unwrap();
        now = intent::profile(&now, &act, Millis(1)).unwrap().doc;
        let read = mine(&now);
        assert_eq!((read.value, read.troubles), (aggregate.clone(), Vec::new()));
    }
    let ben = hand_over(&now, &phone(DocKind::Profile, BEN));
    let forged = intent::profile(&ben, &PersonAct::Name("Clown".into()), Millis(2)).unwrap().doc;
    let read = mine(&hand_over(&forged, &now));
    assert_eq!(read.value.name, "");
    assert_eq!(read.troubles, [Trouble { field: "name", what: What::NotTheirs }]);
    let words = project(&now, Some(ANN), &around(&pair())).unwrap().words;
    assert_eq!(words.iter().map(|words| words.text.as_str()).collect::<Vec<_>>(), ["Ann 👍", "boats\nand bridges"]);
}

#[test]
fn notes_with_their_sections() {
    let members = pair();
    let write = |doc: &Doc, act: &NoteAct, at| -> Written<_> {
        let before = note(doc, &around(&members)).unwrap().value;
        let by = if doc.writer().unwrap().device == device_of(ANN) { ANN } else { BEN };
        before.check(act, &Ctx::new(by, Millis(at))).unwrap();
        intent::note(doc, act, Millis(at)).unwrap()
    };
    let section = |id: u8, title: &str, order: &str| {
        let (id, order) = (SectionId::new([id; 16]), order.parse().unwrap());
        NoteAct::AddSection(NewSection { id, title: title.into(), order, agenda: None })
    };
    // Both open the note of the same meeting, offline.
    let begin = NoteAct::Begin { title: "First meeting".into(), meeting: None };
    let ann = write(&phone(DocKind::Note, ANN), &begin, 10).doc;
    let ben = write(&phone(DocKind::Note, BEN), &begin, 5).doc;
    let added = write(&ann, &section(1, "Wishes", "a1"), 11);
    let (part, derived) = added.value.clone().unwrap();
    assert_eq!(part, crate::Part::section(SectionId::new([1; 16])));
    assert!(added.doc.has(derived.id));
    let ann = write(&added.doc, &section(2, "", "a0"), 12).doc;
    let ben = write(&ben, &section(1, "Wishes", "a1"), 6).doc;
    let typed = |doc: &Doc, text: &str| {
        crate::note::write(doc, SectionId::new([1; 16]), &[crate::note::tests::put(0, text)], 20).unwrap().doc
    };
    let (ann, ben) = meet(&typed(&ann, "from Ann "), &typed(&ben, "from Ben "));
    let read = note_with_texts(&ann, &around(&members)).unwrap();
    assert_eq!(read.troubles, []);
    assert_eq!(read.value, note_with_texts(&ben, &around(&members)).unwrap().value);
    let note = read.value;
    assert_eq!(note.title, "First meeting");
    assert_eq!(note.sections.iter().map(|s| s.title.as_str()).collect::<Vec<_>>(), ["", "Wishes"]);
    let text = note.sections[1].text.plain();
    assert!(text == "from Ann from Ben " || text == "from Ben from Ann ", "{text}");
    let ann = write(&ann, &NoteAct::DeleteSection { id: SectionId::new([2; 16]) }, 30).doc;
    let ann = write(&ann, &NoteAct::SectionTitle { id: SectionId::new([1; 16]), title: "Hopes".into() }, 31).doc;
    let read = super::note(&ann, &around(&members)).unwrap().value;
    assert_eq!((read.sections.len(), read.gone.len(), read.sections[0].title.as_str()), (1, 1, "Hopes"));
    let words = project(&ann, None, &around(&members)).unwrap().words;
    assert_eq!(words.iter().map(|w| w.text.clone()).collect::<Vec<_>>(), ["First meeting", "Hopes", text.trim()]);
}

#[test]
fn a_keyring_keeps_secrets_secret() {
    use crate::intent::KeyringEdit as Edit;
    let alone = rapport_domain::Members::alone(ANN);
    let space = SpaceId::new([4; 16]);
    let key = |byte| Secret::new([byte; 32]);
    let write = |doc: &Doc, edits: &[Edit]| intent::keyring(doc, edits, Millis(7)).unwrap().doc;
    let phone_a = write(
        &phone(DocKind::Keyring, ANN),
        &[
            Edit::Space { space, genesis: vec![1, 2, 3] },
            Edit::Relay { space, origin: "https://relay.example:443".into(), pin: Some([9; 32]) },
            Edit::EpochKey { space, key: key(0xA1) },
            Edit::OwnerKey { space, key: key(0xB2) },
            Edit::Invite { id: BoxId::new([3; 16]), space, secret: key(0xC3), expires: Millis(99) },
        ],
    );
    let mut phone_b = hand_over(&phone_a, &phone(DocKind::Keyring, BEN));
    phone_b.write_as(crate::Writer { device: device_of(ANN), run: 1 });
    // Two devices rotate at once: both keys are there for the chain to choose.
    let a = write(&phone_a, &[Edit::EpochKey { space, key: key(0xA2) }]);
    let b = write(
        &phone_b,
        &[
            Edit::EpochKey { space, key: key(0xA3) },
            Edit::InviteUsed { id: BoxId::new([3; 16]) },
            Edit::Space { space, genesis: vec![] },
        ],
    );
    let (a, b) = meet(&a, &b);
    let read = keyring(&a, &around(&alone)).unwrap();
    assert_eq!(read, keyring(&b, &around(&alone)).unwrap());
    assert_eq!(read.troubles, []);
    let keys = &read.value.spaces[0];
    let mut found: Vec<u8> = keys.epoch_keys.iter().map(|key| key.bytes()[0]).collect();
    found.sort_unstable();
    assert_eq!(found, [0xA2, 0xA3]);
    assert_eq!((keys.genesis.as_slice(), keys.pin, keys.left), (&[1, 2, 3][..], Some([9; 32]), false));
    assert_eq!(keys.owner_key, Some(key(0xB2)));
    let invite = &read.value.invites[0];
    assert_eq!((invite.used, invite.revoked, invite.made, invite.expires), (true, false, Millis(7), Millis(99)));
    let printed = format!("{read:?} {:?}", project(&a, None, &around(&alone)));
    assert!(!printed.contains("178, 178") && !printed.to_lowercase().contains("b2b2"), "{printed}");
}

#[test]
fn settings_by_name() {
    let alone = rapport_domain::Members::alone(ANN);
    let set =
        |doc: &Doc, name: &str, value: Option<Setting>| intent::set(doc, name, value.as_ref(), Millis(1)).unwrap().doc;
    let doc = set(&phone(DocKind::Settings, ANN), "reminders.quiet", Some(Setting::Flag(true)));
    let doc = set(&doc, "font", Some(Setting::Number(-3)));
    let doc = set(&doc, "greeting", Some(Setting::Text("hallo".into())));
    let doc = set(&doc, "font", None);
    let read = settings(&doc, &around(&alone)).unwrap();
    let expected = [("greeting", Setting::Text("hallo".into())), ("reminders.quiet", Setting::Flag(true))];
    assert_eq!(read.value, expected.map(|(name, value)| (name.to_owned(), value)).into());
    let long = "x".repeat(101);
    assert_eq!(intent::set(&doc, &long, None, Millis(1)).unwrap_err(), crate::WriteProblem::NotTidy);
    assert_eq!(
        intent::set(&phone(DocKind::Goal, ANN), "a", None, Millis(1)).unwrap_err(),
        crate::WriteProblem::Missing("settings")
    );
}

#[test]
fn words_of_goals_and_meetings_are_found() {
    let (ann, _) = shared();
    let milestone = MilestoneAct::Add {
        id: MilestoneId::new([1; 16]),
        title: "Ready to apply".into(),
        due: Some("2026-06-01".parse().unwrap()),
        order: Order::first(),
    };
    let ann = act(&ann, at(ANN, 3), GoalAct::Milestone(milestone));
    let words = project(&ann, None, &around(&pair())).unwrap().words;
    let texts: Vec<&str> = words.iter().map(|words| words.text.as_str()).collect();
    assert_eq!(texts, ["Find a job", "Ready to apply", "write a letter"]);
}

#[test]
fn a_stranger_takes_no_turn() {
    let (ann, _) = shared();
    let eve = hand_over(&ann, &phone(DocKind::Goal, EVE));
    let turn = GoalAct::Turn { id: event(9), turn: GoalTurn::Drop { reason: "gone".into() } };
    let eve = intent::goal(&eve, &read_goal(&eve), &turn, Millis(3)).unwrap().doc;
    let goal = read_goal(&hand_over(&eve, &ann));
    assert!(matches!(
        &goal.history[1].verdict,
        Verdict::Rejected { why: RuleBroken::NotAllowed { rule: Rule::NotAMember, .. } }
    ));
    assert_eq!(goal.stage(), rapport_domain::goal::GoalStage::Draft);
}

#[test]
fn what_nobody_answers_for_is_left_out() {
    let (ann, _) = shared();
    let members = pair();
    let nobody = |_: &rapport_ids::DeviceId| -> Option<PersonId> { None };
    let around = Around { members: &members, authors: &nobody };
    let read = goal(&ann, &around).unwrap();
    assert!(read.value.steps.is_empty() && read.value.history.is_empty());
    assert_eq!(read.troubles, ["events", "steps"].map(|field| Trouble { field, what: What::Author }));
}
