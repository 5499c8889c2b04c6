//! What a person is promised.

use super::*;
use crate::words::Spoken;

#[test]
fn nothing_comes_of_what_is_done() {
    let mut state = state([step(1, "2026-05-12T10:00"), step(2, "2026-05-13T10:00")]);
    let plan = planned(&mut state, "2026-05-11T12:00");
    let (gone, push) = (first(&state.items[0]), plan.pushes[0].id);
    state.items.remove(0);
    let after = planned(&mut state, "2026-05-11T13:00");
    assert_eq!(told(&after), ["2026-05-13T10:00 1"]);
    assert_eq!(state.history.of(&gone).unwrap().marks.last().unwrap().held, Some(Held::Over));
    let verdict = state.may_show(push, at("2026-05-12T10:00"), &zurich(), &*ZONES);
    assert_eq!(verdict, Ok(Verdict::Suppress { why: Held::Over }));
}

#[test]
fn what_falls_into_quiet_hours_comes_once_at_their_end() {
    let state = state((1..=9).map(|n| {
        step(
            n,
            &format!("2026-05-11T22:{n}0")
                .replace("T22:60", "T23:10")
                .replace("T22:70", "T23:20")
                .replace("T22:80", "T23:30")
                .replace("T22:90", "T23:40"),
        )
    }));
    let plan = plan(&state, "2026-05-11T20:00");
    assert_eq!(told(&plan), ["2026-05-12T08:00 9"]);
    assert!(plan.pushes[0].parts.iter().all(|part| part.held == Some(Held::QuietHours)));
    assert_eq!(plan.pushes[0].text, ReminderText::Several { n: 9 });
}

#[test]
fn what_would_be_pointless_after_the_quiet_is_left_out() {
    let item = meeting(1, "2026-05-12T07:30[Europe/Zurich]");
    let hour = OccurrenceId { rung: 1, ..first(&item) };
    let state = state([item]);
    let plan = plan(&state, "2026-05-11T12:00");
    assert_eq!(left(&plan, hour), Some(Held::QuietHours));
    // Of the day before it is told when it becomes known.
    assert_eq!(told(&plan), ["2026-05-11T12:00 1"]);
}

#[test]
fn a_meeting_alert_that_was_asked_for_comes_in_quiet_hours_but_not_in_a_pause() {
    let early = DueItem::meeting(cause(1), &civil("2026-05-12T07:30[Europe/Zurich]"), true, true);
    let mut state = state([early]);
    assert_eq!(told(&plan(&state, "2026-05-11T12:00"))[0], "2026-05-11T12:00 1");
    assert_eq!(told(&plan(&state, "2026-05-11T12:00"))[1], "2026-05-12T06:30 1");
    state.settings.paused_until = Some(day("2026-05-12"));
    assert_eq!(told(&plan(&state, "2026-05-11T12:00")), Vec::<String>::new());
}

#[test]
fn i19_a_pause_holds_everything_and_ends_in_one_digest() {
    let mut state = state((0..20).map(|n| step(n, &format!("2026-05-{}T1{}:00", 10 + n / 4, n % 4))));
    state.settings.paused_until = Some(day("2026-05-14"));
    assert_eq!(told(&plan(&state, "2026-05-09T12:00")), ["2026-05-15T08:00 20"]);
    state.settings.paused_until = Some(day("2026-07-14"));
    let long = plan(&state, "2026-05-09T12:00");
    assert_eq!(long.pushes, []);
    assert!(long.left_out.iter().all(|left| left.why == Held::Paused));
}

#[test]
fn weekends_can_be_quiet() {
    let mut state = state([step(1, "2026-05-16T10:00")]);
    state.settings.quiet_weekends = true;
    let plan = plan(&state, "2026-05-15T12:00");
    assert_eq!(told(&plan), ["2026-05-18T08:00 1"]);
    assert_eq!(plan.pushes[0].parts[0].held, Some(Held::Weekend));
}

#[test]
fn two_a_day_and_the_rest_with_the_first_of_the_next() {
    let state = state((1..=5).map(|n| step(n, &format!("2026-05-12T1{n}:00"))));
    let plan = plan(&state, "2026-05-11T12:00");
    assert_eq!(told(&plan), ["2026-05-12T11:00 1", "2026-05-12T12:00 1", "2026-05-13T08:00 3"]);
    assert_eq!(plan.pushes[2].parts[0].held, Some(Held::DayFull));
}

#[test]
fn six_in_any_seven_days() {
    let days = (12..=20).flat_map(|day| [(day, 10), (day, 14)]);
    let state = state(days.map(|(day, hour)| step(day * 2 + hour / 14, &format!("2026-05-{day}T{hour}:00"))));
    let plan = plan(&state, "2026-05-11T12:00");
    let told = told(&plan);
    assert_eq!(told[..6].iter().map(|one| &one[8..10]).collect::<Vec<_>>(), ["12", "12", "13", "13", "14", "14"]);
    assert_eq!(told[6], "2026-05-19T08:00 8");
    assert_eq!(plan.pushes[6].parts[0].held, Some(Held::WeekFull));
}

#[test]
fn agreed_meetings_count_for_nothing_and_take_others_with_them() {
    let mut items: Vec<_> = (1..=4).map(|n| step(n, &format!("2026-05-12T1{n}:00"))).collect();
    items.extend((11..=13).map(|n| meeting(n, &format!("2026-05-12T{}:00[Europe/Zurich]", n + 4))));
    let plan = plan(&state(items), "2026-05-11T20:00");
    let that_day: Vec<_> = told(&plan).into_iter().filter(|one| one.starts_with("2026-05-12")).collect();
    // The third step is over budget and rides with the meeting at three, an hour before.
    assert_eq!(that_day[..3], ["2026-05-12T11:00 1", "2026-05-12T12:00 1", "2026-05-12T14:00 3"]);
    assert_eq!(that_day.len(), 5);
    // A meeting that nobody has agreed to is one of two.
    let open = DueItem { agreed: false, ..meeting(1, "2026-05-12T14:00[Europe/Zurich]") };
    assert!(!open.is_exempt());
    let concern = |severity| {
        DueItem::concern(cause(1), &civil("2026-05-12T14:00[UTC]"), &civil("2026-05-13T14:00[UTC]"), severity)
    };
    assert!(concern(3).is_exempt() && !concern(2).is_exempt());
}

#[test]
fn within_a_quarter_of_an_hour_is_together() {
    let state = state([step(1, "2026-05-12T10:00"), step(2, "2026-05-12T10:15"), step(3, "2026-05-12T10:16")]);
    let plan = plan(&state, "2026-05-11T12:00");
    assert_eq!(told(&plan), ["2026-05-12T10:00 2", "2026-05-12T10:16 1"]);
    assert_eq!(plan.pushes[0].text, ReminderText::Several { n: 2 });
    assert_eq!(plan.pushes[1].text, ReminderText::Step);
}

#[test]
fn a_push_keeps_its_distance_from_one_just_shown() {
    let mut state = state([step(1, "2026-05-12T10:00")]);
    let push = planned(&mut state, "2026-05-12T09:00").pushes[0].id;
    assert!(is_shown(&ring(&mut state, push, "2026-05-12T10:00")));
    state.items.push(step(2, "2026-05-12T10:05"));
    assert_eq!(told(&plan(&state, "2026-05-12T10:02")), ["2026-05-12T10:15 1"]);
}

#[test]
fn each_ladder_ends_in_silence() {
    let slot = civil("2026-05-12T14:00[Europe/Zurich]");
    let log = DueItem::log(cause(1), &slot, Minutes::new(60).unwrap()).unwrap();
    assert_eq!(told(&plan(&state([log.clone()]), "2026-05-12T12:00")), ["2026-05-12T17:00 1", "2026-05-13T18:00 1"]);
    let check_in = DueItem::check_in(cause(1), day("2026-05-12"), time("09:00")).unwrap();
    assert_eq!(told(&plan(&state([check_in]), "2026-05-11T12:00")), ["2026-05-12T09:00 1", "2026-05-14T09:00 1"]);
    let idle = |since| state([DueItem::idle(cause(1), day(since), time("09:00")).unwrap()]);
    assert_eq!(told(&plan(&idle("2026-05-01"), "2026-05-11T12:00")), ["2026-05-15T09:00 1"]);
    assert_eq!(told(&plan(&idle("2026-04-20"), "2026-05-11T12:00")), ["2026-05-11T12:00 1", "2026-05-18T09:00 1"]);
    let watch = state([DueItem::watch(cause(1), day("2026-04-01"), time("09:00")).unwrap()]);
    assert_eq!(told(&plan(&watch, "2026-05-11T12:00")), ["2026-05-16T09:00 1"]);
    // Shown twice, it is silent for good.
    let mut state = state([log]);
    for now in ["2026-05-12T17:00", "2026-05-13T18:00"] {
        let push = planned(&mut state, "2026-05-12T12:00".max(&now[..0])).pushes[0].id;
        assert!(is_shown(&ring(&mut state, push, now)));
    }
    assert_eq!(told(&plan(&state, "2026-05-13T19:00")), Vec::<String>::new());
}

#[test]
fn of_a_backlog_only_the_last_rung_comes_and_old_things_do_not() {
    let slot = civil("2026-05-10T14:00[Europe/Zurich]");
    let log = DueItem::log(cause(1), &slot, Minutes::new(60).unwrap()).unwrap();
    let state = state([log.clone(), step(2, "2026-05-01T10:00")]);
    let plan = plan(&state, "2026-05-12T12:00");
    assert_eq!(told(&plan), ["2026-05-12T12:00 1"]);
    assert_eq!(left(&plan, first(&log)), Some(Held::Replaced));
    assert_eq!(left(&plan, first(&state.items[1])), Some(Held::TooLate));
}

#[test]
fn a_kind_that_is_off_does_not_come() {
    let mut state = state([step(1, "2026-05-12T10:00"), meeting(2, "2026-05-13T10:00[Europe/Zurich]")]);
    state.settings = state.settings.apply(&SettingsAct::Kind { kind: Kind::Step, on: false });
    let before = planned(&mut state, "2026-05-11T12:00");
    assert_eq!(told(&before), ["2026-05-12T10:00 1", "2026-05-13T09:00 1"]);
    assert_eq!(left(&before, first(&state.items[0])), Some(Held::KindOff));
    state.settings = state.settings.apply(&SettingsAct::Kind { kind: Kind::Step, on: true });
    assert_eq!(told(&plan(&state, "2026-05-11T12:00"))[0], "2026-05-12T10:00 2");
}

#[test]
fn a_lock_screen_names_nobody_and_quotes_nothing() {
    for word in ReminderText::WORDS {
        assert!(word.args.iter().all(|arg| ["n", "kind"].contains(arg)), "{}", word.key);
    }
    for kind in Kind::ALL {
        assert_eq!(ReminderText::of(*kind).args(), [], "{kind:?}");
    }
}
