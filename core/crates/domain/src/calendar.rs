//! The calendar: what repeats, when two people are both free, and the form in
//! which other programs read and write it (RFC 5545).
//!
//! Everything here is arithmetic with dates and wall times. Zones come in
//! through [`crate::time::ZoneRules`]; a gap leads to the later instant and a
//! fold to the first, as everywhere. No answer takes longer because it lies
//! further away: the work grows with the stretch that is asked for.

mod away;
mod free;
pub mod ics;
mod overlap;
mod pattern;
mod recurrence;
mod repeat;
mod rrule;
mod stretch;

pub use away::DaySpan;
pub use free::{Availability, Quiet};
pub use overlap::{Asked, MOST_DAYS, Reason, Side, Slot, SlotCost, overlap};
pub use pattern::{MonthDay, Nth, Pattern};
pub use recurrence::{Met, Occurrence, Recurrence};
pub use repeat::{Ends, MOST_EVERY, Repeat};
pub use rrule::Begins;
pub use stretch::Stretch;
