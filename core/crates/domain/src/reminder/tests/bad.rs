//! Odd, huge and hostile input.

use super::*;
use crate::rules::Problem;

fn refused(state: &State) -> Problem {
    let now = at("2026-05-11T12:00");
    let refused = state.plan(now, &zurich(), &*ZONES, OsBudget::Ios).unwrap_err();
    assert_eq!(state.may_show(PushId::Refresh, now, &zurich(), &*ZONES), Err(refused.clone()));
    refused
}

fn numbered(n: u32, due: &str) -> DueItem {
    let mut bytes = [0; 16];
    bytes[..4].copy_from_slice(&n.to_be_bytes());
    DueItem { cause: CauseId::new(bytes), ..step(0, due) }
}

#[test]
fn more_than_can_be_planned_is_refused_and_as_much_is_planned() {
    let mut state = state((0..State::MOST_ITEMS).map(|n| numbered(n, "2026-05-12T10:00")));
    let plan = plan(&state, "2026-05-11T12:00");
    assert_eq!(told(&plan), ["2026-05-12T10:00 10000"]);
    assert_eq!(plan.pushes[0].text, ReminderText::Several { n: 10_000 });
    state.items.push(numbered(State::MOST_ITEMS, "2026-05-12T10:00"));
    assert_eq!(refused(&state), Problem::TooMany { max: State::MOST_ITEMS });
}

#[test]
fn ten_thousand_things_at_different_times_are_planned_within_the_budget() {
    let due = |n: u32| format!("2026-05-{}T{:02}:{:02}", 12 + n % 13, n / 13 % 24, n / 312 % 60);
    let state = state((0..State::MOST_ITEMS).map(|n| numbered(n, &due(n))));
    let plan = plan(&state, "2026-05-11T12:00");
    assert!(plan.pushes.len() <= 12, "{:?}", told(&plan));
    assert!(plan.occurrences().count() + plan.left_out.len() == 10_000);
}

#[test]
fn the_same_thing_twice_is_refused_and_so_is_a_ladder_without_end() {
    assert_eq!(refused(&state([step(1, "2026-05-12T10:00"), step(1, "2026-05-12T10:00")])), Problem::Twice);
    let mut item = step(1, "2026-05-12T10:00");
    item.rungs = vec![item.rungs[0].clone(); DueItem::MOST_RUNGS + 1];
    assert_eq!(refused(&state([item])), Problem::TooMany { max: 8 });
}

#[test]
fn nothing_is_due() {
    let plan = plan(&state([]), "2026-05-11T12:00");
    assert_eq!((plan.pushes, plan.left_out), (vec![], vec![]));
    let none = DueItem { rungs: vec![], ..step(1, "2026-05-12T10:00") };
    assert_eq!(super::plan(&state([none]), "2026-05-11T12:00").pushes, []);
}

#[test]
fn a_zone_that_nobody_knows_costs_only_its_own_reminder() {
    let state = state([meeting(1, "2026-05-12T14:00[Mars/Olympus]"), step(2, "2026-05-12T10:00")]);
    let plan = plan(&state, "2026-05-11T12:00");
    assert_eq!(told(&plan), ["2026-05-12T10:00 1"]);
    assert_eq!(left(&plan, first(&state.items[0])), Some(Held::UnknownZone));
    let here = state.plan(at("2026-05-11T12:00"), &zone("Mars/Olympus"), &*ZONES, OsBudget::Ios);
    assert_eq!(here, Err(Problem::UnknownZone));
}

#[test]
fn odd_offsets_do_no_harm() {
    let slot = civil("2026-05-12T14:00[Europe/Zurich]");
    let odd = |days, minutes| Rung { when: When::At { slot: slot.clone(), days, minutes }, until: None };
    let mut item = step(1, "2026-05-12T10:00");
    item.rungs = vec![odd(i16::MIN, i32::MIN), odd(i16::MAX, i32::MAX), odd(0, i32::MAX), odd(i16::MAX, 0)];
    item.rungs.push(Rung { when: When::Moment(Millis(i64::MIN)), until: Some(When::Moment(Millis(i64::MAX))) });
    item.rungs.push(Rung { when: When::Moment(Millis(i64::MAX)), until: Some(When::Moment(Millis(i64::MIN))) });
    for now in ["2026-05-11T12:00", "1970-01-01T02:00", "2200-12-31T12:00"] {
        let plan = plan(&state([item.clone()]), now);
        assert!(plan.pushes.len() <= 1, "{:?}", told(&plan));
    }
}

#[test]
fn quiet_hours_are_some_hours() {
    let (nine, eight) = (time("21:00"), time("08:00"));
    assert_eq!(QuietHours::new(nine, nine).unwrap_err(), Problem::Same.of(crate::rules::Field::QuietHours));
    assert!(serde_json::from_str::<QuietHours>(r#"{"from":"08:00","to":"08:00"}"#).is_err());
    let mut state = state([step(1, "2026-05-12T10:00")]);
    // All but one minute.
    state.settings.quiet = Some(QuietHours::new(eight, time("07:59")).unwrap());
    assert_eq!(told(&plan(&state, "2026-05-11T12:00")), ["2026-05-13T07:59 1"]);
}

#[test]
fn a_clock_that_was_wrong_is_forgiven() {
    let mut state = state([step(1, "2026-05-12T10:00"), step(2, "2026-05-13T10:00")]);
    // In 2099 all is over; what was planned then does not stay.
    for now in ["2099-05-11T12:00", "2026-05-11T12:00", "1970-05-11T12:00"] {
        planned(&mut state, now);
    }
    assert_eq!(told(&plan(&state, "2026-05-11T12:00")), ["2026-05-12T10:00 1", "2026-05-13T10:00 1"]);
}
