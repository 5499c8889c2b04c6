use super::*;
use crate::made::{Gone, ItemId};
use crate::milestone::Milestone;
use crate::rules::{Rule, Stage};
use crate::testing::{ANN, BEN, NOON, by, pair, refusal};
use crate::time::tests::{Tz, day, zurich};
use crate::time::{Millis, Zone};

fn step(done: Option<bool>, cancelled: bool) -> Step {
    Step {
        id: StepId::new([1; 16]),
        made: Made { by: ANN, at: NOON },
        text: "x".to_owned(),
        milestone: None,
        assignee: None,
        due: None,
        order: Order::first(),
        tick: done.map(|done| Tick { done, by: ANN, at: NOON }),
        cancelled,
        from: None,
    }
}

#[test]
fn done_wins_over_cancelled() {
    for (done, cancelled, state) in [
        (None, false, StepState::Open),
        (Some(false), false, StepState::Open),
        (Some(true), false, StepState::Done),
        (None, true, StepState::Cancelled),
        (Some(false), true, StepState::Cancelled),
        // One finished it while the other gave it up: it is finished.
        (Some(true), true, StepState::Done),
    ] {
        assert_eq!(step(done, cancelled).state(), state);
    }
}

const ID: StepId = StepId::new([1; 16]);

/// One of each act on a step that is there; a new act has to be added here.
fn acts() -> Vec<StepAct> {
    let order = || Order::parse("a1").unwrap();
    let all = vec![
        StepAct::Text { id: ID, text: " Other words ".to_owned() },
        StepAct::Assign { id: ID, to: Some(BEN) },
        StepAct::Due { id: ID, due: Some(Due::On(day("2026-06-01"))) },
        StepAct::Move { id: ID, order: order(), milestone: None },
        StepAct::Tick { id: ID, done: true },
        StepAct::Tick { id: ID, done: false },
        StepAct::Cancel { id: ID },
        StepAct::Delete { id: ID },
    ];
    for act in &all {
        match act {
            StepAct::Add(_)
            | StepAct::Text { .. }
            | StepAct::Assign { .. }
            | StepAct::Due { .. }
            | StepAct::Move { .. }
            | StepAct::Tick { .. }
            | StepAct::Cancel { .. }
            | StepAct::Delete { .. } => {}
        }
    }
    all
}

fn done_to(step: &Step, act: StepAct) -> Result<(Vec<Step>, Vec<Gone>), RuleBroken> {
    let (mut steps, mut gone) = (vec![step.clone()], vec![]);
    let none: [Milestone; 0] = [];
    let members = pair();
    let around = Around { members: &members, milestones: &none };
    carry_out(&mut steps, &mut gone, act.tidy()?, &around, &by(ANN))?;
    Ok((steps, gone))
}

#[test]
fn every_act_in_every_state() {
    use StepState::{Cancelled, Done, Open};
    let states = [(Open, step(None, false)), (Done, step(Some(true), false)), (Cancelled, step(None, true))];
    // What each act leads to from open, done, cancelled; none where it is refused.
    let leads: [[Option<StepState>; 3]; 7] = [
        [Some(Open), Some(Done), None],
        [Some(Open), None, None],
        [Some(Open), None, None],
        [Some(Open), Some(Done), Some(Cancelled)],
        [Some(Done), None, None],
        [None, Some(Open), None],
        [Some(Cancelled), None, None],
    ];
    for (column, (state, step)) in states.iter().enumerate() {
        assert_eq!(step.state(), *state);
        for (act, leads) in acts().into_iter().zip(leads) {
            let result = done_to(step, act.clone());
            match leads[column] {
                Some(next) => assert_eq!(result.unwrap().0[0].state(), next, "{state:?} {act:?}"),
                None => {
                    let broken = refusal(result);
                    let RuleBroken::NotAllowed { field, rule: Rule::WrongState { is, .. } } = broken else {
                        panic!("{broken}")
                    };
                    assert_eq!((field, is), (Field::Step, Stage::Step(*state)));
                }
            }
        }
        let (steps, gone) = done_to(step, StepAct::Delete { id: ID }).unwrap();
        assert!(steps.is_empty());
        assert_eq!(gone, [Gone { id: ItemId::Step(ID), made: step.made }]);
    }
}

#[test]
fn what_is_for_today() {
    let zone = zurich();
    let here = |zone| Here { now: NOON, zone, rules: &Tz };
    let due = |text: &str| Step { due: Some(text.parse().unwrap()), ..step(None, false) };
    for (text, today) in [
        ("2026-05-09", true),
        ("2026-05-10", true),
        ("2026-05-11", false),
        ("2026-05-10T23:00[Europe/Zurich]", true),
        ("2026-05-11T00:30[Europe/Zurich]", false),
    ] {
        assert_eq!(due(text).is_for_today(ANN, &here(&zone)), Ok(today), "{text}");
    }
    let bens = Step { assignee: Some(BEN), ..due("2026-05-10") };
    assert_eq!(bens.is_for_today(ANN, &here(&zone)), Ok(false));
    assert_eq!(bens.is_for_today(BEN, &here(&zone)), Ok(true));
    let done = Step { tick: step(Some(true), false).tick, ..due("2026-05-10") };
    assert_eq!(done.is_for_today(ANN, &here(&zone)), Ok(false));
    assert_eq!(step(None, false).is_for_today(ANN, &here(&zone)), Ok(false));
    let nowhere = Zone::new("Nowhere/Else").unwrap();
    assert_eq!(due("2026-05-10").is_for_today(ANN, &here(&nowhere)), Err(Problem::UnknownZone));
    let mad = Here { now: Millis(i64::MAX), ..here(&zone) };
    assert!(due("2026-05-10").is_for_today(ANN, &mad).is_err());
}
