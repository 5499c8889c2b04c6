use super::*;
use crate::calendar::{MonthDay, Nth, Pattern};
use crate::time::tests::{Tz, civil, day, utc};
use crate::time::{TimeOfDay, Weekday, Zone};
use proptest::prelude::*;
use std::cell::Cell;

fn zurich(text: &str) -> Civil {
    civil(&format!("{text}[Europe/Zurich]"))
}

fn series(start: &str, repeat: Repeat) -> Recurrence {
    Recurrence::new(zurich(start), repeat).unwrap()
}

fn days(all: &Recurrence, from: &str, to: &str) -> Vec<String> {
    all.days(day(from), day(to)).map(|day| day.to_string()).collect()
}

fn month_day(date: u8) -> Repeat {
    Repeat::monthly_on(MonthDay::Date(date)).unwrap()
}

#[test]
fn weeks_and_every_second_week() {
    let weekly = series("2026-03-03T17:30", Repeat::weekly(day("2026-03-03")));
    assert_eq!(days(&weekly, "2026-03-01", "2026-03-20"), ["2026-03-03", "2026-03-10", "2026-03-17"]);
    let second = series("2026-03-03T17:30", Repeat::fortnightly(day("2026-03-03")));
    assert_eq!(days(&second, "2026-03-04", "2026-04-14"), ["2026-03-17", "2026-03-31", "2026-04-14"]);
    // With Tuesday and Sunday it matters on which day a week begins (RFC 5545, 3.8.5.3).
    let both = |begins| {
        let pattern = Pattern::Weekly { days: [Weekday::Tuesday, Weekday::Sunday].into(), begins };
        series("1997-08-05T09:00", Repeat::new(2, pattern, Ends::After(4)).unwrap())
    };
    let of = |begins| days(&both(begins), "1997-08-01", "1998-01-01");
    assert_eq!(of(Weekday::Monday), ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"]);
    assert_eq!(of(Weekday::Sunday), ["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"]);
}

#[test]
fn months_by_date_and_by_weekday() {
    let long = series("2026-01-31T09:00", month_day(31));
    assert_eq!(days(&long, "2026-01-01", "2026-07-30"), ["2026-01-31", "2026-03-31", "2026-05-31"]);
    let last = series("2026-01-31T09:00", Repeat::monthly_on(MonthDay::Last).unwrap());
    assert_eq!(days(&last, "2026-02-01", "2026-04-30"), ["2026-02-28", "2026-03-31", "2026-04-30"]);
    let third = series("2026-03-17T09:00", Repeat::monthly(day("2026-03-17")));
    assert_eq!(days(&third, "2026-03-01", "2026-05-31"), ["2026-03-17", "2026-04-21", "2026-05-19"]);
    let late = series("2026-03-31T09:00", Repeat::monthly(day("2026-03-31")));
    assert_eq!(days(&late, "2026-04-01", "2026-06-30"), ["2026-04-28", "2026-05-26", "2026-06-30"]);
    let fifth = Pattern::MonthWeekday { nth: Nth::Fifth, day: Weekday::Friday };
    let fifth = series("2026-01-30T09:00", Repeat::new(1, fifth, Ends::After(3)).unwrap());
    assert_eq!(days(&fifth, "2026-01-01", "2030-01-01"), ["2026-01-30", "2026-05-29", "2026-07-31"]);
    let leap = Repeat::new(12, Pattern::MonthDay(MonthDay::Date(29)), Ends::After(2)).unwrap();
    assert_eq!(days(&series("2096-02-29T09:00", leap), "2096-01-01", "2200-01-01"), ["2096-02-29", "2104-02-29"]);
}

#[test]
fn odd_rules_are_refused_with_their_field() {
    let weekly = |days: &[Weekday]| Pattern::Weekly { days: days.iter().copied().collect(), begins: Weekday::Monday };
    let tuesday = || weekly(&[Weekday::Tuesday]);
    for (made, field) in [
        (Repeat::new(0, tuesday(), Ends::Never), Field::Interval),
        (Repeat::new(1000, tuesday(), Ends::Never), Field::Interval),
        (Repeat::new(1, tuesday(), Ends::After(0)), Field::Count),
        (Repeat::new(1, weekly(&[]), Ends::Never), Field::Repeat),
        (Repeat::monthly_on(MonthDay::Date(0)), Field::Repeat),
        (Repeat::monthly_on(MonthDay::Date(32)), Field::Repeat),
    ] {
        assert_eq!(made.unwrap_err().field(), field);
    }
    let tuesdays = Repeat::weekly(day("2026-03-03"));
    let refused = |made: Result<Recurrence, RuleBroken>| made.unwrap_err();
    let on_monday = refused(Recurrence::new(zurich("2026-03-02T09:00"), tuesdays.clone()));
    assert_eq!(on_monday, Problem::DoesNotFit.of(Field::Repeat));
    let over = tuesdays.clone().ending(Ends::On(day("2026-03-02"))).unwrap();
    assert_eq!(refused(Recurrence::new(zurich("2026-03-03T09:00"), over)).field(), Field::End);
    let all = series("2026-03-03T09:00", tuesdays);
    assert_eq!(refused(all.clone().skip(day("2026-03-04"))), Problem::DoesNotFit.of(Field::Exceptions));
    let other = zurich("2026-03-05T09:00");
    assert_eq!(refused(all.clone().move_one(day("2026-02-24"), other)).field(), Field::Exceptions);
    let mut many = all;
    for nth in 0..1000 {
        many = many.skip(day("2026-03-03").plus_days(7 * nth).unwrap()).unwrap();
    }
    let full = Problem::TooMany { max: 1000 }.of(Field::Exceptions);
    assert_eq!(refused(many.skip(day("2026-03-03").plus_days(7000).unwrap())), full);
    assert!(serde_json::from_str::<Repeat>(r#"{"every":0,"pattern":"daily","ends":"never"}"#).is_err());
}

#[test]
fn left_out_moved_and_paused() {
    let all = series("2026-03-03T17:30", Repeat::weekly(day("2026-03-03")));
    let all = all.skip(day("2026-03-10")).unwrap();
    let all = all.move_one(day("2026-03-17"), civil("2026-03-19T08:00[Asia/Tokyo]")).unwrap();
    let all = all.pause(DaySpan::new(day("2026-03-24"), day("2026-04-06"), Field::Exceptions).unwrap()).unwrap();
    let slots = |all: &Recurrence| -> Vec<(String, bool)> {
        let found = all.between_days(day("2026-03-01"), day("2026-04-10"));
        found.iter().map(|one| (one.slot.to_string(), one.moved)).collect()
    };
    let (first, last) = ("2026-03-03T17:30[Europe/Zurich]".to_owned(), "2026-04-07T17:30[Europe/Zurich]".to_owned());
    let moved = "2026-03-19T08:00[Asia/Tokyo]".to_owned();
    assert_eq!(slots(&all), [(first.clone(), false), (moved.clone(), true), (last.clone(), false)]);
    // A move out of the pause is meant; taking it back leaves the pause.
    let out = all.clone().move_one(day("2026-03-31"), zurich("2026-04-01T12:00")).unwrap();
    assert!(slots(&out).contains(&("2026-04-01T12:00[Europe/Zurich]".to_owned(), true)));
    assert_eq!(slots(&out.restore(day("2026-03-31"))), slots(&all));
    // The last word about one time counts.
    let skipped = all.clone().skip(day("2026-03-17")).unwrap();
    assert_eq!(slots(&skipped), [(first, false), (last, false)]);
    assert!(slots(&skipped.move_one(day("2026-03-17"), civil(&moved)).unwrap()).contains(&(moved, true)));
    let json = serde_json::to_string(&all).unwrap();
    assert_eq!(serde_json::from_str::<Recurrence>(&json).unwrap(), all);
}

#[test]
fn instants_follow_the_wall_through_gap_and_fold() {
    let all = series("2026-03-22T02:30", Repeat::weekly(day("2026-03-22")));
    let met = all.between(utc("2026-03-20T00:00"), utc("2026-04-06T00:00"), &Tz).unwrap();
    let at: Vec<_> = met.iter().map(|one| (one.at, one.landing)).collect();
    assert_eq!(
        at,
        [
            (utc("2026-03-22T01:30"), Landing::Plain),
            (utc("2026-03-29T01:30"), Landing::Gap),
            (utc("2026-04-05T00:30"), Landing::Plain),
        ]
    );
    let autumn = all.between(utc("2026-10-25T00:00"), utc("2026-10-25T12:00"), &Tz).unwrap();
    assert_eq!((autumn[0].at, autumn[0].landing), (utc("2026-10-25T00:30"), Landing::Fold));
    // The end of the window is not part of it, its beginning is.
    let at = utc("2026-03-29T01:30");
    assert_eq!(all.between(at, at.plus(1), &Tz).unwrap().len(), 1);
    assert_eq!(all.between(at.plus(-1), at, &Tz).unwrap().len(), 0);
    assert_eq!(all.next_after(at, &Tz).unwrap().unwrap().at, utc("2026-04-05T00:30"));
    let moved = all.move_one(day("2026-05-03"), zurich("2026-04-01T00:00")).unwrap();
    assert_eq!(moved.next_after(at, &Tz).unwrap().unwrap().occurrence.of, day("2026-05-03"));
    assert!(matches!(moved.between(Millis(-1), Millis(1), &Tz), Err(Problem::DateOutOfRange { .. })));
    assert!(matches!(moved.next_after(Millis(i64::MAX), &Tz), Err(Problem::DateOutOfRange { .. })));
}

/// Counts which days are asked for.
struct Counted<'a>(&'a Cell<i64>);

impl ZoneRules for Counted<'_> {
    fn transitions(
        &self,
        zone: &Zone,
        from: Millis,
        to: Millis,
    ) -> Result<Vec<crate::time::Transition>, crate::time::UnknownZone> {
        self.0.set(self.0.get() + (to.0 - from.0) / Millis::HOURS_24);
        Tz.transitions(zone, from, to)
    }
}

#[test]
fn a_window_far_away_costs_what_a_near_one_costs() {
    let endless = Repeat::new(1, Pattern::Daily, Ends::After(1_000_000_000)).unwrap();
    let all = Recurrence::new(civil("1970-01-05T09:00[UTC]"), endless).unwrap();
    let asked = Cell::new(0);
    for year in [1971, 2190] {
        let from = utc(&format!("{year}-03-01T00:00"));
        assert_eq!(all.between(from, from.plus(7 * Millis::HOURS_24), &Counted(&asked)).unwrap().len(), 7);
    }
    assert_eq!(asked.get(), 2 * 15);
    // Lazy: of a day in every year only what is taken is worked out.
    assert_eq!(all.days(Day::FIRST, Day::LAST).nth(2), Some(day("1970-01-07")));
    assert_eq!(all.days(day("2200-12-30"), Day::LAST).count(), 2);
    let never = Repeat::new(12, Pattern::MonthDay(MonthDay::Date(30)), Ends::After(u32::MAX)).unwrap();
    assert_eq!(Recurrence::of(zurich("2026-02-01T09:00"), never).next_after(utc("2026-02-01T09:00"), &Tz), Ok(None));
}

prop_compose! {
    fn any_pattern()(which in 0..5, days in prop::collection::btree_set(prop::sample::select(Weekday::ALL), 1..4), begins in prop::sample::select(Weekday::ALL), date in 1u8..=31, nth in prop::sample::select(Nth::ALL), day in prop::sample::select(Weekday::ALL)) -> Pattern {
        match which {
            0 => Pattern::Daily,
            1 => Pattern::Weekly { days, begins },
            2 => Pattern::MonthDay(MonthDay::Date(date)),
            3 => Pattern::MonthDay(MonthDay::Last),
            _ => Pattern::MonthWeekday { nth, day },
        }
    }
}

prop_compose! {
    /// A rule and the first of its days after some day.
    pub(crate) fn any_recurrence()(pattern in any_pattern(), every in 1u16..8, begin in 7300i64..24_000, minutes in 0u32..1440, count in 1u32..60, last in 0i64..900, ends in 0..3)
    -> Recurrence {
        let start = (begin..).map(|days| Day::from_epoch_days(days).unwrap()).find(|day| pattern.has(*day)).unwrap();
        let ends = match ends {
            0 => Ends::Never,
            1 => Ends::After(count),
            _ => Ends::On(start.plus_days(last).unwrap()),
        };
        let time = TimeOfDay::new(minutes / 60, minutes % 60).unwrap();
        let start = Civil { day: start, time, zone: Zone::new("Europe/Zurich").unwrap() };
        Recurrence::new(start, Repeat::new(every, pattern, ends).unwrap()).unwrap()
    }
}

/// An independent check: walks day by day and counts.
fn walked(all: &Recurrence, from: Day, to: Day) -> Vec<Day> {
    let (start, repeat) = (all.start().day, all.repeat());
    let origin = repeat.pattern().period_of(start);
    let (mut found, mut seen) = (Vec::new(), 0u32);
    for days in start.epoch_days()..=to.epoch_days() {
        let day = Day::from_epoch_days(days).unwrap();
        let turn = (repeat.pattern().period_of(day) - origin) % i64::from(repeat.every()) == 0;
        if !turn || !repeat.pattern().has(day) {
            continue;
        }
        seen += 1;
        let over = match repeat.ends() {
            Ends::Never => false,
            Ends::On(last) => day > last,
            Ends::After(count) => seen > count,
        };
        if !over && from <= day {
            found.push(day);
        }
    }
    found
}

proptest! {
    #[test]
    fn the_same_days_as_when_walking(all in any_recurrence(), from in 0i64..1500, long in 0i64..400) {
        let from = all.start().day.plus_days(from - 200).unwrap();
        let to = from.plus_days(long).unwrap();
        prop_assert_eq!(all.days(from, to).collect::<Vec<_>>(), walked(&all, from, to));
    }

    #[test]
    fn windows_side_by_side_miss_nothing_and_double_nothing(all in any_recurrence(), cut in 1i64..90) {
        let from = all.start().day.plus_days(-3).unwrap();
        let at = |days: i64| Wall { day: from.plus_days(days).unwrap(), time: TimeOfDay::MIDNIGHT }.as_if_utc();
        let whole = all.between(at(0), at(90), &Tz).unwrap();
        let mut parts = all.between(at(0), at(cut), &Tz).unwrap();
        parts.extend(all.between(at(cut), at(90), &Tz).unwrap());
        prop_assert_eq!(&parts, &whole);
        if let Some(first) = whole.first() {
            prop_assert_eq!(all.next_after(first.at.plus(-1), &Tz).unwrap().unwrap(), first.clone());
        }
    }
}
