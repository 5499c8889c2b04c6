//! What phones can take, and several of them.

use super::*;

fn on(state: &State, now: &str, budget: OsBudget) -> Plan {
    state.plan(at(now), &zurich(), &*ZONES, budget).unwrap()
}

fn requests(plan: &Plan) -> &[Request] {
    let Handed::Requests(requests) = &plan.handed else { panic!("{:?}", plan.handed) };
    requests
}

/// Five meetings a day for three weeks.
fn many() -> State {
    let slot = |n: u8| format!("2026-05-{:02}T{}:00[Europe/Zurich]", 11 + n / 5, 11 + n % 5 * 2);
    state((0..100).map(|n| meeting(n, &slot(n))))
}

#[test]
fn i21_forty_at_most_the_nearest_first_and_the_last_asks_to_open_the_app() {
    let plan = on(&many(), "2026-05-11T08:00", OsBudget::Ios);
    let requests = requests(&plan);
    assert_eq!(requests.len(), OsBudget::MOST_REQUESTS);
    assert!(requests.is_sorted_by_key(|request| request.at));
    assert_eq!(requests.last().unwrap().push, PushId::Refresh);
    assert_eq!(requests[38].push, plan.pushes[38].id);
    assert_eq!(requests[39].at, plan.pushes[39].at);
    assert!(requests[..39].iter().all(|request| !request.floats), "meetings have their place");
}

#[test]
fn who_has_more_ahead_than_two_weeks_is_asked_to_open_the_app_in_them() {
    let far = step(1, "2026-06-20T10:00");
    let plan = on(&state([far.clone()]), "2026-05-11T08:00", OsBudget::Ios);
    let [only] = requests(&plan) else { panic!("{plan:?}") };
    assert_eq!((only.push, plan.pushes[0].wall), (PushId::Refresh, wall("2026-05-24T09:00")));
    assert_eq!(plan.pushes[0].text, ReminderText::Refresh);
    assert_eq!(on(&state([far]), "2026-05-11T08:00", OsBudget::None).pushes, []);
    assert_eq!(on(&state([]), "2026-05-11T08:00", OsBudget::Ios).pushes, []);
}

#[test]
fn a_weekly_pulse_is_one_repeating_request() {
    let weekly = Some(Weekly { day: crate::time::Weekday::Tuesday, time: time("09:00") });
    let pulse = |nth: u8| {
        let day = day("2026-05-12").plus_days(i64::from(nth) * 7).unwrap();
        let rung = Rung { when: When::Here(Wall { day, time: time("09:00") }), until: None };
        let item = DueItem::check_in(cause(1), day, time("09:00")).unwrap();
        DueItem { series: Some(Series { nth: u32::from(nth), weekly }), rungs: vec![rung], ..item }
    };
    let mut state = state((0..2).map(pulse));
    let plan = on(&state, "2026-05-11T08:00", OsBudget::Ios);
    assert_eq!(plan.pushes.len(), 2);
    let [only] = requests(&plan) else { panic!("{plan:?}") };
    assert_eq!((only.at, only.repeats, only.floats), (at("2026-05-12T09:00"), weekly, true));
    // As soon as something is different about one of them, each is by itself.
    state.items.push(step(2, "2026-05-19T09:10"));
    let plan = on(&state, "2026-05-11T08:00", OsBudget::Ios);
    assert_eq!(requests(&plan).iter().map(|one| one.repeats).collect::<Vec<_>>(), [None, None]);
    state.items.truncate(1);
    assert_eq!(requests(&on(&state, "2026-05-11T08:00", OsBudget::Ios))[0].repeats, None);
}

#[test]
fn android_gets_the_next_alarm_and_exact_only_for_meetings_where_the_person_let_it() {
    let alarm = |state: &State, exact| match on(state, "2026-05-11T08:00", OsBudget::Android { exact }).handed {
        Handed::Alarm(alarm) => alarm,
        other => panic!("{other:?}"),
    };
    let mut state = state([meeting(1, "2026-05-12T14:00[Europe/Zurich]")]);
    let id = first(&state.items[0]);
    for (asked, granted, window_ms) in [(false, true, 600_000), (true, false, 600_000), (true, true, 0)] {
        state.settings = state.settings.apply(&SettingsAct::ExactMeetings(asked));
        let next = Alarm { push: PushId::Of(id), at: at("2026-05-11T14:00"), window_ms };
        assert_eq!(alarm(&state, granted), Some(next));
    }
    state.items = vec![step(1, "2026-05-12T10:00")];
    assert_eq!(alarm(&state, true).unwrap().window_ms, 600_000);
    state.items.clear();
    assert_eq!(alarm(&state, true), None);
}

#[test]
fn a_late_alarm_is_moved_or_suppressed_with_its_reason() {
    let mut state = state([step(1, "2026-05-12T20:55"), meeting(2, "2026-05-12T21:00[Europe/Zurich]")]);
    planned(&mut state, "2026-05-12T20:30");
    let step = PushId::Of(first(&state.items[0]));
    let late = |state: &State, push, now| state.may_show(push, at(now), &zurich(), &*ZONES).unwrap();
    assert!(is_shown(&late(&state, step, "2026-05-12T20:56")));
    assert!(is_shown(&late(&state, step, "2026-05-12T20:59")));
    let morning = at("2026-05-13T08:00");
    assert_eq!(late(&state, step, "2026-05-12T21:03"), Verdict::Move { to: morning, why: Held::QuietHours });
    state.settings.paused_until = Some(day("2026-05-14"));
    let to = at("2026-05-15T08:00");
    assert_eq!(late(&state, step, "2026-05-12T20:56"), Verdict::Move { to, why: Held::Paused });
    state.settings.paused_until = Some(day("2026-08-14"));
    assert_eq!(late(&state, step, "2026-05-12T20:56"), Verdict::Suppress { why: Held::Paused });
    state.settings.paused_until = None;
    state.settings.off.insert(Kind::Step);
    assert_eq!(late(&state, step, "2026-05-12T20:56"), Verdict::Suppress { why: Held::KindOff });
    // An hour before a meeting that has begun is of no use.
    let mut state = super::state([meeting(2, "2026-05-12T19:00[Europe/Zurich]")]);
    let push = planned(&mut state, "2026-05-12T17:30").pushes[1].id;
    assert_eq!(late(&state, push, "2026-05-12T19:00"), Verdict::Suppress { why: Held::TooLate });
}

#[test]
fn an_alarm_of_before_the_journey_waits_for_its_hour() {
    let item = DueItem::step(cause(1), &Due::On(day("2026-05-12")), time("09:00"));
    let push = PushId::Of(first(&item));
    let mut state = state([item]);
    planned(&mut state, "2026-05-11T12:00");
    let there = zone("America/New_York");
    let verdict = state.may_show(push, at("2026-05-12T09:00"), &there, &*ZONES).unwrap();
    // Three in the morning there; nine is six hours later.
    assert!(matches!(verdict, Verdict::Move { to, .. } if to == at("2026-05-12T15:00")), "{verdict:?}");
}

#[test]
fn a_moved_one_is_shown_in_its_new_place() {
    let mut state = state([step(1, "2026-05-12T20:55")]);
    let push = planned(&mut state, "2026-05-12T20:30").pushes[0].id;
    assert!(!is_shown(&ring(&mut state, push, "2026-05-12T22:00")));
    let again = planned(&mut state, "2026-05-12T22:00");
    assert_eq!((told(&again), again.pushes[0].id), (vec!["2026-05-13T08:00 1".to_owned()], push));
    assert!(is_shown(&ring(&mut state, push, "2026-05-13T08:09")));
}

#[test]
fn what_the_system_lost_is_planned_again_and_what_it_showed_is_not() {
    let mut state = state([step(1, "2026-05-12T10:00"), step(2, "2026-05-12T12:00")]);
    let ids: Vec<_> = state.items.iter().map(first).collect();
    planned(&mut state, "2026-05-11T12:00");
    let now = at("2026-05-12T15:00");
    // Nobody has said yet what became of them.
    assert_eq!(told(&plan(&state, "2026-05-12T15:00")), Vec::<String>::new());
    state.history.caught_up(now, |push| *push == PushId::Of(ids[0]));
    assert_eq!(state.history.of(&ids[0]).unwrap().state, OccurrenceState::Shown);
    assert_eq!(state.history.of(&ids[1]).unwrap().state, OccurrenceState::Missed);
    let plan = plan(&state, "2026-05-12T15:00");
    assert_eq!((told(&plan), plan.pushes[0].parts[0].id), (vec!["2026-05-12T15:00 1".to_owned()], ids[1]));
}

#[test]
fn one_device_rings_the_named_one_or_the_one_used_last() {
    let used = |device, at| Used { device, at: Millis(at) };
    let (mut settings, devices) = (Settings::default(), [used(PHONE, 5), used(TABLET, 9)]);
    assert_eq!(Ringing::of(&settings, &devices), Some(TABLET));
    settings.rings = Some(PHONE);
    assert_eq!(Ringing::of(&settings, &devices), Some(PHONE));
    // The named one is no longer there.
    assert_eq!(Ringing::of(&settings, &devices[1..]), Some(TABLET));
    assert_eq!(Ringing::of(&settings, &[]), None);
    assert_eq!(Ringing::of(&Settings::default(), &[used(TABLET, 5), used(PHONE, 5)]), Some(PHONE));
    let mut state = state([step(1, "2026-05-12T10:00")]);
    assert!(plan(&state, "2026-05-12T09:00").pushes[0].loud);
    state.ringing = state.ringing.next(TABLET, at("2026-05-12T08:00"));
    assert!(!plan(&state, "2026-05-12T09:00").pushes[0].loud);
}

#[test]
fn what_another_device_rang_for_comes_in_silence_on_the_next_one() {
    let mut state = state([step(1, "2026-05-12T10:00"), step(2, "2026-05-12T12:00")]);
    state.ringing = Ringing { device: PHONE, since: at("2026-05-12T11:00") };
    let plan = plan(&state, "2026-05-12T11:00");
    assert_eq!(plan.pushes.iter().map(|push| push.loud).collect::<Vec<_>>(), [false, true]);
    // Told by the other device, this one does not show it at all.
    let id = first(&state.items[0]);
    let fired = Fired { day: 20_585, exempt: false, loud: true, shown: true, parts: vec![id] };
    state.history.heard(at("2026-05-12T10:00"), PushId::Of(id), &fired);
    assert_eq!(told(&super::plan(&state, "2026-05-12T11:00")), ["2026-05-12T12:00 1"]);
}

#[test]
fn what_rang_here_and_elsewhere_at_one_moment_counts_twice() {
    let mut state = state([step(1, "2026-05-12T10:00"), step(2, "2026-05-12T12:00")]);
    let plan = plan(&state, "2026-05-12T09:00");
    state.history.planned(&plan, at("2026-05-12T09:00"));
    // The system showed it here while the app slept; the first that the app
    // hears when it wakes is that another device rang, too.
    let id = first(&state.items[0]);
    let fired = Fired { day: 20_585, exempt: false, loud: true, shown: true, parts: vec![id] };
    state.history.heard(at("2026-05-12T10:00"), PushId::Of(id), &fired);
    state.history.caught_up(at("2026-05-12T11:00"), |push| *push == PushId::Of(id));
    assert_eq!(told(&super::plan(&state, "2026-05-12T11:00")), ["2026-05-13T08:00 1"]);
}

#[test]
fn what_was_held_on_this_device_rings_here() {
    // Due in the night, and the tablet was put away in it.
    let mut state = state([step(1, "2026-05-12T22:00")]);
    state.ringing = Ringing { device: PHONE, since: at("2026-05-12T23:00") };
    assert!(plan(&state, "2026-05-12T23:30").pushes[0].loud);
}
