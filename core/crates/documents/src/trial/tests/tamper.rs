//! Thousands of changes that somebody tampered with: whatever passes the
//! trial leaves a document that can be saved, opened, read and written.

use super::bend::bend;
use super::chance::Chance;
use super::*;
use automerge::Change;

/// A note that two devices wrote, and the next changes of one of them, each
/// with the document that it is for.
fn life(chance: &mut Chance, steps: usize) -> (Doc, Vec<(Doc, OwnChange)>) {
    let mut docs = [phone(1), phone(2)];
    let mut honest = Vec::new();
    for step in 0..steps {
        let who = chance.below(2);
        let doc = docs[who].clone();
        let len = note::read(&doc, SECTION).unwrap().len();
        let at = chance.below(len as usize + 1) as u32;
        let some = (chance.below(6) as u32).min(len - at);
        let delta = match chance.below(7) {
            0 => Delta::splice(at, some, []),
            1 => Delta::restyle(at, some.max(1).min(len - at), Restyle::mark(Mark::Bold, chance.below(2) == 0)),
            2 => Delta::restyle(at, some, Restyle::mark(Mark::Link("https://e.org".into()), true)),
            3 => {
                let line = Line { kind: LineKind::ALL[chance.below(8)], done: chance.below(2) == 0 };
                Delta::splice(at, 0, [("\n".to_owned(), Style::line_break(Marks::default(), line))])
            }
            _ => put(at, ["a", "words ", "é👍", "x\u{301}", "שלום"][chance.below(5)]),
        };
        // No character of two units is cut: places are moved to where one begins.
        let text = note::read(&doc, SECTION).unwrap();
        let mut sheet = crate::text::Sheet::new(&text);
        if sheet.splits_pair(at) || sheet.splits_pair(at + some) {
            continue;
        }
        sheet.apply(&delta);
        let written = if step % 9 == 8 {
            let act = NoteAct::SectionTitle { id: SECTION, title: format!("title {step}") };
            let written = crate::intent::note(&doc, &act, Millis(7)).unwrap();
            crate::Written { doc: written.doc, change: written.change, value: () }
        } else {
            let written = note::write(&doc, SECTION, &[delta], step as i64 * 1_000).unwrap();
            crate::Written { doc: written.doc, change: written.change, value: () }
        };
        if let Some(change) = written.change {
            docs[who] = written.doc;
            if who == 0 {
                honest.push((docs[1].clone(), change));
            }
        }
        if chance.below(3) == 0 {
            let (next, _) = sync(&docs[0], &docs[1]);
            let (back, _) = sync(&next, &docs[0]);
            docs = [back, next];
        }
    }
    (docs[0].clone(), honest)
}

/// How many to try; the long run of the test suite asks for more.
fn rounds() -> usize {
    std::env::var("RAPPORT_TAMPERED").ok().and_then(|n| n.parse().ok()).unwrap_or(2_000)
}

#[test]
fn nothing_that_passes_fails_later() {
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let (mut tried, mut passed, mut panics, mut honest_passed) = (0, 0, 0, 0);
    let mut reasons = std::collections::BTreeMap::<String, usize>::new();
    while tried < rounds() {
        let (last, honest) = life(&mut chance, 24);
        full_check(&last).unwrap();
        for (doc, change) in honest {
            let batch = [incoming(1, &change)];
            let before = super::trial(&doc, &batch, true);
            match &before.fates[0].1 {
                Fate::Applied => honest_passed += 1,
                Fate::Orphaned { .. } => continue,
                fate => panic!("an honest change: {fate:?}"),
            }
            for _ in 0..25 {
                let Some(raw) = bend(&change.raw, &mut chance) else { continue };
                if raw == change.raw {
                    continue;
                }
                tried += 1;
                let trial = super::trial(&doc, &[Incoming { device: device(1), raw: &raw }], true);
                match (&trial.fates[0].1, trial.next) {
                    (Fate::Applied, Some(next)) => {
                        passed += 1;
                        if let Err(damage) = full_check(&next) {
                            panic!("passed, and then: {damage:?}\n{:?}", Change::try_from(&raw[..]).unwrap().decode());
                        }
                        // Others go on writing, and so does this phone.
                        let text = note::read(&next, SECTION).unwrap();
                        let written = note::write(&next, SECTION, &[put(text.len(), "!")], 1);
                        let Ok(written) = written else {
                            let bent = Change::try_from(&raw[..]).unwrap().decode();
                            let real = Change::try_from(&change.raw[..]).unwrap().decode();
                            panic!("{:?}\n{bent:#?}\nREAL {real:#?} {text:?}", written.unwrap_err());
                        };
                        let next = written.doc;
                        let (next, _) = sync_what_fits(&last, &next);
                        full_check(&next).unwrap();
                    }
                    (Fate::Rejected(reason), None) => {
                        panics += usize::from(matches!(reason, Reason::Panicked(_)));
                        let name = format!("{reason:?}");
                        let name = name.split(['(', ' ']).next().unwrap_or_default().to_owned();
                        *reasons.entry(name).or_default() += 1;
                    }
                    (Fate::Orphaned { .. }, None) => {}
                    other => panic!("{other:?}"),
                }
            }
        }
    }
    println!("{honest_passed} honest, {tried} tampered: {passed} passed, {panics} panicked, {reasons:?}");
    assert!(honest_passed > 0 && passed > 0 && panics > 0, "the test tries what it says");
}

/// All changes of one document that the other can take.
fn sync_what_fits(from: &Doc, to: &Doc) -> (Doc, usize) {
    let missing: Vec<_> = from.changes().into_iter().filter(|change| !to.has(change.id)).collect();
    let batch: Vec<Incoming<'_>> = missing
        .iter()
        .map(|change| {
            let peek = crate::raw::peek(&change.raw).unwrap();
            Incoming { device: DeviceId::from_slice(&peek.actor[..16]).unwrap(), raw: &change.raw }
        })
        .collect();
    let trial = super::trial(to, &batch, false);
    (trial.next.unwrap_or_else(|| to.clone()), missing.len())
}

/// A goal that one device wrote, and its changes with the document each is for.
fn goal_life(chance: &mut Chance) -> Vec<(Doc, OwnChange)> {
    use crate::testing::{ANN, around, pair};
    use rapport_domain::goal::{GoalAct, GoalEdit, GoalTurn};
    use rapport_domain::step::NewStep;
    use rapport_domain::{MilestoneAct, Order, StepAct};
    use rapport_ids::{EventId, MilestoneId, StepId};
    let mut doc = crate::testing::phone(DocKind::Goal, ANN);
    let mut all = Vec::new();
    for number in 0..14u8 {
        let step = StepId::new([chance.below(3) as u8; 16]);
        let act = match chance.below(7) {
            _ if number == 0 => GoalAct::Turn { id: EventId::new([99; 16]), turn: GoalTurn::Begin { owner: ANN } },
            0 => GoalAct::Set(GoalEdit::Title(format!("title {number}"))),
            1 => GoalAct::Set(GoalEdit::Due(None)),
            2 | 3 => GoalAct::Step(StepAct::Add(NewStep {
                id: step,
                text: "a step".into(),
                order: Order::first(),
                milestone: None,
                assignee: None,
                due: None,
                from: None,
            })),
            4 => GoalAct::Step(StepAct::Tick { id: step, done: chance.below(2) == 0 }),
            5 => GoalAct::Milestone(MilestoneAct::Add {
                id: MilestoneId::new([number; 16]),
                title: "a stage".into(),
                due: None,
                order: Order::first(),
            }),
            _ => GoalAct::Turn { id: EventId::new([number; 16]), turn: GoalTurn::Propose },
        };
        let before = crate::read::goal(&doc, &around(&pair())).unwrap().value;
        let Ok(written) = crate::intent::goal(&doc, &before, &act, Millis(i64::from(number))) else { continue };
        if let Some(change) = written.change {
            all.push((doc, change));
        }
        doc = written.doc;
    }
    all
}

#[test]
fn nothing_that_passes_breaks_a_goal() {
    use crate::testing::{ANN, around, pair};
    let mut chance = Chance(0xD1B5_4A32_D192_ED03);
    let (mut tried, mut passed) = (0, 0);
    while tried < rounds() {
        for (doc, change) in goal_life(&mut chance) {
            let honest = super::trial(&doc, &[incoming(1, &change)], false);
            assert_eq!(honest.fates[0].1, Fate::Applied);
            for _ in 0..25 {
                let Some(raw) = bend(&change.raw, &mut chance) else { continue };
                tried += 1;
                let trial = super::trial(&doc, &[Incoming { device: device(1), raw: &raw }], false);
                let Some(next) = trial.next else { continue };
                passed += 1;
                full_check(&next).unwrap();
                let read = crate::read::goal(&next, &around(&pair())).unwrap().value;
                let act = rapport_domain::goal::GoalAct::Set(rapport_domain::goal::GoalEdit::Title("after".into()));
                let next = crate::intent::goal(&next, &read, &act, Millis(1)).unwrap().doc;
                full_check(&next).unwrap();
                assert!(crate::project(&next, Some(ANN), &around(&pair())).is_some());
            }
        }
    }
    println!("goals: {tried} tampered, {passed} passed");
    assert!(passed > 0);
}
