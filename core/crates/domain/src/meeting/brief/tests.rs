use super::*;
use crate::goal::GoalTurn;
use crate::life::{Lamport, Stamped};
use crate::made::Made;
use crate::meeting::{Carried, MeetingTurn, Minutes, Proposal};
use crate::milestone::Milestone;
use crate::order::Order;
use crate::progress::ProgressEntry;
use crate::testing::{ANN, BEN, event, pair, told};
use crate::tick::Tick;
use crate::time::tests::{Tz, civil, utc};
use rapport_ids::{AgendaItemId, MeetingId, MilestoneId, ProgressId, StepId};

fn meeting(id: u8, slot: &str) -> Meeting {
    let propose = MeetingTurn::Propose(Proposal { slot: civil(slot), minutes: Minutes::new(45).unwrap(), from: None });
    Meeting::new(MeetingId::new([id; 16]), pair()).with_history(told(&[(BEN, propose), (ANN, MeetingTurn::Confirm)]))
}

fn point(id: u8, text: &str, covered: bool) -> AgendaItem {
    let made = Made { by: ANN, at: utc("2026-05-01T08:00") };
    let tick = covered.then_some(Tick { done: true, by: ANN, at: made.at });
    AgendaItem {
        id: AgendaItemId::new([id; 16]),
        made,
        text: text.to_owned(),
        order: Order::first(),
        carried_from: None,
        tick,
    }
}

fn step(id: u8, done: Option<&str>) -> Step {
    let made = Made { by: ANN, at: utc("2026-04-01T08:00") };
    let tick = done.map(|at| Tick { done: true, by: ANN, at: utc(at) });
    let (id, text, order) = (StepId::new([id; 16]), "Write".to_owned(), Order::first());
    Step { id, made, text, milestone: None, assignee: None, due: None, order, tick, cancelled: false, from: None }
}

fn goal(id: u8, turns: &[(&str, GoalTurn)]) -> Goal {
    let events = turns.iter().zip(1u8..).map(|((at, turn), number)| Stamped {
        id: event(number),
        order: Lamport { counter: u64::from(number), actor: [0; 20] },
        by: if turn == &GoalTurn::Nod { BEN } else { ANN },
        at: utc(at),
        turn: turn.clone(),
    });
    Goal::new(GoalId::new([id; 16]), pair()).with_history(events)
}

#[test]
fn what_is_open_what_changed_and_what_was_agreed() {
    let before = "2026-04-20T08:00";
    let begin = (before, GoalTurn::Begin { owner: ANN });
    let begun = [begin.clone(), (before, GoalTurn::Propose), ("2026-05-02T08:00", GoalTurn::Nod)];
    let mut first = goal(2, &begun);
    first.wording.title = "Speak freely".to_owned();
    first.steps = vec![step(1, None), step(2, Some(before)), step(3, Some("2026-05-03T08:00"))];
    let at = |at: &str| Made { by: ANN, at: utc(at) };
    for (id, made) in [(1, at(before)), (2, at("2026-05-04T08:00"))] {
        first.progress.push(ProgressEntry {
            id: ProgressId::new([id; 16]),
            made,
            reading: None,
            note: "So".to_owned(),
        });
    }
    let reached = Some(Tick { done: true, by: BEN, at: utc("2026-05-05T08:00") });
    first.milestones = vec![Milestone {
        id: MilestoneId::new([1; 16]),
        made: at(before),
        title: "Half".to_owned(),
        due: None,
        order: Order::first(),
        tick: reached,
    }];
    let still = Goal { steps: vec![step(4, None)], ..goal(1, &begun[..1]) };
    let gone = goal(3, &begun[..1]).tombstone(at("2026-05-05T08:00"));
    let mut last = meeting(1, "2026-05-01T17:30[Europe/Zurich]");
    last.agenda = vec![point(1, "Talked about", true), point(2, "Left over", false), point(3, "Carried", false)];
    last.actions = vec![step(8, None), step(9, Some("2026-05-02T08:00"))];
    let mut now = meeting(2, "2026-05-09T17:30[Europe/Zurich]");
    now.agenda = vec![AgendaItem {
        carried_from: Some(Carried { meeting: last.id, item: AgendaItemId::new([3; 16]) }),
        ..point(4, "Carried", false)
    }];

    let brief = MeetingBrief::of(&now, Some(&last), &[first.clone(), gone.clone(), still.clone()], &Tz).unwrap();
    assert_eq!(brief.since, Some(utc("2026-05-01T15:30")));
    assert_eq!((&brief.agenda, &brief.actions), (&now.agenda, &last.actions));
    assert_eq!(brief.left_over.iter().map(|item| item.text.as_str()).collect::<Vec<_>>(), ["Left over"]);
    let open: Vec<_> = brief.steps.iter().map(|open| (open.goal, open.step.id)).collect();
    assert_eq!(open, [(still.id, StepId::new([4; 16])), (first.id, StepId::new([1; 16]))]);
    let (goal, title) = (first.id, "Speak freely".to_owned());
    let changed =
        GoalChange { goal, title, stage: first.stage(), turns: 1, revisions: 0, progress: 1, done: 1, reached: 1 };
    assert_eq!(brief.goals, [changed]);
    // In whichever order the goals come.
    assert_eq!(MeetingBrief::of(&now, Some(&last), &[still, first, gone], &Tz).unwrap(), brief);
    assert_eq!(serde_json::from_str::<MeetingBrief>(&serde_json::to_string(&brief).unwrap()).unwrap(), brief);
}

#[test]
fn before_the_first_meeting_everything_is_new() {
    let first = goal(2, &[("2026-04-20T08:00", GoalTurn::Begin { owner: ANN })]);
    let brief = MeetingBrief::of(&meeting(2, "2026-05-09T17:30[Europe/Zurich]"), None, &[first], &Tz).unwrap();
    assert_eq!((brief.since, brief.goals.len(), brief.actions.len()), (None, 1, 0));
    let lost = meeting(1, "2026-05-01T17:30[Nowhere/Else]");
    let brief = MeetingBrief::of(&meeting(2, "2026-05-09T17:30[UTC]"), Some(&lost), &[], &Tz);
    assert_eq!(brief, Err(Problem::UnknownZone));
}
