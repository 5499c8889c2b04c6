//! When two people on two continents are both free in the next eight weeks.

use crate::input::Input;
use crate::row::Row;
use crate::stats::{Bound, percentile};
use crate::world::zones::Zones;
use rapport_domain::Field;
use rapport_domain::calendar::{Asked, Availability, DaySpan, Quiet, Stretch, overlap};
use rapport_domain::meeting::Minutes;
use rapport_domain::person::ContactHours;
use rapport_domain::time::{CachedZones, Day, Millis, TimeOfDay, Weekday, Zone};
use std::hint::black_box;
use std::time::Instant;

const TIMES: usize = 200;
/// 2 March 2026: both clocks change within eight weeks, on different days.
const BEGINS: Millis = Millis(1_772_409_600_000);

pub fn rows(_: &Input) -> Vec<Row> {
    // A phone asks its system once and keeps the answer.
    let zones = CachedZones::new(Zones);
    let (ann, ben) = (person("Europe/Zurich"), person("America/New_York"));
    let asked = Asked { from: BEGINS, days: 56, minutes: Minutes::new(60).expect("minutes"), most: 10 };
    let mut ours = Vec::new();
    for _ in 0..TIMES {
        let began = Instant::now();
        let slots = black_box(overlap(black_box(&ann), black_box(&ben), &asked, &zones).expect("slots"));
        ours.push(began.elapsed().as_secs_f64() * 1e3);
        assert_eq!(slots.len(), asked.most);
    }
    vec![Row {
        name: "free time of two over 8 weeks, p99".to_owned(),
        unit: "ms",
        ours: percentile(&ours, 99).unwrap_or(f64::NAN),
        floor: None,
        bound: Some(Bound::Most(1.0)),
        source: "three stretches a day, absences, 40 other dates".to_owned(),
    }]
}

fn person(zone: &str) -> Availability {
    let hour = |hour| TimeOfDay::new(hour, 0).expect("a time");
    let hours = |from, to| {
        let all = Weekday::ALL.iter();
        all.map(move |day| ContactHours::new(*day, hour(from), hour(to)).expect("hours")).collect::<Vec<_>>()
    };
    let day = |days| Day::from_epoch_days(BEGINS.0 / Millis::HOURS_24 + days).expect("a day");
    let busy = (0..40).map(|nth| BEGINS.plus(nth * 30 * 3_600_000));
    Availability {
        zone: Zone::new(zone).expect("a zone"),
        weekly: [hours(7, 12), hours(13, 18), hours(19, 22)].concat(),
        contact_hours: hours(9, 19),
        away: vec![DaySpan::new(day(20), day(24), Field::Absence).expect("days")],
        busy: busy.map(|from| Stretch { from, to: from.plus(3_600_000) }).collect(),
        quiet: Some(Quiet { from: hour(21), to: hour(8) }),
    }
}
