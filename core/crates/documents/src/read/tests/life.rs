//! Any acts, done to the document and to the aggregate, give the same; any
//! concurrent acts read the same on both phones (I15).

use super::*;
use crate::Writer;
use proptest::prelude::*;
use rapport_domain::measure::{Measure, MeasureKind, Reading};
use rapport_domain::meeting::{
    AgendaAct, Attendance, CancelReason, Meeting, MeetingAct, MeetingTurn, Minutes, Mode, NewAgendaItem, Proposal,
};
use rapport_domain::pairing::{Cadence, EndReason, Pairing, PairingAct, PairingKind, PairingTurn};
use rapport_domain::{Due, Gone, Lamport, PerMille, ProgressAct, Quantity};
use rapport_ids::{AgendaItemId, GoalId, MeetingId, PairingId, ProgressId, RevisionId};

/// An act by chance: who, which, about what, with which words.
#[derive(Clone, Debug)]
struct Pick {
    second: bool,
    which: u8,
    about: u8,
    flag: bool,
    words: String,
    order: u8,
}

fn picks() -> impl Strategy<Value = Vec<Pick>> {
    let one = (any::<bool>(), 0u8..40, 0u8..4, any::<bool>(), "[a-zäß👍 ]{1,12}", 0u8..6)
        .prop_map(|(second, which, about, flag, words, order)| Pick { second, which, about, flag, words, order });
    proptest::collection::vec(one, 0..40)
}

fn order(pick: &Pick) -> Order {
    format!("a{}", pick.order).parse().unwrap()
}

fn day(pick: &Pick) -> Option<rapport_domain::Day> {
    pick.flag.then(|| format!("2026-0{}-1{}", pick.about + 1, pick.order).parse().unwrap())
}

fn step_act(pick: &Pick, which: u8, milestone: Option<MilestoneId>) -> StepAct {
    let id = step(pick.about);
    let due = day(pick).map(|day| {
        if pick.order.is_multiple_of(2) { Due::On(day) } else { format!("{day}T09:30[Asia/Kolkata]").parse().unwrap() }
    });
    match which {
        0 => StepAct::Add(NewStep {
            id,
            text: pick.words.clone(),
            order: order(pick),
            milestone,
            assignee: pick.flag.then_some(BEN),
            due,
            from: None,
        }),
        1 => StepAct::Text { id, text: pick.words.clone() },
        2 => StepAct::Assign { id, to: pick.flag.then_some(ANN) },
        3 => StepAct::Due { id, due },
        4 => StepAct::Move { id, order: order(pick), milestone },
        5 | 6 => StepAct::Tick { id, done: pick.flag },
        7 => StepAct::Cancel { id },
        _ => StepAct::Delete { id },
    }
}

fn goal_act(pick: &Pick, number: u8) -> GoalAct {
    let milestone = MilestoneId::new([pick.about; 16]);
    let turn = |turn| GoalAct::Turn { id: event(number), turn };
    let words = pick.words.clone();
    match pick.which {
        0 | 1 => turn(GoalTurn::Begin { owner: if pick.flag { ANN } else { BEN } }),
        2 => turn(GoalTurn::Propose),
        3 => turn(GoalTurn::Nod),
        4 => turn(if pick.flag { GoalTurn::Pause } else { GoalTurn::Resume }),
        5 if pick.order == 0 => turn(GoalTurn::Drop { reason: words }),
        6 if pick.order == 0 => turn(if pick.flag { GoalTurn::Achieve } else { GoalTurn::PartlyAchieve }),
        7 if pick.order == 0 => turn(GoalTurn::Carry { to: pick.flag.then_some(GoalId::new([3; 16])) }),
        8..=14 => GoalAct::Step(step_act(pick, pick.which - 8, pick.flag.then_some(milestone))),
        15 => GoalAct::Step(step_act(pick, 8, None)),
        16 | 17 => {
            GoalAct::Milestone(MilestoneAct::Add { id: milestone, title: words, due: day(pick), order: order(pick) })
        }
        18 => GoalAct::Milestone(MilestoneAct::Title { id: milestone, title: words }),
        19 => GoalAct::Milestone(MilestoneAct::Due { id: milestone, due: day(pick) }),
        20 => GoalAct::Milestone(MilestoneAct::Move { id: milestone, order: order(pick) }),
        21 => GoalAct::Milestone(MilestoneAct::Reach { id: milestone, reached: pick.flag }),
        22 if pick.order == 0 => GoalAct::Milestone(MilestoneAct::Delete { id: milestone }),
        23 => {
            let id = ProgressId::new([number; 16]);
            let reading = match pick.order {
                0 => Some(Reading::Share(PerMille::new(300).unwrap())),
                1 => Some(Reading::Reached(pick.flag)),
                2 => Some(Reading::Amount(Quantity::whole(4).unwrap())),
                _ => None,
            };
            GoalAct::Progress(ProgressAct::Add { id, reading, note: words })
        }
        24 => GoalAct::Progress(ProgressAct::Delete { id: ProgressId::new([pick.about * 7; 16]) }),
        25 | 26 => {
            let on = match pick.order {
                0 => On::Milestone(milestone),
                1 => On::Step(step(pick.about)),
                _ => On::Whole,
            };
            let kind = if pick.flag { CommentKind::Remark } else { CommentKind::Review };
            GoalAct::Comment(CommentAct::Add { id: CommentId::new([pick.about; 16]), kind, on, text: words })
        }
        27 => GoalAct::Comment(CommentAct::Edit { id: CommentId::new([pick.about; 16]), text: words }),
        28 if pick.order == 0 => GoalAct::Comment(CommentAct::Delete { id: CommentId::new([pick.about; 16]) }),
        29 => GoalAct::Set(GoalEdit::Why(if pick.flag { words } else { String::new() })),
        30 => GoalAct::Set(GoalEdit::Measure(pick.flag.then(|| Measure {
            kind: MeasureKind::Amount,
            baseline: Quantity::ZERO,
            target: Quantity::whole(i64::from(pick.order) + 1).unwrap(),
            unit: words,
        }))),
        31 => GoalAct::Set(GoalEdit::Due(day(pick))),
        32 => GoalAct::Set(GoalEdit::Level { level: GasLevel::ALL[pick.order as usize % 5], text: words }),
        33 => GoalAct::Set(GoalEdit::Review(day(pick))),
        34 => {
            let confidence = rapport_domain::goal::Confidence::from_number(i64::from(pick.about) + 1).ok();
            GoalAct::Set(GoalEdit::Confidence(confidence.filter(|_| pick.flag)))
        }
        35 => {
            let mut to = rapport_domain::goal::Wording { title: words.clone(), ..Default::default() };
            to.why = "because".into();
            to.levels[pick.about as usize] = words.clone();
            to.due = day(pick);
            GoalAct::Revise {
                id: event(number),
                revision: RevisionId::new([number; 16]),
                reason: words,
                to: Box::new(to),
            }
        }
        36 => GoalAct::Set(GoalEdit::Parent(pick.flag.then_some(GoalId::new([8; 16])))),
        37 => GoalAct::Set(GoalEdit::Horizon(pick.flag.then_some(rapport_domain::goal::Horizon::Medium))),
        38 if pick.order == 0 && pick.about == 0 => GoalAct::Delete,
        _ => GoalAct::Set(GoalEdit::Title(words)),
    }
}

fn meeting_act(pick: &Pick, number: u8) -> MeetingAct {
    let turn = |turn| MeetingAct::Turn { id: event(number), turn };
    let item = AgendaItemId::new([pick.about; 16]);
    let words = pick.words.clone();
    match pick.which {
        0..=3 => turn(MeetingTurn::Propose(Proposal {
            slot: "2026-05-10T09:00[Europe/Zurich]".parse().unwrap(),
            minutes: Minutes::new(i64::from(pick.order) * 15 + 15).unwrap(),
            from: pick.flag.then_some(MeetingId::new([9; 16])),
        })),
        4 | 5 => turn(MeetingTurn::Confirm),
        6 => turn(MeetingTurn::Hold),
        7 if pick.order < 2 => turn(MeetingTurn::Cancel {
            reason: CancelReason::NoTime,
            note: if pick.flag { words } else { String::new() },
        }),
        8 if pick.order == 0 => turn(MeetingTurn::Move { to: MeetingId::new([7; 16]) }),
        9 => turn(MeetingTurn::Miss { who: [ANN].into() }),
        10 | 11 => {
            let attendance =
                [(ANN, Attendance::Yes), (BEN, if pick.flag { Attendance::Late } else { Attendance::No })].into();
            MeetingAct::Log { id: event(number), took: Minutes::new(50).unwrap(), attendance }
        }
        12 => MeetingAct::Title(words),
        13 => MeetingAct::Mode(pick.flag.then_some(Mode::Video)),
        14 => MeetingAct::Place(words),
        15 => MeetingAct::Attend { person: BEN, attendance: Attendance::Yes },
        16 => MeetingAct::Took(Minutes::new(20).unwrap()),
        17..=20 => {
            let carried_from =
                pick.flag.then_some(rapport_domain::meeting::Carried { meeting: MeetingId::new([6; 16]), item });
            MeetingAct::Agenda(AgendaAct::Add(NewAgendaItem {
                id: item,
                text: words,
                order: order(pick),
                carried_from,
            }))
        }
        21 => MeetingAct::Agenda(AgendaAct::Text { id: item, text: words }),
        22 => MeetingAct::Agenda(AgendaAct::Move { id: item, order: order(pick) }),
        23 | 24 => MeetingAct::Agenda(AgendaAct::Cover { id: item, covered: pick.flag }),
        25 if pick.order == 0 => MeetingAct::Agenda(AgendaAct::Delete { id: item }),
        38 if pick.order == 0 && pick.about == 0 => MeetingAct::Delete,
        n => MeetingAct::Action(step_act(pick, n % 9, None)),
    }
}

fn pairing_act(pick: &Pick, number: u8) -> PairingAct {
    let turn = |turn| PairingAct::Turn { id: event(number), turn };
    let end = day(pick).map(|day| day.plus_days(300).unwrap());
    match pick.which {
        0..=9 => turn(PairingTurn::Begin { kind: PairingKind::Own, mentor: BEN, mentee: ANN, end }),
        10..=13 => turn(PairingTurn::Hold { until: "2026-06-01".parse().unwrap() }),
        14..=17 => turn(PairingTurn::Resume),
        18 => turn(PairingTurn::Close { reason: EndReason::GoalsMet }),
        19 => turn(PairingTurn::ClosureLogged),
        20 | 21 => turn(PairingTurn::OptIn),
        22..=25 => turn(PairingTurn::Renew { end: end.unwrap_or("2027-12-24".parse().unwrap()) }),
        26 => turn(PairingTurn::Agreed { version: 2 }),
        _ => PairingAct::Cadence(pick.flag.then_some(Cadence::Fortnightly)),
    }
}

/// Orders are the document's own; two readings of one are compared without.
fn plain_goal(mut goal: Goal) -> Goal {
    goal.history.iter_mut().for_each(|entry| entry.event.order = Lamport::default());
    goal.gone.sort_by_key(|gone| format!("{gone:?}"));
    goal
}

fn plain_meeting(mut meeting: Meeting) -> Meeting {
    meeting.history.iter_mut().for_each(|entry| entry.event.order = Lamport::default());
    meeting.gone.sort_by_key(|gone: &Gone| format!("{gone:?}"));
    meeting
}

fn plain_pairing(mut pairing: Pairing) -> Pairing {
    pairing.history.iter_mut().for_each(|entry| entry.event.order = Lamport::default());
    pairing
}

/// One person at two documents that are one: writes by turns.
fn as_writer(doc: &Doc, person: PersonId) -> Doc {
    let mut doc = doc.clone();
    doc.write_as(Writer::first(device_of(person)));
    doc
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn goals_read_as_the_aggregate_says(picks in picks()) {
        let mut doc = phone(DocKind::Goal, ANN);
        let mut aggregate = Goal::new(GoalId::from(doc.id()), pair());
        let mut done = 0;
        for (number, pick) in picks.iter().enumerate() {
            let by = if pick.second { BEN } else { ANN };
            let ctx = at(by, number as i64);
            let act = goal_act(pick, number as u8 + 1);
            let Ok(next) = aggregate.apply(&act, &ctx) else { continue };
            doc = intent::goal(&as_writer(&doc, by), &aggregate, &act, ctx.now).unwrap().doc;
            aggregate = next;
            done += 1;
            prop_assert_eq!(plain_goal(read_goal(&doc)), plain_goal(aggregate.clone()), "after {:?}", act);
        }
        prop_assert_eq!(doc.size().changes <= done + 1, true, "one change for each act");
    }

    #[test]
    fn meetings_read_as_the_aggregate_says(picks in picks()) {
        let mut doc = phone(DocKind::Meeting, ANN);
        let mut aggregate = Meeting::new(MeetingId::from(doc.id()), pair());
        for (number, pick) in picks.iter().enumerate() {
            let by = if pick.second { BEN } else { ANN };
            let ctx = at(by, number as i64);
            let act = meeting_act(pick, number as u8 + 1);
            let Ok(next) = aggregate.apply(&act, &ctx) else { continue };
            doc = intent::meeting(&as_writer(&doc, by), &act, ctx.now).unwrap().doc;
            aggregate = next;
            let read = meeting(&doc, &around(&pair())).unwrap();
            prop_assert_eq!(read.troubles, Vec::new());
            prop_assert_eq!(plain_meeting(read.value), plain_meeting(aggregate.clone()), "after {:?}", act);
        }
    }

    #[test]
    fn pairings_read_as_the_aggregate_says(picks in picks()) {
        let mut doc = phone(DocKind::Pairing, ANN);
        let mut aggregate = Pairing::new(PairingId::from(doc.id()), pair());
        for (number, pick) in picks.iter().enumerate() {
            let by = if pick.second { BEN } else { ANN };
            let ctx = at(by, number as i64);
            let act = pairing_act(pick, number as u8 + 1);
            let Ok(next) = aggregate.apply(&act, &ctx) else { continue };
            doc = intent::pairing(&as_writer(&doc, by), &act, ctx.now).unwrap().doc;
            aggregate = next;
            let read = pairing(&doc, &around(&pair())).unwrap();
            prop_assert_eq!(read.troubles, Vec::new());
            prop_assert_eq!(plain_pairing(read.value), plain_pairing(aggregate.clone()), "after {:?}", act);
        }
    }

    /// I15: both go on by themselves and meet now and then; whoever has the
    /// same reads the same, and nothing that one of them did is lost.
    #[test]
    fn phones_that_have_the_same_read_the_same(picks in picks(), meets in proptest::collection::vec(0u8..6, 40)) {
        let mut docs = [phone(DocKind::Goal, ANN), phone(DocKind::Goal, BEN)];
        let mut changes = 0;
        for (number, pick) in picks.iter().enumerate() {
            let by = if pick.second { BEN } else { ANN };
            let doc = &docs[usize::from(pick.second)];
            let before = read_goal(doc);
            let ctx = at(by, number as i64);
            let act = goal_act(pick, number as u8 + 1);
            if before.check(&act, &ctx).is_ok() {
                // Two make a thing of the same id only by a miracle.
                let id = |n: u8| if pick.second { n | 0x80 } else { n };
                let act = match act {
                    GoalAct::Step(StepAct::Add(new)) => GoalAct::Step(StepAct::Add(NewStep { id: step(id(number as u8)), ..new })),
                    GoalAct::Milestone(MilestoneAct::Add { title, due, order, .. }) => {
                        GoalAct::Milestone(MilestoneAct::Add { id: MilestoneId::new([id(number as u8); 16]), title, due, order })
                    }
                    GoalAct::Comment(CommentAct::Add { kind, on, text, .. }) => {
                        GoalAct::Comment(CommentAct::Add { id: CommentId::new([id(number as u8); 16]), kind, on, text })
                    }
                    other => other,
                };
                let written = intent::goal(doc, &before, &act, ctx.now).unwrap();
                changes += u64::from(written.change.is_some());
                docs[usize::from(pick.second)] = written.doc;
            }
            match meets[number % 40] {
                0 => docs[0] = hand_over(&docs[1], &docs[0]),
                1 => docs[1] = hand_over(&docs[0], &docs[1]),
                _ => {}
            }
        }
        let (a, b) = meet(&docs[0], &docs[1]);
        prop_assert_eq!(a.size().changes, changes + 1);
        let (read_a, read_b) = (goal(&a, &around(&pair())).unwrap(), goal(&b, &around(&pair())).unwrap());
        prop_assert_eq!(&read_a.value, &read_b.value);
        // A third phone gets all of it at once, in another order.
        let third = hand_over(&a, &phone(DocKind::Goal, EVE));
        prop_assert_eq!(goal(&third, &around(&pair())).unwrap().value, read_a.value);
        crate::full_check(&a).unwrap();
    }
}
