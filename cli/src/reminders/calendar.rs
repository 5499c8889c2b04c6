//! A plan as a calendar file: only what a lock screen would say.

use super::show::line;
use crate::failed::Stop;
use crate::zones::{Zones, system_zone};
use rapport_core::Failure;
use rapport_core::domain::Field;
use rapport_core::domain::calendar::ics::{Entry, Method, Status, write};
use rapport_core::domain::meeting::Minutes;
use rapport_core::domain::time::{Civil, Zone};
use rapport_core::reminders::{Plan, Push};

/// How long one lasts in a calendar.
const MINUTES: i64 = 15;

pub(super) fn written(plan: &Plan) -> Result<String, Stop> {
    let zone = Zone::new(&system_zone()).map_err(|problem| Failure::from(problem.of(Field::Zone)))?;
    let minutes = Minutes::new(MINUTES).map_err(Failure::from)?;
    let entries: Vec<_> = plan.pushes.iter().map(|push| entry(plan, push, &zone, minutes)).collect();
    Ok(write(&entries, Method::Publish, &Zones).map_err(Failure::from)?)
}

/// A later file changes what an earlier one brought: its number is the minute
/// in which it was planned.
fn entry(plan: &Plan, push: &Push, zone: &Zone, minutes: Minutes) -> Entry {
    Entry {
        uid: push.id.to_string(),
        sequence: u32::try_from(plan.now.0 / 60_000).unwrap_or_default(),
        stamp: plan.now,
        start: Civil { day: push.wall.day, time: push.wall.time, zone: zone.clone() },
        minutes,
        title: line(&push.text),
        place: String::new(),
        status: Status::Confirmed,
        repeats: None,
    }
}
