//! Days with what takes place on them, as a calendar on the wall shows them.

use super::{MeetingRow, row};
use crate::error::NodeResult;
use crate::view::Lens;
use crate::view::series::unopened;
use rapport_domain::calendar::DaySpan;
use rapport_domain::meeting::MeetingStage;
use rapport_domain::sort;
use rapport_domain::time::{Civil, Day, TimeOfDay, ZoneTable};
use rapport_domain::{Field, Millis, Problem, RuleBroken};
use rapport_ids::{MeetingId, SeriesId, SpaceId};
use rapport_store::projections::meetings;
use std::collections::BTreeMap;

/// Days that are looked through at once.
const MOST_DAYS: i64 = 366;
/// Meetings that are read of these days.
const MOST: u32 = 5_000;

/// A day on which something takes place, or was to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CalendarDay {
    pub day: Day,
    /// The earliest first.
    pub entries: Vec<CalendarEntry>,
}

/// A meeting, or a time of a series of which nobody has opened the meeting.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CalendarEntry {
    /// When it begins on the wall of whoever looks.
    pub time: TimeOfDay,
    pub minutes: u32,
    pub title: String,
    /// What the other one of the pair is called.
    pub with: String,
    /// Proposed, confirmed, held, logged or missed.
    pub stage: MeetingStage,
    pub meeting: Option<MeetingId>,
    /// The series of such a time.
    pub series: Option<SeriesId>,
}

/// The days from `first` to `last` on which two meet, in order; days without
/// anything are left out. What was called off or moved away does not count.
///
/// # Errors
/// A last day before the first one, more than a year, a zone that is unknown
/// here; the storage failed.
pub fn days(lens: &Lens<'_>, space: Option<SpaceId>, first: Day, last: Day) -> NodeResult<Vec<CalendarDay>> {
    let span = DaySpan::new(first, last, Field::Until)?;
    if last.epoch_days() - first.epoch_days() >= MOST_DAYS {
        let furthest = first.plus_days(MOST_DAYS - 1).unwrap_or(Day::LAST);
        return Err(Problem::DateOutOfRange { first, last: furthest }.of(Field::Until).into());
    }
    let wall = Wall::new(lens, span)?;
    let mut all: BTreeMap<Day, Vec<CalendarEntry>> = BTreeMap::new();
    let mut put = |day: Day, entry: CalendarEntry| {
        if span.holds(day) {
            all.entry(day).or_default().push(entry);
        }
    };
    // Days of two zones differ by at most one.
    let (from, to) = (first.epoch_days() - 1, last.epoch_days() + 1);
    for stored in meetings::between(lens.conn, space.as_ref(), from, to, MOST)? {
        let row = row(lens, &stored)?;
        if counts(row.stage) {
            let (day, time) = wall.shows(row.begins, &row.slot);
            put(day, of_meeting(row, time));
        }
    }
    for (series, time) in unopened(lens, space, wall.from, wall.to)? {
        let (day, at) = wall.shows(Some(time.begins), &time.slot);
        let stage = if time.agreed { MeetingStage::Confirmed } else { MeetingStage::Proposed };
        let (title, with) = (series.title, series.with);
        let entry = CalendarEntry {
            time: at,
            minutes: time.minutes,
            title,
            with,
            stage,
            meeting: None,
            series: Some(series.id),
        };
        put(day, entry);
    }
    let sorted = |(day, mut entries): (Day, Vec<CalendarEntry>)| {
        sort::by_key(&mut entries, |entry| (entry.time, entry.meeting, entry.series));
        CalendarDay { day, entries }
    };
    Ok(all.into_iter().map(sorted).collect())
}

const fn counts(stage: MeetingStage) -> bool {
    use MeetingStage::{Confirmed, Held, Logged, Missed, Proposed};
    matches!(stage, Proposed | Confirmed | Held | Logged | Missed)
}

fn of_meeting(row: MeetingRow, time: TimeOfDay) -> CalendarEntry {
    let MeetingRow { id, title, with, stage, minutes, .. } = row;
    CalendarEntry { time, minutes, title, with, stage, meeting: Some(id), series: None }
}

/// The clock and calendar of whoever looks, over these days.
struct Wall {
    table: ZoneTable,
    from: Millis,
    to: Millis,
}

impl Wall {
    fn new(lens: &Lens<'_>, span: DaySpan) -> NodeResult<Self> {
        let here = lens.here();
        let midnight = |day: Day| -> Result<Millis, RuleBroken> {
            let civil = Civil { day, time: TimeOfDay::MIDNIGHT, zone: here.zone.clone() };
            Ok(civil.resolve(here.rules).map_err(|problem| problem.of(Field::Zone))?.at)
        };
        let from = midnight(span.first())?;
        let to = match span.last().plus_days(1) {
            Ok(after) => midnight(after)?,
            // The calendar ends with that day.
            Err(_) => midnight(span.last())?.plus(Millis::HOURS_24),
        };
        // Meetings of the days before and after in other zones are asked for as well.
        let (early, late) = (from.plus(-2 * Millis::HOURS_24), to.plus(2 * Millis::HOURS_24));
        let table = ZoneTable::ask(here.rules, here.zone, early, late).map_err(|problem| problem.of(Field::Zone))?;
        Ok(Self { table, from, to })
    }

    /// Where an instant stands here; where nobody knows when that is, what was
    /// agreed.
    fn shows(&self, begins: Option<Millis>, slot: &Civil) -> (Day, TimeOfDay) {
        let wall = begins.and_then(|at| self.table.wall(at).ok()).unwrap_or_else(|| slot.wall());
        (wall.day, wall.time)
    }
}
