use super::*;
use crate::calendar::{DaySpan, Quiet};
use crate::person::ContactHours;
use crate::time::tests::{Tz, day, utc};
use crate::time::{Civil, Day, TimeOfDay, Weekday, Zone};
use proptest::prelude::*;

fn time(text: &str) -> TimeOfDay {
    text.parse().unwrap()
}

fn hours(days: &[Weekday], from: &str, to: &str) -> Vec<ContactHours> {
    days.iter().map(|day| ContactHours::new(*day, time(from), time(to)).unwrap()).collect()
}

fn person(zone: &str, weekly: Vec<ContactHours>) -> Availability {
    Availability { weekly, ..Availability::new(Zone::new(zone).unwrap()) }
}

fn asked(from: &str, days: u16, most: usize) -> Asked {
    Asked { from: utc(from), days, minutes: Minutes::new(60).unwrap(), most }
}

fn walls(slots: &[Slot]) -> Vec<String> {
    let wall = |wall: Wall| format!("{} {}", wall.day, wall.time);
    slots.iter().map(|slot| format!("{} | {}", wall(slot.first), wall(slot.second))).collect()
}

#[test]
fn both_walls_across_the_ocean_and_through_two_changes_of_clocks() {
    // New York changes three weeks before Zurich: the distance is five hours then.
    let tuesdays = |from, to| hours(&[Weekday::Tuesday], from, to);
    let (zurich, york) =
        (person("Europe/Zurich", tuesdays("14:00", "18:00")), person("America/New_York", tuesdays("09:00", "12:00")));
    let slots = overlap(&zurich, &york, &asked("2026-03-01T00:00", 35, 20), &Tz).unwrap();
    assert_eq!(
        walls(&slots),
        [
            "2026-03-03 15:00 | 2026-03-03 09:00",
            "2026-03-03 16:00 | 2026-03-03 10:00",
            "2026-03-10 14:00 | 2026-03-10 09:00",
            "2026-03-10 15:00 | 2026-03-10 10:00",
            "2026-03-17 14:00 | 2026-03-17 09:00",
            "2026-03-17 15:00 | 2026-03-17 10:00",
            "2026-03-24 14:00 | 2026-03-24 09:00",
            "2026-03-24 15:00 | 2026-03-24 10:00",
            "2026-03-31 15:00 | 2026-03-31 09:00",
            "2026-03-31 16:00 | 2026-03-31 10:00",
        ]
    );
    let mirrored = overlap(&york, &zurich, &asked("2026-03-01T00:00", 35, 20), &Tz).unwrap();
    assert!(slots.iter().zip(&mirrored).all(|(a, b)| (a.at, a.first, a.second) == (b.at, b.second, b.first)));
}

#[test]
fn across_the_date_line_and_half_hours() {
    // Monday in Kiritimati, still Sunday on Pago Pago: 25 hours apart.
    let far = person("Pacific/Kiritimati", hours(&[Weekday::Monday], "08:00", "12:00"));
    let near = person("Pacific/Pago_Pago", hours(&[Weekday::Sunday], "09:00", "18:00"));
    let slots = overlap(&far, &near, &asked("2026-05-01T00:00", 7, 1), &Tz).unwrap();
    assert_eq!(walls(&slots), ["2026-05-04 10:00 | 2026-05-03 09:00"]);
    let kathmandu = person("Asia/Kathmandu", hours(&[Weekday::Monday], "09:00", "18:00"));
    let delhi = person("Asia/Kolkata", hours(&[Weekday::Monday], "09:00", "18:00"));
    let slots = overlap(&kathmandu, &delhi, &asked("2026-05-01T00:00", 7, 1), &Tz).unwrap();
    assert_eq!(walls(&slots), ["2026-05-04 09:15 | 2026-05-04 09:00"]);
}

#[test]
fn a_slot_says_what_it_is_marked_down_for() {
    let all = [Weekday::Monday, Weekday::Tuesday];
    let mut ann = person("Europe/Zurich", hours(&all, "07:00", "21:00"));
    let mut ben = ann.clone();
    ann.contact_hours = hours(&[Weekday::Tuesday], "17:30", "19:00");
    ben.weekly = hours(&all, "17:30", "21:00");
    let slots = overlap(&ann, &ben, &asked("2026-05-04T00:00", 2, 10), &Tz).unwrap();
    assert_eq!(walls(&slots)[0], "2026-05-05 18:00 | 2026-05-05 18:00");
    assert_eq!(slots[0].reasons, [Reason { cost: SlotCost::Later, of: None, points: 8 }]);
    let monday = slots.iter().find(|slot| slot.first.day == day("2026-05-04")).unwrap();
    assert_eq!(monday.reasons, [Reason { cost: SlotCost::OutsideHours, of: Some(Side::First), points: 100 }]);
    let late =
        overlap(&ann, &person("Europe/Zurich", hours(&all, "19:30", "20:30")), &asked("2026-05-04T00:00", 1, 1), &Tz);
    let costs: Vec<_> = late.unwrap()[0].reasons.iter().map(|reason| (reason.cost, reason.of)).collect();
    let both = |cost| [(cost, Some(Side::First)), (cost, Some(Side::Second))];
    let (rim, round) = (both(SlotCost::Rim), both(SlotCost::NotRound));
    assert_eq!(costs, [(SlotCost::OutsideHours, Some(Side::First)), rim[0], round[0], rim[1], round[1]]);
}

#[test]
fn away_busy_and_quiet_are_left_alone() {
    let all = Weekday::ALL;
    let ann = person("Europe/Zurich", hours(all, "00:00", "00:00"));
    let mut ben = ann.clone();
    ben.away = vec![DaySpan::new(day("2026-05-04"), day("2026-05-05"), Field::Absence).unwrap()];
    ben.quiet = Some(Quiet { from: time("21:00"), to: time("08:00") });
    ben.busy = vec![
        Stretch::new(utc("2026-05-06T10:00"), utc("2026-05-06T19:00")),
        Stretch::new(utc("2026-05-06T05:00"), utc("2026-05-06T09:30")),
    ];
    // On the sixth in Zurich nothing is left but 11:30 to 12:00.
    let short = Asked { minutes: Minutes::new(30).unwrap(), ..asked("2026-05-03T22:00", 3, 9) };
    let slots = overlap(&ann, &ben, &short, &Tz).unwrap();
    assert_eq!(walls(&slots), ["2026-05-06 11:30 | 2026-05-06 11:30"]);
    assert_eq!(overlap(&ann, &ben, &asked("2026-05-03T22:00", 3, 9), &Tz), Ok(Vec::new()));
}

#[test]
fn a_time_that_the_clock_shows_twice_is_offered_once() {
    let night = person("Europe/Zurich", hours(&[Weekday::Sunday], "02:00", "03:00"));
    let short = Asked { minutes: Minutes::new(15).unwrap(), ..asked("2026-10-25T00:00", 1, 99) };
    let slots = overlap(&night, &night, &short, &Tz).unwrap();
    assert_eq!(slots.len(), 2);
    assert!(slots.iter().all(|slot| slot.at < utc("2026-10-25T01:00")), "{slots:?}");
    // What ends within the hour that is not there ends with the jump.
    let into = person("Europe/Zurich", hours(&[Weekday::Sunday], "01:30", "02:30"));
    let spring = overlap(&into, &into, &Asked { from: utc("2026-03-29T00:00"), ..short }, &Tz).unwrap();
    assert!(spring.iter().all(|slot| slot.at < utc("2026-03-29T01:00")), "{spring:?}");
    assert_eq!(spring.len(), 2);
    // In spring that hour is not there.
    let spring = Asked { from: utc("2026-03-29T00:00"), ..short };
    assert_eq!(overlap(&night, &night, &spring, &Tz), Ok(Vec::new()));
}

#[test]
fn odd_questions_are_refused() {
    let ann = person("Europe/Zurich", hours(&[Weekday::Sunday], "02:00", "03:00"));
    for days in [0, 183] {
        let refused = overlap(&ann, &ann, &asked("2026-10-25T00:00", days, 1), &Tz).unwrap_err();
        assert_eq!(refused, Problem::OutOfRange { min: 1, max: 182 }.of(Field::Date));
    }
    let lost = person("Nowhere/Else", Vec::new());
    let refused = overlap(&ann, &lost, &asked("2026-10-25T00:00", 1, 1), &Tz).unwrap_err();
    assert_eq!(refused, Problem::UnknownZone.of(Field::Availability));
    let mad = Asked { from: Millis(i64::MAX), ..asked("2026-10-25T00:00", 1, 1) };
    assert!(overlap(&ann, &ann, &mad, &Tz).is_err());
}

const ZONES: [&str; 6] =
    ["Europe/Zurich", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns"];

prop_compose! {
    fn any_person()(zone in prop::sample::select(&ZONES[..]), weekly in any_hours(0..6), contact_hours in any_hours(0..3), away in prop::collection::vec((0i64..30, 0i64..4), 0..3), busy in prop::collection::vec((0i64..700, 1i64..30), 0..4), quiet in prop::option::of((0u32..24, 0u32..24)), start in Just(utc("2026-03-15T00:00")))
    -> Availability {
        let date = |days: i64| start.utc_day().unwrap().plus_days(days).unwrap();
        let time = |hour| TimeOfDay::new(hour, 0).unwrap();
        Availability {
            zone: Zone::new(zone).unwrap(),
            weekly,
            contact_hours,
            away: away.iter().map(|(from, long)| DaySpan::new(date(*from), date(from + long), Field::Absence).unwrap()).collect(),
            busy: busy.iter().map(|(from, long)| Stretch::new(start.plus(from * 3_600_000), start.plus((from + long) * 3_600_000))).collect(),
            quiet: quiet.map(|(from, to)| Quiet { from: time(from), to: time(to) }),
        }
    }
}

fn any_hours(many: std::ops::Range<usize>) -> impl Strategy<Value = Vec<ContactHours>> {
    let one = (prop::sample::select(Weekday::ALL), 0u32..23, 1u32..12).prop_map(|(day, from, long)| {
        let to = TimeOfDay::new((from + long).min(24) % 24, 0).unwrap();
        ContactHours::new(day, TimeOfDay::new(from, 0).unwrap(), to).unwrap()
    });
    prop::collection::vec(one, many)
}

/// An independent check: what a person's wall shows, minute by minute.
fn free(one: &Availability, at: Millis) -> bool {
    let clock = crate::time::ZoneTable::ask(&Tz, &one.zone, at, at.plus(1)).unwrap();
    let wall = clock.wall(at).unwrap();
    let quiet = one.quiet.is_some_and(|quiet| {
        if quiet.from < quiet.to {
            quiet.from <= wall.time && wall.time < quiet.to
        } else {
            quiet.from <= wall.time || wall.time < quiet.to
        }
    });
    one.weekly.iter().any(|hours| hours.holds(wall.day.weekday(), wall.time))
        && !one.away.iter().any(|span| span.holds(wall.day))
        && !one.busy.iter().any(|busy| busy.from <= at && at < busy.to)
        && !quiet
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn what_is_offered_is_free_for_both_and_explained(ann in any_person(), ben in any_person(), days in 1u16..25) {
        let asked = asked("2026-03-15T00:00", days, 12);
        let slots = overlap(&ann, &ben, &asked, &Tz).unwrap();
        for slot in &slots {
            for minute in (0..60).step_by(5) {
                let at = slot.at.plus(minute * 60_000);
                prop_assert!(free(&ann, at) && free(&ben, at), "{:?} {}", slot, minute);
            }
            prop_assert_eq!(slot.points, slot.reasons.iter().map(|reason| reason.points).sum::<u32>());
            let civil = Civil { day: slot.first.day, time: slot.first.time, zone: ann.zone.clone() };
            prop_assert_eq!(civil.resolve(&Tz).unwrap().at, slot.at);
        }
        prop_assert!(slots.windows(2).all(|two| (two[0].points, two[0].at) < (two[1].points, two[1].at)));
        prop_assert_eq!(overlap(&ann, &ben, &asked, &Tz).unwrap(), slots);
    }

    /// Where nothing is offered, there is no hour of the grid that both have.
    #[test]
    fn nothing_is_missed(ann in any_person(), ben in any_person()) {
        let asked = asked("2026-03-15T00:00", 3, 1);
        if overlap(&ann, &ben, &asked, &Tz).unwrap().is_empty() {
            for quarter in 0..(3 * 96 - 4) {
                let at = asked.from.plus(quarter * 900_000);
                let whole = (0..4).all(|part| free(&ann, at.plus(part * 900_000)) && free(&ben, at.plus(part * 900_000)));
                prop_assert!(!whole, "{}", at.0);
            }
        }
    }
}

#[test]
fn the_calendar_has_an_end() {
    let ann = person("Pacific/Kiritimati", hours(Weekday::ALL, "00:00", "00:00"));
    assert!(overlap(&ann, &ann, &asked("2200-12-30T00:00", 2, 3), &Tz).is_err());
    assert_eq!(overlap(&ann, &ann, &asked("2200-12-20T00:00", 2, 3), &Tz).unwrap().len(), 3);
    assert_eq!(Day::LAST, day("2200-12-31"));
}
