//! Promises that hold whatever is due, whatever is set, whatever the clock says.

use super::*;
use proptest::prelude::*;

const HERE: [&str; 8] = [
    "Europe/Zurich",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Pacific/Honolulu",
    "America/St_Johns",
    "UTC",
];
/// Around both changes of clocks, and an ordinary week.
const DAYS: [&str; 3] = ["2026-03-27", "2026-10-23", "2026-06-10"];
const QUARTER: i64 = TOGETHER_MS;

fn any_item() -> impl Strategy<Value = DueItem> {
    let slot = (-10i64..20, 0u32..96, prop::sample::select(&HERE[..]), prop::sample::select(&DAYS[..]));
    (any::<u8>(), slot, 0usize..7, any::<bool>(), prop::bool::weighted(0.2), 1u8..=3, 0u32..4).prop_map(
        |(number, (days, quarter, zone, from), kind, agreed, over_quiet, severity, nth)| {
            let day = day(from).plus_days(days).unwrap();
            let time = TimeOfDay::new(quarter / 4, quarter % 4 * 15).unwrap();
            let slot = crate::time::Civil { day, time, zone: super::zone(zone) };
            let later = crate::time::Civil { day: day.plus_days(2).unwrap(), ..slot.clone() };
            let cause = cause(number);
            let item = match kind {
                0 | 1 => DueItem::meeting(cause, &slot, agreed, over_quiet),
                2 => DueItem::log(cause, &slot, Minutes::new(60).unwrap()).unwrap(),
                3 => DueItem::step(cause, &if agreed { Due::At(slot) } else { Due::On(day) }, time),
                4 => DueItem::check_in(cause, day, time).unwrap(),
                5 => DueItem::idle(cause, day.plus_days(-14).unwrap(), time).unwrap(),
                _ => DueItem::concern(cause, &slot, &later, severity),
            };
            let series = (nth > 0).then_some(Series { nth, weekly: None });
            DueItem { series, ..item }
        },
    )
}

prop_compose! {
    fn any_settings()(
        quiet in prop::option::weighted(0.8, (0u32..24, 0u32..24)),
        quiet_weekends in prop::bool::weighted(0.3),
        paused in prop::option::weighted(0.2, (0i64..12, prop::sample::select(&DAYS[..]))),
        off in prop::collection::btree_set(prop::sample::select(Kind::ALL), 0..2),
    ) -> Settings {
        let hours = |(from, to)| {
            QuietHours::new(TimeOfDay::new(from, 0).unwrap(), TimeOfDay::new(to, 30).unwrap()).unwrap()
        };
        Settings {
            quiet: quiet.map(hours),
            quiet_weekends,
            paused_until: paused.map(|(days, from)| day(from).plus_days(days).unwrap()),
            off,
            ..Settings::default()
        }
    }
}

prop_compose! {
    /// Something due, and something shown or put off in the days before.
    fn any_case()(
        items in prop::collection::vec(any_item(), 0..40),
        settings in any_settings(),
        before in any_settings(),
        start in prop::sample::select(&DAYS[..]),
        minutes in 0i64..3 * 1440,
        here in prop::sample::select(&HERE[..]),
        acts in prop::collection::vec((0usize..40, 0usize..4), 0..10),
        fired in any::<u64>(),
    ) -> (State, Millis, Zone) {
        let mut seen = std::collections::BTreeSet::new();
        let items: Vec<_> = items.into_iter().filter(|item| seen.insert(item.name())).collect();
        let (zone, now) = (super::zone(here), utc(&format!("{start}T00:00")).plus(minutes * 60_000));
        let mut state = State { settings: before, ..state(items) };
        // A life of some days, with other settings.
        for back in (1..=3).rev() {
            let then = now.plus(-back * Millis::HOURS_24);
            state.history.caught_up(then, |push| fired >> (push.to_string().len() % 60) & 1 == 0);
            let plan = plan_at(&state, then, &zone);
            state.history.planned(&plan, then);
        }
        let here = Here { now, zone: &zone, rules: &*ZONES };
        let all = [OccurrenceAct::Done, OccurrenceAct::Dismiss, OccurrenceAct::Open,
            OccurrenceAct::Snooze { to: Snooze::Hour, over_quiet: true }];
        let known: Vec<_> = state.history.records().map(|(id, _)| *id).collect();
        for (which, act) in acts {
            if let Some(id) = known.get(which) {
                let _ = state.history.act(*id, all[act], &here);
            }
        }
        state.settings = settings;
        (state, now, zone)
    }
}

/// Days and weeks hold their budget, what was shown before counted in.
fn in_budget(state: &State, plan: &Plan, zone: &Zone) -> bool {
    let local = super::super::local::Local::ask(plan.now, zone, &*ZONES).unwrap();
    let before = state.history.fired_before(plan.now).filter(|(_, _, fired)| !fired.exempt);
    let mut days: Vec<_> = before.map(|(at, _, _)| local.day(at)).collect();
    let planned = plan.pushes.iter().filter(|push| !push.exempt).map(|push| push.wall.day.epoch_days());
    let planned: Vec<_> = planned.collect();
    days.extend(&planned);
    let among = |from, to| days.iter().filter(|day| (from..=to).contains(*day)).count();
    // What came before under other rules may have been too much by itself.
    planned.iter().all(|day| among(*day, *day) <= MOST_A_DAY)
        && planned.iter().all(|day| (day - 6..=*day).all(|first| among(first, first + 6) <= MOST_A_WEEK))
}

fn to_come(plan: &Plan, from: Millis, to: Millis) -> Vec<(PushId, Millis, Vec<OccurrenceId>, bool)> {
    let pushes = plan.pushes.iter().filter(|push| from <= push.at && push.at < to);
    pushes.map(|push| (push.id, push.at, push.parts.iter().map(|part| part.id).collect(), push.exempt)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn i19_and_all_that_is_set_is_kept((state, now, zone) in any_case()) {
        let plan = plan_at(&state, now, &zone);
        let asked = |id: OccurrenceId| {
            let item = state.item(id).unwrap();
            let put_off = state.history.of(&id).and_then(|record| record.put_off.as_ref());
            item.over_quiet || put_off.is_some_and(|put_off| put_off.over_quiet)
        };
        for push in &plan.pushes {
            let Wall { day, time } = push.wall;
            prop_assert!(state.settings.paused_until.is_none_or(|until| day > until), "in a pause");
            for part in &push.parts {
                prop_assert!(!state.settings.off.contains(&part.id.kind), "a kind that is off");
                prop_assert!(push.at.plus(QUARTER) >= part.due, "before its time");
                let quiet = state.settings.quiet.is_some_and(|quiet| quiet.hold(i64::from(time.minutes())));
                let weekend = state.settings.quiet_weekends
                    && matches!(day.weekday(), crate::time::Weekday::Saturday | crate::time::Weekday::Sunday);
                prop_assert!(!(quiet || weekend) || asked(part.id), "in quiet hours");
            }
            prop_assert!(!push.parts.is_empty() && push.at >= now);
        }
    }

    #[test]
    fn few_a_day_and_few_a_week((state, now, zone) in any_case()) {
        let plan = plan_at(&state, now, &zone);
        prop_assert!(in_budget(&state, &plan, &zone), "{:?}", told(&plan));
        let plain: Vec<_> = plan.pushes.iter().filter(|push| !push.exempt).collect();
        let over = |push: &Push| push.parts.iter().any(|part| state.item(part.id).unwrap().over_quiet
            || state.history.of(&part.id).is_some_and(|record| record.put_off.is_some()));
        for two in plain.windows(2).filter(|two| !over(two[0]) && !over(two[1])) {
            prop_assert!(two[1].at.0 - two[0].at.0 > QUARTER);
        }
    }

    #[test]
    fn i21_no_more_than_the_system_takes((state, now, zone) in any_case()) {
        let plan = state.plan(now, &zone, &*ZONES, OsBudget::Ios).unwrap();
        let Handed::Requests(requests) = &plan.handed else { panic!() };
        prop_assert!(requests.len() <= OsBudget::MOST_REQUESTS);
        let names: std::collections::BTreeSet<_> = requests.iter().map(|request| request.push).collect();
        prop_assert_eq!(names.len(), requests.len());
        prop_assert!(requests.is_sorted_by_key(|request| request.at));
        prop_assert!(in_budget(&state, &plan, &zone), "the one that asks to open the app counts too");
    }

    /// Everything due is planned once, or left out with a reason, or over.
    #[test]
    fn nothing_twice_and_nothing_unexplained((state, now, zone) in any_case()) {
        let plan = plan_at(&state, now, &zone);
        let mut seen = std::collections::BTreeSet::new();
        for id in plan.occurrences().chain(plan.left_out.iter().map(|left| left.id)) {
            prop_assert!(seen.insert(id), "{id} twice");
            prop_assert!(state.item(id).is_some());
            prop_assert!(state.history.of(&id).is_none_or(|record| !record.is_over()), "{id} again");
        }
        for item in &state.items {
            for rung in (0u8..).take(item.rungs.len()) {
                let id = OccurrenceId { rung, ..item.name() };
                let coming = matches!(state.why(id, &plan).fate, Fate::Coming { .. });
                prop_assert!(seen.contains(&id) || !coming);
            }
        }
    }

    #[test]
    fn the_order_in_which_things_are_given_does_not_matter((state, now, zone) in any_case(), seed in any::<u64>()) {
        let mut other = state.clone();
        let len = other.items.len();
        other.items.rotate_left(usize::try_from(seed % 1000).unwrap().min(len));
        other.items.reverse();
        prop_assert_eq!(plan_at(&state, now, &zone), plan_at(&other, now, &zone));
    }

    /// Planned anew at any later moment, whether or not the phone has said
    /// what it showed, all that is still to come stays as it was.
    #[test]
    fn later_plans_agree((mut state, now, zone) in any_case(), minutes in 0i64..13 * 1440, tell in any::<bool>()) {
        let plan = plan_at(&state, now, &zone);
        state.history.planned(&plan, now);
        let later = now.plus(minutes * 60_000);
        if tell {
            state.history.caught_up(later, |_| true);
        }
        let again = plan_at(&state, later, &zone);
        // What is due just after the end may come with what is just before it.
        let end = plan.end.plus(-QUARTER);
        prop_assert_eq!(to_come(&plan, later, end), to_come(&again, later, end));
    }

    #[test]
    fn nothing_of_what_is_gone((mut state, now, zone) in any_case(), keep in any::<u64>()) {
        let plan = plan_at(&state, now, &zone);
        state.history.planned(&plan, now);
        let mut bits = (0..).map(|bit| keep >> (bit % 64) & 1 == 1);
        state.items.retain(|_| bits.next().unwrap());
        let after = plan_at(&state, now, &zone);
        prop_assert!(after.occurrences().all(|id| state.item(id).is_some()));
        for push in &plan.pushes {
            match state.may_show(push.id, push.at, &zone, &*ZONES).unwrap() {
                Verdict::Show { parts, .. } => prop_assert!(parts.iter().all(|id| state.item(*id).is_some())),
                Verdict::Suppress { .. } | Verdict::Move { .. } => {}
            }
        }
    }

    /// A phone that is on time shows exactly what was planned.
    #[test]
    fn on_time_the_plan_is_what_comes((mut state, now, zone) in any_case()) {
        let plan = plan_at(&state, now, &zone);
        state.history.planned(&plan, now);
        for push in &plan.pushes {
            let verdict = state.may_show(push.id, push.at, &zone, &*ZONES).unwrap();
            let planned: Vec<_> = push.parts.iter().map(|part| part.id).collect();
            let Verdict::Show { parts, exempt, text, .. } = &verdict else {
                return Err(TestCaseError::fail(format!("{push:?} {verdict:?}")));
            };
            let sorted = |ids: &[OccurrenceId]| ids.iter().copied().collect::<std::collections::BTreeSet<_>>();
            prop_assert_eq!((sorted(parts), *exempt, text), (sorted(&planned), push.exempt, &push.text));
            state.history.decided(push.id, &verdict, push.at);
        }
    }

    /// However late an alarm is: never in quiet hours or in a pause, and never
    /// into what is pointless.
    #[test]
    fn a_late_one_keeps_the_promises((mut state, now, zone) in any_case(), late in 0i64..3 * 1440) {
        let plan = plan_at(&state, now, &zone);
        state.history.planned(&plan, now);
        let local = super::super::local::Local::ask(now, &zone, &*ZONES).unwrap();
        for push in plan.pushes.iter().take(6) {
            let then = push.at.plus(late * 60_000);
            match state.may_show(push.id, then, &zone, &*ZONES).unwrap() {
                Verdict::Show { parts, .. } => {
                    let hours = super::super::hours::Hours::new(&local, &state.settings);
                    for id in parts {
                        let item = state.item(id).unwrap();
                        let put_off = state.history.of(&id).and_then(|record| record.put_off.as_ref());
                        let asked = item.over_quiet || put_off.is_some_and(|put_off| put_off.over_quiet);
                        prop_assert!(hours.open(then, asked));
                        let until = item.rungs[usize::from(id.rung)].until.as_ref();
                        prop_assert!(until.is_none_or(|until| then < local.moment(until).unwrap()));
                    }
                }
                Verdict::Move { to, .. } => prop_assert!(to > then),
                Verdict::Suppress { .. } => {}
            }
        }
    }

    #[test]
    fn any_name_is_read_or_refused(text in ".{0,60}") {
        if let Ok(id) = text.parse::<PushId>() { prop_assert_eq!(id.to_string(), text); }
    }
}
