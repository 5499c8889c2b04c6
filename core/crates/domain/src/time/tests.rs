use super::*;
use crate::rules::Problem;
use chrono::{NaiveDate, Offset, TimeZone};
use proptest::prelude::*;
use std::cell::Cell;

/// The zones that a computer has.
pub(crate) struct Tz;

impl ZoneRules for Tz {
    fn transitions(&self, zone: &Zone, from: Millis, to: Millis) -> Result<Vec<Transition>, UnknownZone> {
        let tz: chrono_tz::Tz = zone.as_str().parse().map_err(|_| UnknownZone)?;
        Ok(transitions_by_probe(from, to, |at| {
            let utc = chrono::DateTime::from_timestamp_millis(at.0).unwrap().naive_utc();
            tz.offset_from_utc_datetime(&utc).fix().local_minus_utc()
        }))
    }
}

pub(crate) fn zurich() -> Zone {
    Zone::new("Europe/Zurich").unwrap()
}

pub(crate) fn civil(text: &str) -> Civil {
    text.parse().unwrap()
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// `2026-03-29T01:30` in UTC.
pub(crate) fn utc(text: &str) -> Millis {
    civil(&format!("{text}[UTC]")).wall().as_if_utc()
}

#[test]
fn gaps_lead_past_the_jump_and_folds_to_the_first() {
    for (given, at, landing, shown) in [
        ("2026-03-29T02:30[Europe/Zurich]", "2026-03-29T01:30", Landing::Gap, "2026-03-29T03:30"),
        ("2026-03-29T02:00[Europe/Zurich]", "2026-03-29T01:00", Landing::Gap, "2026-03-29T03:00"),
        ("2026-03-29T01:59[Europe/Zurich]", "2026-03-29T00:59", Landing::Plain, "2026-03-29T01:59"),
        ("2026-03-29T03:00[Europe/Zurich]", "2026-03-29T01:00", Landing::Plain, "2026-03-29T03:00"),
        ("2026-10-25T02:30[Europe/Zurich]", "2026-10-25T00:30", Landing::Fold, "2026-10-25T02:30"),
        ("2026-10-25T02:00[Europe/Zurich]", "2026-10-25T00:00", Landing::Fold, "2026-10-25T02:00"),
        ("2026-10-25T03:00[Europe/Zurich]", "2026-10-25T02:00", Landing::Plain, "2026-10-25T03:00"),
        ("2026-06-01T12:00[Asia/Kathmandu]", "2026-06-01T06:15", Landing::Plain, "2026-06-01T12:00"),
        // Lord Howe moves by half an hour; Samoa left out a whole day.
        ("2026-10-04T02:15[Australia/Lord_Howe]", "2026-10-03T15:45", Landing::Gap, "2026-10-04T02:45"),
        ("2011-12-30T10:00[Pacific/Apia]", "2011-12-30T20:00", Landing::Gap, "2011-12-31T10:00"),
        ("2026-01-15T08:00[America/St_Johns]", "2026-01-15T11:30", Landing::Plain, "2026-01-15T08:00"),
        ("2026-03-29T02:30[UTC]", "2026-03-29T02:30", Landing::Plain, "2026-03-29T02:30"),
    ] {
        let resolved = civil(given).resolve(&Tz).unwrap();
        assert_eq!((resolved.at, resolved.landing), (utc(at), landing), "{given}");
        assert_eq!(resolved.shown, civil(&format!("{shown}[UTC]")).wall(), "{given}");
    }
}

#[test]
fn texts_and_back() {
    for text in ["2026-03-29T02:30[Europe/Zurich]", "1970-01-01T00:00[UTC]", "2200-12-31T23:59[Etc/GMT+12]"] {
        assert_eq!(civil(text).to_string(), text);
        assert_eq!(serde_json::to_string(&civil(text)).unwrap(), format!("\"{text}\""));
        assert_eq!(text.parse::<Due>().unwrap(), Due::At(civil(text)));
    }
    assert_eq!("2026-02-28".parse::<Due>().unwrap().to_string(), "2026-02-28");
    assert_eq!(serde_json::from_str::<Day>("\"2024-02-29\"").unwrap(), day("2024-02-29"));
    assert!(serde_json::from_str::<Day>("\"2023-02-29\"").is_err());
}

#[test]
fn what_is_no_date_says_why() {
    let range = Problem::DateOutOfRange { first: Day::FIRST, last: Day::LAST };
    for (text, why) in [
        ("2026-02-30", Problem::NotADate),
        ("2026-13-01", Problem::NotADate),
        ("2026-1-01", Problem::NotADate),
        ("26-01-01", Problem::NotADate),
        ("2026-01-01-01", Problem::NotADate),
        ("+2026-01-01", Problem::NotADate),
        ("2026-+1-01", Problem::NotADate),
        ("2026-01-+1", Problem::NotADate),
        ("٢٠٢٦-٠١-٠١", Problem::NotADate),
        ("", Problem::NotADate),
        ("1969-12-31", range.clone()),
        ("2201-01-01", range.clone()),
        ("9999-01-01", range.clone()),
    ] {
        assert_eq!(text.parse::<Day>(), Err(why), "{text}");
    }
    assert_eq!(Day::new(i32::MAX, 1, 1), Err(Problem::NotADate));
    assert_eq!(Day::LAST.plus_days(1), Err(range.clone()));
    assert_eq!(Day::FIRST.plus_days(i64::MAX), Err(range.clone()));
    assert_eq!(Day::from_epoch_days(i64::MIN), Err(range.clone()));
    assert_eq!(Millis(i64::MAX).utc_day(), Err(range));
    for text in ["24:00", "12:60", "1:00", "12.30", "12:3", "", "-1:00", "+1:00", "10:+1"] {
        assert_eq!(text.parse::<TimeOfDay>(), Err(Problem::NotATime), "{text}");
    }
    for text in ["", "Europe/", "/Zurich", "Europe//Zurich", "Europe/Zür ich", "../etc/passwd", "-1", &"x".repeat(65)]
    {
        assert_eq!(text.parse::<Zone>(), Err(Problem::NotAZone), "{text}");
    }
    assert!("x".repeat(64).parse::<Zone>().is_ok());
    for (text, why) in [
        ("2026-03-29", Problem::NotADate),
        ("2026-03-29T02:30", Problem::NotAZone),
        ("2026-03-29T02:30[UTC", Problem::NotAZone),
        ("2026-03-29T2:30[UTC]", Problem::NotATime),
    ] {
        assert_eq!(text.parse::<Civil>(), Err(why), "{text}");
    }
}

#[test]
fn a_zone_nobody_knows_is_refused() {
    assert_eq!(civil("2026-03-29T02:30[Mars/Olympus]").resolve(&Tz), Err(Problem::UnknownZone));
}

/// Answers whatever it was made with.
struct Odd(Vec<(i64, i32)>);

impl ZoneRules for Odd {
    fn transitions(&self, _: &Zone, _: Millis, _: Millis) -> Result<Vec<Transition>, UnknownZone> {
        Ok(self.0.iter().map(|(at, offset_s)| Transition { at: Millis(*at), offset_s: *offset_s }).collect())
    }
}

#[test]
fn an_answer_that_makes_no_sense_is_refused() {
    for answer in [
        vec![],
        vec![(1, 3600)],
        vec![(0, 3600), (50, 0), (50, 60)],
        vec![(0, 3600), (60, 0), (50, 60)],
        vec![(0, 24 * 3600)],
        vec![(0, 0), (50, i32::MIN + 1)],
    ] {
        let table = ZoneTable::ask(&Odd(answer.clone()), &Zone::utc(), Millis(0), Millis(100));
        assert_eq!(table, Err(Problem::ZoneAnswer), "{answer:?}");
    }
    assert_eq!(ZoneTable::ask(&Odd(vec![(0, 0)]), &Zone::utc(), Millis(5), Millis(5)), Err(Problem::ZoneAnswer));
    let table = ZoneTable::ask(&Odd(vec![(-9, 0), (-5, 60), (50, 0), (500, 1)]), &Zone::utc(), Millis(0), Millis(100));
    let table = table.unwrap();
    let offsets = [-1, 0, 49, 50, 99, 100].map(|at| table.offset_s(Millis(at)));
    assert_eq!(offsets, [None, Some(60), Some(60), Some(0), Some(0), None]);
}

#[test]
fn a_day_is_over_when_it_is_over_here() {
    let (zurich, auckland) = (zurich(), Zone::new("Pacific/Auckland").unwrap());
    let now = utc("2026-05-10T13:00");
    let here = Here { now, zone: &zurich, rules: &Tz };
    let there = Here { now, zone: &auckland, rules: &Tz };
    let due = Due::On(day("2026-05-10"));
    assert_eq!((here.is_past(&due), here.is_today(&due)), (Ok(false), Ok(true)));
    assert_eq!((there.is_past(&due), there.is_today(&due)), (Ok(true), Ok(false)));
    // A time at a place is over everywhere at once; the day is the reader's.
    let due = Due::At(civil("2026-05-10T13:30[Europe/Zurich]"));
    assert_eq!((here.is_past(&due), here.is_today(&due)), (Ok(true), Ok(true)));
    assert_eq!((there.is_past(&due), there.is_today(&due)), (Ok(true), Ok(false)));
    assert_eq!(here.today(), Ok(day("2026-05-10")));
    assert_eq!(there.today(), Ok(day("2026-05-11")));
}

#[test]
fn a_mad_clock_is_refused_and_harms_nothing() {
    let zone = zurich();
    for now in [i64::MIN, -1, i64::MAX] {
        let here = Here { now: Millis(now), zone: &zone, rules: &Tz };
        assert!(matches!(here.today(), Err(Problem::DateOutOfRange { .. })), "{now}");
    }
}

#[test]
fn without_rules_it_is_known_what_surely_lies_ahead() {
    let slot = civil("2026-05-10T14:30[Pacific/Kiritimati]");
    assert!(slot.is_surely_after(utc("2026-05-09T23:00")));
    assert!(!slot.is_surely_after(utc("2026-05-10T00:30")));
    assert!(!slot.is_surely_after(utc("2026-05-20T00:30")));
}

/// Counts how often it is asked.
struct Counted<'a>(&'a Cell<u32>);

impl ZoneRules for Counted<'_> {
    fn transitions(&self, zone: &Zone, from: Millis, to: Millis) -> Result<Vec<Transition>, UnknownZone> {
        self.0.set(self.0.get() + 1);
        Tz.transitions(zone, from, to)
    }
}

#[test]
fn a_phone_is_asked_once() {
    let asked = Cell::new(0);
    let cached = CachedZones::new(Counted(&asked));
    for month in 1..=12 {
        let slot = civil(&format!("2026-{month:02}-15T12:00[Europe/Zurich]"));
        assert_eq!(slot.resolve(&cached), slot.resolve(&Tz));
    }
    assert_eq!(asked.get(), 1);
    cached.forget();
    civil("2026-01-15T12:00[Europe/Zurich]").resolve(&cached).unwrap();
    assert_eq!(asked.get(), 2);
    assert_eq!(civil("2026-01-15T12:00[Nowhere/Else]").resolve(&cached), Err(Problem::UnknownZone));
}

#[test]
fn a_mad_question_is_passed_on_and_not_kept() {
    let asked = Cell::new(0);
    let cached = CachedZones::new(Counted(&asked));
    let days = |n: i64| Millis(n * Millis::HOURS_24);
    for (from, to) in [(-40_000, -39_990), (200_000, 200_010)] {
        for _ in 0..2 {
            cached.transitions(&zurich(), days(from), days(to)).unwrap();
        }
    }
    assert_eq!(asked.get(), 4);
}

/// Rules that can change, as they do when a country decides so.
struct Country(i32);

impl ZoneRules for Country {
    fn transitions(&self, _: &Zone, from: Millis, _: Millis) -> Result<Vec<Transition>, UnknownZone> {
        Ok(vec![Transition { at: from, offset_s: self.0 }])
    }
}

const ZONES: [&str; 12] = [
    "Europe/Zurich",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
    "America/St_Johns",
    "Asia/Pyongyang",
    "Pacific/Kiritimati",
    "America/Sao_Paulo",
    "Asia/Gaza",
    "UTC",
];

prop_compose! {
    pub(crate) fn any_wall()(days in 0i64..84_370, minutes in 0u32..1440) -> Wall {
        Wall { day: Day::from_epoch_days(days).unwrap(), time: TimeOfDay::new(minutes / 60, minutes % 60).unwrap() }
    }
}

proptest! {
    /// An independent check: look at every minute around and see what the clock shows.
    #[test]
    fn gap_and_fold_as_a_clock_shows_them(zone in prop::sample::select(&ZONES[..]), days in 7300i64..24_000, minutes in 0u32..1440) {
        let tz: chrono_tz::Tz = zone.parse().unwrap();
        let date = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + chrono::TimeDelta::days(days);
        let wall = date.and_hms_opt(minutes / 60, minutes % 60, 0).unwrap();
        let civil = Civil {
            day: Day::from_epoch_days(days).unwrap(),
            time: TimeOfDay::new(minutes / 60, minutes % 60).unwrap(),
            zone: Zone::new(zone).unwrap(),
        };
        let resolved = civil.resolve(&Tz).unwrap();
        match tz.from_local_datetime(&wall) {
            chrono::LocalResult::Single(at) => prop_assert_eq!(resolved.at.0, at.timestamp_millis()),
            chrono::LocalResult::Ambiguous(first, second) => {
                prop_assert_eq!(resolved.at.0, first.timestamp_millis().min(second.timestamp_millis()));
                prop_assert_eq!(resolved.landing, Landing::Fold);
            }
            chrono::LocalResult::None => {
                let shown = resolved.shown.as_if_utc().0 - resolved.at.0;
                prop_assert!(resolved.shown > civil.wall() && shown % 60_000 == 0);
                prop_assert_eq!(resolved.landing, Landing::Gap);
            }
        }
        let table = ZoneTable::ask(&Tz, &civil.zone, resolved.at, resolved.at.plus(1)).unwrap();
        prop_assert_eq!(table.wall(resolved.at).unwrap(), resolved.shown);
    }

    #[test]
    fn cached_rules_say_the_same(zone in prop::sample::select(&ZONES[..]), walls in prop::collection::vec(any_wall(), 1..4)) {
        let cached = CachedZones::new(Tz);
        for wall in walls {
            let civil = Civil { day: wall.day, time: wall.time, zone: Zone::new(zone).unwrap() };
            prop_assert_eq!(civil.resolve(&cached), civil.resolve(&Tz));
        }
    }

    /// I17: what people agreed on stays as they said it when the rules of their
    /// zone change; only the instant moves.
    #[test]
    fn an_intention_outlives_the_rules(wall in any_wall(), before in -14i32..=14, after in -14i32..=14) {
        let civil = Civil { day: wall.day, time: wall.time, zone: zurich() };
        let stored = serde_json::to_string(&civil).unwrap();
        let old = civil.resolve(&Country(before * 3600)).unwrap();
        let read: Civil = serde_json::from_str(&stored).unwrap();
        let new = read.resolve(&Country(after * 3600)).unwrap();
        prop_assert_eq!(&read, &civil);
        prop_assert_eq!((new.shown, old.shown), (wall, wall));
        prop_assert_eq!(old.at.0 - new.at.0, i64::from(after - before) * 3_600_000);
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,40}") {
        if let Ok(civil) = text.parse::<Civil>() { prop_assert_eq!(civil.to_string(), text.clone()); }
        if let Ok(day) = text.parse::<Day>() { prop_assert_eq!(day.to_string(), text.clone()); }
        if let Ok(time) = text.parse::<TimeOfDay>() { prop_assert_eq!(time.to_string(), text.clone()); }
        let _ = text.parse::<Zone>();
    }

    #[test]
    fn any_instant_has_a_wall_or_a_refusal(at in any::<i64>()) {
        if let Ok(wall) = Wall::in_utc(Millis(at)) {
            prop_assert_eq!(wall.as_if_utc().0, at - at.rem_euclid(60_000));
        }
    }
}
