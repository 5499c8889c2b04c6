//! How values of the domain are written into documents: short texts that are
//! replaced as a whole, so that no half of one ever merges with half of
//! another. What cannot be read is something newer.

mod checkin;
mod free;
mod hours;
mod measure;
mod series;
mod turn;

pub(crate) use checkin::{read_checkin_turn, write_checkin_turn};
pub(crate) use free::{read_busy, read_days, read_quiet, write_busy, write_days, write_quiet};
pub(crate) use hours::{read_hours, read_languages, write_hours, write_languages};
pub(crate) use measure::{read_measure, read_reading, write_measure, write_reading};
pub(crate) use series::{read_series_turn, write_series_turn};
pub(crate) use turn::{
    read_goal_turn, read_meeting_turn, read_pairing_turn, write_goal_turn, write_meeting_turn, write_pairing_turn,
};

use rapport_domain::comment::On;
use rapport_domain::meeting::Carried;

/// What a comment is about: nothing for the whole.
pub(crate) fn write_on(on: &On) -> Option<String> {
    match on {
        On::Whole => None,
        On::Milestone(id) => Some(id.to_string()),
        On::Step(id) => Some(id.to_string()),
    }
}

pub(crate) fn read_on(text: &str) -> Option<On> {
    text.parse().map(On::Milestone).or_else(|_| text.parse().map(On::Step)).ok()
}

/// The point of an earlier meeting: the meeting, a space, the point.
pub(crate) fn write_carried(carried: &Carried) -> String {
    format!("{} {}", carried.meeting, carried.item)
}

pub(crate) fn read_carried(text: &str) -> Option<Carried> {
    let (meeting, item) = text.split_once(' ')?;
    Some(Carried { meeting: meeting.parse().ok()?, item: item.parse().ok()? })
}

#[cfg(test)]
mod tests;
