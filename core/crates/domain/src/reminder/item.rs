//! What is due, as whoever knows it says so. The planner knows nothing else
//! of the thing.

use super::{Because, Kind, When};
use crate::time::{TimeOfDay, Wall, Weekday};
use rapport_ids::CauseId;
use serde::{Deserialize, Serialize};

/// Something a person is to be reminded of. It is due as long as it is in the
/// list; when it is done, wherever that was, it is no longer given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueItem {
    pub cause: CauseId,
    pub kind: Kind,
    /// What it hangs on: the slot of the meeting, the day of the step. When
    /// that moves, it is another reminder.
    pub anchor: Wall,
    pub because: Because,
    /// When to remind, the earliest first; then silence.
    pub rungs: Vec<Rung>,
    /// How urgent a concern is: 1 to 3. 1 for everything else.
    pub severity: u8,
    /// Whether it is a meeting that both agreed on.
    pub agreed: bool,
    /// Whether the person said that it may come inside of their quiet hours.
    pub over_quiet: bool,
    /// Where it stands in a rhythm; none for what comes once.
    pub series: Option<Series>,
}

/// One time at which to remind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung {
    pub when: When,
    /// From then on it would be pointless; a week later when nothing is said.
    pub until: Option<When>,
}

/// One of a rhythm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// The how-manieth it is, from the beginning of the rhythm.
    pub nth: u32,
    /// When it comes each week, when that is its rhythm.
    pub weekly: Option<Weekly>,
}

/// The same time each week, by the clock of the phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weekly {
    pub day: Weekday,
    pub time: TimeOfDay,
}

impl DueItem {
    /// Rungs that one item has at most.
    pub const MOST_RUNGS: usize = 8;

    /// Whether it comes whatever the budget says: a confirmed meeting, or a
    /// concern of the highest severity.
    pub const fn is_exempt(&self) -> bool {
        match self.kind {
            Kind::Meeting => self.agreed,
            Kind::Concern => self.severity >= 3,
            _ => false,
        }
    }
}
