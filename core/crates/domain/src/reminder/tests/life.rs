//! What people do with reminders, and what is told about them.

use super::*;
use crate::rules::{Rule, RuleBroken};

/// A step's reminder that has just been shown.
fn shown(now: &str) -> (State, OccurrenceId) {
    let mut state = state([step(1, now)]);
    let push = planned(&mut state, now).pushes[0].id;
    assert!(is_shown(&ring(&mut state, push, now)));
    let id = first(&state.items[0]);
    (state, id)
}

fn act(state: &mut State, id: OccurrenceId, act: OccurrenceAct, now: &str) -> Result<Acted, RuleBroken> {
    let zone = zurich();
    let here = Here { now: at(now), zone: &zone, rules: &*ZONES };
    let before = state.history.clone();
    let acted = state.history.act(id, act, &here);
    assert!(acted.is_ok() || state.history == before, "a refusal changes nothing");
    acted
}

const fn snooze(to: Snooze) -> OccurrenceAct {
    OccurrenceAct::Snooze { to, over_quiet: false }
}

#[test]
fn shown_once_and_not_again() {
    let (mut state, id) = shown("2026-05-12T10:00");
    assert_eq!(told(&plan(&state, "2026-05-12T10:00")), Vec::<String>::new());
    assert_eq!(told(&plan(&state, "2026-05-13T10:00")), Vec::<String>::new());
    assert_eq!(ring(&mut state, PushId::Of(id), "2026-05-12T10:30"), Verdict::Suppress { why: Held::Shown });
}

#[test]
fn what_came_too_late_has_expired_and_what_was_done_elsewhere_was_suppressed() {
    let mut state = state([meeting(1, "2026-05-12T19:00[Europe/Zurich]"), step(2, "2026-05-13T12:00")]);
    let pushes = planned(&mut state, "2026-05-12T17:30").pushes;
    let hour = OccurrenceId { rung: 1, ..first(&state.items[0]) };
    assert!(pushes.iter().any(|push| push.id == PushId::Of(hour)), "{pushes:?}");
    assert_eq!(ring(&mut state, PushId::Of(hour), "2026-05-12T19:00"), Verdict::Suppress { why: Held::TooLate });
    let last = |state: &State, id: OccurrenceId| {
        let now = plan(state, "2026-05-13T13:00");
        let why = state.why(id, &now);
        why.marks.last().map(|mark| (mark.at, mark.state, mark.held))
    };
    let expired = (at("2026-05-12T19:00"), OccurrenceState::Expired, Some(Held::TooLate));
    assert_eq!(last(&state, hour), Some(expired));
    // The partner ticked it before the alarm went off.
    let gone = first(&state.items[1]);
    state.items.pop();
    assert_eq!(ring(&mut state, PushId::Of(gone), "2026-05-13T12:00"), Verdict::Suppress { why: Held::Over });
    let suppressed = (at("2026-05-13T12:00"), OccurrenceState::Suppressed, Some(Held::Over));
    assert_eq!(last(&state, gone), Some(suppressed));
}

#[test]
fn where_nothing_may_be_shown_nothing_counts_as_shown_and_it_says_why() {
    let mut state = state([step(1, "2026-05-12T10:00")]);
    let id = first(&state.items[0]);
    let push = planned(&mut state, "2026-05-11T10:00").pushes[0].id;
    // The person takes the permission back; the alarm goes off all the same.
    state.allowed = false;
    assert_eq!(ring(&mut state, push, "2026-05-12T10:00"), Verdict::Suppress { why: Held::NotAllowed });
    for budget in [OsBudget::Ios, OsBudget::Android { exact: true }] {
        let now = at("2026-05-12T10:01");
        let plan = state.plan(now, &zurich(), &*ZONES, budget).unwrap();
        assert_eq!((told(&plan), &plan.handed), (vec!["2026-05-12T10:01 1".to_owned()], &Handed::Nothing));
        state.history.planned(&plan, now);
        let why = state.why(id, &plan);
        assert_eq!(why.fate, Fate::Coming { at: now, held: Some(Held::NotAllowed) });
        let marks: Vec<_> = why.marks.iter().map(|mark| (mark.state, mark.held)).collect();
        let told = [OccurrenceState::Suppressed, OccurrenceState::Planned].map(|state| (state, Some(Held::NotAllowed)));
        assert_eq!(marks[marks.len() - 2..], told);
    }
    assert_eq!(ring(&mut state, PushId::Refresh, "2026-05-12T10:02"), Verdict::Suppress { why: Held::NotAllowed });
    // Given again, what is still due comes.
    state.allowed = true;
    state.history.caught_up(at("2026-05-12T11:00"), |_| false);
    let again = planned(&mut state, "2026-05-12T11:00").pushes;
    assert_eq!(again.iter().map(|push| push.id).collect::<Vec<_>>(), [push]);
    assert!(is_shown(&ring(&mut state, push, "2026-05-12T11:00")));
}

#[test]
fn a_kind_that_the_system_may_not_show_takes_nothing_from_the_others() {
    let mut state = state([step(1, "2026-05-12T10:00"), step(2, "2026-05-12T12:00")]);
    state.items.push(DueItem { kind: Kind::Idle, ..step(3, "2026-05-12T15:00") });
    let id = first(&state.items[0]);
    let before = planned(&mut state, "2026-05-11T10:00");
    assert_eq!(told(&before)[..2], ["2026-05-12T10:00 1", "2026-05-12T12:00 1"]);
    assert!(!told(&before)[2].starts_with("2026-05-12"), "two a day: {:?}", told(&before));
    state.refused = [Kind::Step].into();
    // The alarm of before goes off all the same.
    assert_eq!(ring(&mut state, before.pushes[0].id, "2026-05-12T10:00"), Verdict::Suppress { why: Held::NotAllowed });
    let now = planned(&mut state, "2026-05-12T10:01");
    assert_eq!(told(&now), ["2026-05-12T15:00 1"]);
    let why = state.why(id, &now);
    assert_eq!(why.fate, Fate::LeftOut { why: Held::NotAllowed });
    assert!(why.marks.iter().all(|mark| mark.state != OccurrenceState::Shown), "{why:?}");
    // Let again, what is still due comes.
    state.refused.clear();
    assert!(plan(&state, "2026-05-12T10:02").occurrences().any(|one| one == id));
}

#[test]
fn put_off_three_times_and_then_asked() {
    let (mut state, id) = shown("2026-05-12T10:00");
    for (to, now, next) in [
        (Snooze::Hour, "2026-05-12T10:01", "2026-05-12T11:01 1"),
        // The day has had its two by now.
        (Snooze::ThisEvening, "2026-05-12T11:02", "2026-05-13T08:00 1"),
        (Snooze::Tomorrow, "2026-05-13T08:01", "2026-05-14T09:00 1"),
    ] {
        act(&mut state, id, snooze(to), now).unwrap();
        assert_eq!(told(&planned(&mut state, now)), [next]);
        assert_eq!(state.history.of(&id).unwrap().state, OccurrenceState::Planned);
        assert!(is_shown(&ring(&mut state, PushId::Of(id), next.split_once(' ').unwrap().0)));
    }
    let refused = act(&mut state, id, snooze(Snooze::NextWeek), "2026-05-14T09:01").unwrap_err();
    assert_eq!(refused, RuleBroken::not_allowed(crate::rules::Field::Reminder, Rule::Full { max: 3 }));
    let zone = zurich();
    let here = Here { now: at("2026-05-14T09:01"), zone: &zone, rules: &*ZONES };
    assert_eq!(Snooze::choices(state.history.of(&id), &here), Ok(vec![]));
    assert_eq!(Snooze::choices(None, &here).unwrap(), Snooze::ALL);
    let here = Here { now: at("2026-05-14T18:00"), ..here };
    assert_eq!(Snooze::choices(None, &here).unwrap(), [Snooze::Hour, Snooze::Tomorrow, Snooze::NextWeek]);
}

#[test]
fn put_off_into_quiet_hours_only_when_the_person_says_so() {
    for (over_quiet, then) in [(false, "2026-05-13T08:00 1"), (true, "2026-05-12T21:30 1")] {
        let (mut state, id) = shown("2026-05-12T20:30");
        let to = OccurrenceAct::Snooze { to: Snooze::Hour, over_quiet };
        act(&mut state, id, to, "2026-05-12T20:30").unwrap();
        assert_eq!(told(&plan(&state, "2026-05-12T20:31")), [then]);
        state.settings.paused_until = Some(day("2026-05-12"));
        assert_eq!(
            told(&plan(&state, "2026-05-12T20:31")),
            ["2026-05-13T08:00 1"].map(|one| if over_quiet { "2026-05-13T00:00 1" } else { one })
        );
    }
}

#[test]
fn put_off_on_the_lock_screen_comes_again_whenever_the_system_says_what_it_showed() {
    let mut state = state([step(1, "2026-05-12T10:00")]);
    let push = planned(&mut state, "2026-05-12T09:00").pushes[0].id;
    let id = first(&state.items[0]);
    act(&mut state, id, snooze(Snooze::Hour), "2026-05-12T10:01").unwrap();
    planned(&mut state, "2026-05-12T10:01");
    state.history.caught_up(at("2026-05-12T10:02"), |shown| *shown == push);
    assert_eq!(told(&plan(&state, "2026-05-12T10:02")), ["2026-05-12T11:01 1"]);
}

#[test]
fn put_off_stands_for_the_rungs_before_it() {
    let check_in = DueItem::check_in(cause(1), day("2026-05-12"), time("09:00")).unwrap();
    let (id, again) = (first(&check_in), OccurrenceId { rung: 1, ..first(&check_in) });
    let mut state = state([check_in]);
    planned(&mut state, "2026-05-12T08:00");
    assert!(is_shown(&ring(&mut state, PushId::Of(id), "2026-05-12T09:00")));
    act(&mut state, id, snooze(Snooze::NextWeek), "2026-05-12T09:01").unwrap();
    let plan = plan(&state, "2026-05-12T10:00");
    // After five days it has lost its point.
    assert_eq!((left(&plan, id), left(&plan, again)), (Some(Held::TooLate), Some(Held::Snoozed)));
}

#[test]
fn put_off_stands_for_the_rungs_before_it_also_when_it_has_come() {
    let check_in = DueItem::check_in(cause(1), day("2026-05-12"), time("09:00")).unwrap();
    let (id, again) = (first(&check_in), OccurrenceId { rung: 1, ..first(&check_in) });
    let mut state = state([check_in]);
    for day in ["2026-05-12", "2026-05-13", "2026-05-14"] {
        planned(&mut state, &format!("{day}T08:00"));
        assert!(is_shown(&ring(&mut state, PushId::Of(id), &format!("{day}T09:00"))), "{day}");
        if day != "2026-05-14" {
            act(&mut state, id, snooze(Snooze::Tomorrow), &format!("{day}T09:01")).unwrap();
        }
    }
    // The second one was meant for this very morning.
    let plan = plan(&state, "2026-05-14T09:01");
    assert_eq!((told(&plan), left(&plan, again)), (Vec::new(), Some(Held::Snoozed)));
}

#[test]
fn two_dismissed_in_a_row_make_a_kind_half_as_frequent_and_that_is_said() {
    let pulse = |nth: u8| {
        let day = day("2026-05-12").plus_days(i64::from(nth) * 7).unwrap();
        let item = DueItem::check_in(cause(1), day, time("09:00")).unwrap();
        DueItem { series: Some(Series { nth: u32::from(nth), weekly: None }), ..item }
    };
    let mut state = state([pulse(0)]);
    let shows = ["2026-05-12T09:00", "2026-05-14T09:00"];
    for (n, now) in (0u8..).zip(shows) {
        planned(&mut state, now);
        let id = OccurrenceId { rung: n, ..first(&state.items[0]) };
        assert!(is_shown(&ring(&mut state, PushId::Of(id), now)));
        let acted = act(&mut state, id, OccurrenceAct::Dismiss, now).unwrap();
        assert_eq!(acted.rarer, (n == 1).then_some(Kind::CheckIn));
    }
    state.items = (1..=2).map(pulse).collect();
    let rarer = plan(&state, "2026-05-15T09:00");
    assert_eq!(told(&rarer), ["2026-05-26T09:00 1", "2026-05-28T09:00 1"]);
    assert_eq!(left(&rarer, first(&state.items[0])), Some(Held::Rarer));
    state.history.restore(Kind::CheckIn);
    assert_eq!(told(&plan(&state, "2026-05-15T09:00"))[0], "2026-05-19T09:00 1");
}

#[test]
fn taking_one_up_starts_the_count_again_and_meetings_stay() {
    let mut habit = Habit::default();
    let mut state = state([]);
    for n in 1..=6 {
        let item = if n % 2 == 0 { step(n, "2026-05-12T10:00") } else { meeting(n, "2026-05-12T11:00[Europe/Zurich]") };
        let id = first(&item);
        state.items.push(item);
        planned(&mut state, "2026-05-12T09:00");
        let what = if n == 4 { OccurrenceAct::Open } else { OccurrenceAct::Dismiss };
        let acted = act(&mut state, id, what, "2026-05-12T10:00").unwrap();
        assert_eq!(acted.rarer, None, "{n}");
        habit = state.history.habit(Kind::Step);
    }
    assert_eq!((habit, state.history.habit(Kind::Meeting).halved), (Habit { dismissed: 1, halved: 0 }, 0));
}

#[test]
fn done_from_the_reminder_ends_the_whole_ladder() {
    let check_in = DueItem::check_in(cause(1), day("2026-05-12"), time("09:00")).unwrap();
    let id = first(&check_in);
    let mut state = state([check_in]);
    planned(&mut state, "2026-05-12T08:00");
    ring(&mut state, PushId::Of(id), "2026-05-12T09:00");
    act(&mut state, id, OccurrenceAct::Done, "2026-05-12T09:01").unwrap();
    assert_eq!(told(&plan(&state, "2026-05-12T09:02")), Vec::<String>::new());
}

#[test]
fn nobody_acts_on_what_was_never_there() {
    let refused = act(&mut state([]), first(&step(1, "2026-05-12T10:00")), OccurrenceAct::Done, "2026-05-12T10:00");
    let thing = crate::rules::Thing::Reminder;
    assert_eq!(refused, Err(RuleBroken::not_found(crate::rules::Field::Reminder, thing)));
}

#[test]
fn a_moved_meeting_is_another_reminder() {
    let mut state = state([meeting(1, "2026-05-12T14:00[Europe/Zurich]")]);
    let push = planned(&mut state, "2026-05-11T12:00").pushes[0].id;
    assert!(is_shown(&ring(&mut state, push, "2026-05-11T14:00")));
    state.items = vec![meeting(1, "2026-05-14T14:00[Europe/Zurich]")];
    assert_eq!(told(&plan(&state, "2026-05-11T15:00")), ["2026-05-13T14:00 1", "2026-05-14T13:00 1"]);
}

#[test]
fn why_and_why_not() {
    let mut state = state((1..=4).map(|n| step(n, &format!("2026-05-12T1{n}:00"))));
    state.items.push(step(5, "2026-06-20T10:00"));
    let ids: Vec<_> = state.items.iter().map(first).collect();
    let plan = planned(&mut state, "2026-05-11T12:00");
    let why = state.why(ids[0], &plan);
    assert_eq!(why.because, Some(Because::StepDue { day: day("2026-05-12") }));
    assert_eq!(why.fate, Fate::Coming { at: at("2026-05-12T11:00"), held: None });
    let third = Fate::Coming { at: at("2026-05-13T08:00"), held: Some(Held::DayFull) };
    assert_eq!(state.why(ids[2], &plan).fate, third);
    assert_eq!(state.why(ids[4], &plan).fate, Fate::LeftOut { why: Held::FarAhead });
    ring(&mut state, PushId::Of(ids[0]), "2026-05-12T11:00");
    let after = planned(&mut state, "2026-05-12T12:30");
    let why = state.why(ids[0], &after);
    assert_eq!(why.fate, Fate::Was { state: OccurrenceState::Shown });
    let life: Vec<_> = why.marks.iter().map(|mark| (mark.at, mark.state)).collect();
    let (planned, shown) = (OccurrenceState::Planned, OccurrenceState::Shown);
    assert_eq!(life, [(at("2026-05-11T12:00"), planned), (at("2026-05-12T11:00"), shown)]);
    // Handed out for noon; nobody has heard of it since.
    assert_eq!(state.why(ids[1], &after).fate, Fate::Out { at: at("2026-05-12T12:00") });
    state.items.clear();
    assert_eq!(state.why(ids[3], &after).because, None);
    let _ = after;
    let none = plan_at(&state, at("2026-05-12T12:30"), &zurich());
    assert_eq!(state.why(ids[3], &none).fate, Fate::LeftOut { why: Held::Over });
}

#[test]
fn names_can_be_written_and_read() {
    let id = OccurrenceId { rung: 1, ..first(&step(7, "2026-05-12T10:00")) };
    let text = id.to_string();
    assert!(text.starts_with("step.cause-") && text.ends_with(".2026-05-12T10:00.1"), "{text}");
    assert_eq!(text.parse(), Ok(PushId::Of(id)));
    assert_eq!("refresh".parse(), Ok(PushId::Refresh));
    for odd in [
        "",
        "step",
        "step.cause-1.2026-05-12T10:00.0",
        &text.replace(".1", ".01"),
        &text.replace(".1", ".+1"),
        &text.replace(".1", ".300"),
        &text.replace("step", "stop"),
    ] {
        assert!(odd.parse::<PushId>().is_err(), "{odd}");
    }
}
