//! Rules of repetition as RFC 5545 writes them (`RRULE`), of which a part is
//! read and written: days, weeks with their weekdays, months by date or by a
//! weekday, and years where they are every twelfth month.

mod parts;
mod read;

pub(super) use read::{date_of, time_of};

use super::{Ends, MonthDay, Pattern, Repeat};
use crate::rules::Problem;
use crate::time::{Civil, Day, Millis, Wall, Weekday, ZoneRules};
use std::fmt::Write;

pub use read::Begins;

/// The two letters of a weekday.
pub(super) const fn letters(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

/// `20260329`.
pub(super) fn date_text(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// `20260329T023000`.
pub(super) fn wall_text(wall: Wall) -> String {
    format!("{}T{:02}{:02}00", date_text(wall.day), wall.time.hour(), wall.time.minute())
}

/// `20260329T013000Z`.
///
/// # Errors
/// [`Problem::DateOutOfRange`].
pub(super) fn utc_text(at: Millis) -> Result<String, Problem> {
    Ok(format!("{}Z", wall_text(Wall::in_utc(at)?)))
}

impl Repeat {
    /// The value of an `RRULE` of something that begins with `start`. The end is
    /// written in UTC, as the standard asks where the start has a zone.
    ///
    /// # Errors
    /// [`Problem::UnknownZone`], [`Problem::ZoneAnswer`].
    pub fn to_rrule(&self, start: &Civil, rules: &dyn ZoneRules) -> Result<String, Problem> {
        let mut text = String::from(match self.pattern() {
            Pattern::Daily => "FREQ=DAILY",
            Pattern::Weekly { .. } => "FREQ=WEEKLY",
            Pattern::MonthDay(_) | Pattern::MonthWeekday { .. } => "FREQ=MONTHLY",
        });
        // A string takes everything that is written to it.
        let mut put = |part: std::fmt::Arguments<'_>| {
            let _ = text.write_fmt(part);
        };
        if self.every() > 1 {
            put(format_args!(";INTERVAL={}", self.every()));
        }
        match self.pattern() {
            Pattern::Daily => {}
            Pattern::Weekly { days, begins } => {
                let days: Vec<&str> = days.iter().map(|day| letters(*day)).collect();
                put(format_args!(";BYDAY={}", days.join(",")));
                if *begins != Weekday::Monday {
                    put(format_args!(";WKST={}", letters(*begins)));
                }
            }
            Pattern::MonthDay(MonthDay::Date(date)) => put(format_args!(";BYMONTHDAY={date}")),
            Pattern::MonthDay(MonthDay::Last) => put(format_args!(";BYMONTHDAY=-1")),
            Pattern::MonthWeekday { nth, day } => put(format_args!(";BYDAY={}{}", nth.number(), letters(*day))),
        }
        match self.ends() {
            Ends::Never => {}
            Ends::After(count) => put(format_args!(";COUNT={count}")),
            Ends::On(day) => {
                let last = Civil { day, ..start.clone() }.resolve(rules)?;
                put(format_args!(";UNTIL={}", utc_text(last.at)?));
            }
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests;
