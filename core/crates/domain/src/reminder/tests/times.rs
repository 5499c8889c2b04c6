//! Wall times, changes of clocks, travel.

use super::*;

#[test]
fn a_meeting_is_announced_the_day_before_and_an_hour_before() {
    let state = state([meeting(1, "2026-05-12T14:00[Europe/Zurich]")]);
    assert_eq!(told(&plan(&state, "2026-05-10T12:00")), ["2026-05-11T14:00 1", "2026-05-12T13:00 1"]);
}

#[test]
fn the_day_before_is_a_day_of_the_calendar() {
    for (slot, hours) in [("2026-03-29T14:00", 23), ("2026-10-25T14:00", 25), ("2026-05-12T14:00", 24)] {
        let state = state([meeting(1, &format!("{slot}[Europe/Zurich]"))]);
        let plan = plan_at(&state, at(slot).plus(-3 * Millis::HOURS_24), &zurich());
        assert_eq!(at(slot).0 - plan.pushes[0].at.0, hours * 3_600_000, "{slot}");
        assert_eq!(plan.pushes[0].wall.time, time("14:00"));
    }
}

#[test]
fn gaps_lead_past_the_jump_and_folds_to_the_first() {
    for (given, utc_at, shown) in
        [("2026-03-29T02:30", "2026-03-29T01:30", "03:30"), ("2026-10-25T02:30", "2026-10-25T00:30", "02:30")]
    {
        let day: Day = given[..10].parse().unwrap();
        let mut state = state([DueItem::step(cause(1), &Due::On(day), time("02:30"))]);
        state.settings.quiet = None;
        let plan = plan_at(&state, utc(utc_at).plus(-Millis::HOURS_24), &zurich());
        assert_eq!((plan.pushes[0].at, plan.pushes[0].wall.time), (utc(utc_at), time(shown)), "{given}");
    }
}

#[test]
fn quiet_hours_end_when_the_clock_says_so_also_in_an_hour_that_comes_twice() {
    let quiet = |to| Some(QuietHours::new(time("21:00"), time(to)).unwrap());
    // A quarter past two for the second time; the quiet is over at half past.
    let mut state = state([DueItem { over_quiet: false, ..step(1, "2026-10-24T23:00") }]);
    state.settings.quiet = quiet("02:30");
    let now = utc("2026-10-25T01:15");
    assert_eq!(plan_at(&state, now, &zurich()).pushes[0].at, utc("2026-10-25T01:30"));
    assert_eq!(plan_at(&state, utc("2026-10-24T23:00"), &zurich()).pushes[0].at, utc("2026-10-25T00:30"));
    // In spring there is no half past two.
    state.items = vec![step(1, "2026-03-28T23:00")];
    assert_eq!(plan_at(&state, utc("2026-03-28T22:30"), &zurich()).pushes[0].at, utc("2026-03-29T01:30"));
}

#[test]
fn zones_with_half_hours() {
    for (name, day, at) in [
        ("Asia/Kathmandu", "2026-06-01", "2026-06-01T03:15"),
        ("Australia/Lord_Howe", "2026-10-04", "2026-10-03T22:00"),
        ("Australia/Lord_Howe", "2026-10-03", "2026-10-02T22:30"),
        ("America/St_Johns", "2026-01-15", "2026-01-15T12:30"),
    ] {
        let state = state([DueItem::step(cause(1), &Due::On(super::day(day)), time("09:00"))]);
        let plan = plan_at(&state, utc(at).plus(-40 * 3_600_000), &zone(name));
        assert_eq!((plan.pushes[0].at, plan.pushes[0].wall), (utc(at), wall(&format!("{day}T09:00"))), "{name} {day}");
    }
}

#[test]
fn what_is_personal_travels_and_a_meeting_stays() {
    let own = DueItem::step(cause(1), &Due::On(day("2026-05-12")), time("09:00"));
    let state = state([own, meeting(2, "2026-05-13T15:00[Europe/Zurich]")]);
    assert_eq!(told(&plan(&state, "2026-05-11T12:00"))[0], "2026-05-12T09:00 1");
    let there = plan_at(&state, at("2026-05-11T12:00"), &zone("America/New_York"));
    // Six hours behind: the meeting is at nine in the morning there.
    assert_eq!(told(&there), ["2026-05-12T09:00 2", "2026-05-13T08:00 1"]);
}

#[test]
fn across_the_date_line_no_day_has_more_than_its_share() {
    // Two shown on Tuesday on Kiritimati; a day earlier by the clock of Hawaii.
    let mut state = state([]);
    let kiritimati = zone("Pacific/Kiritimati");
    for (n, now) in [(1, "2026-05-11T22:00"), (2, "2026-05-12T00:00")] {
        let item = DueItem::step(cause(n), &Due::At(civil(&format!("{now}[UTC]"))), time("09:00"));
        let push = PushId::Of(first(&item));
        state.items.push(item);
        state.history.planned(&plan_at(&state, utc(now), &kiritimati), utc(now));
        let verdict = state.may_show(push, utc(now), &kiritimati, &*ZONES).unwrap();
        assert!(is_shown(&verdict), "{verdict:?}");
        state.history.decided(push, &verdict, utc(now));
    }
    // Now it is Monday again, and Tuesday comes once more.
    state.items = (3..6).map(|n| DueItem::step(cause(n), &Due::On(day("2026-05-11")), time("18:00"))).collect();
    let hawaii = zone("Pacific/Honolulu");
    let plan = plan_at(&state, utc("2026-05-12T02:00"), &hawaii);
    assert_eq!(told(&plan), ["2026-05-13T08:00 3"]);
    assert_eq!(plan.pushes[0].parts[0].held, Some(Held::DayFull));
}

#[test]
fn any_clock_is_planned_by_or_refused() {
    let state = state([meeting(1, "2026-05-12T14:00[Europe/Zurich]"), step(2, "2026-05-12T10:00")]);
    for now in [utc("1970-01-01T00:00"), utc("2099-12-31T23:00")] {
        let plan = plan_at(&state, now, &zurich());
        assert_eq!(plan.pushes, []);
    }
    let last = plan_at(&state, utc("2200-12-31T12:00"), &zurich());
    assert_eq!(last.pushes, []);
    for now in [i64::MIN, -1, i64::MAX, utc("2200-12-31T23:59").0 + 60_000] {
        let refused = state.plan(Millis(now), &zurich(), &*ZONES, OsBudget::Ios);
        assert!(matches!(refused, Err(crate::rules::Problem::DateOutOfRange { .. })), "{now}");
    }
    let behind = state.plan(utc("1970-01-01T01:00"), &zone("America/New_York"), &*ZONES, OsBudget::Ios);
    assert!(behind.is_err(), "still 1969 there");
    let due = State { items: vec![step(3, "2099-12-30T10:00")], ..state };
    assert_eq!(told(&plan_at(&due, utc("2099-12-29T12:00"), &zurich())), ["2099-12-30T10:00 1"]);
}
