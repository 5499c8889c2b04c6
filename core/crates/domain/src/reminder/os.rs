//! What a phone's system lets an app plan ahead (I21).

use super::PushId;
use super::item::Weekly;
use crate::time::{Millis, Wall};
use serde::{Deserialize, Serialize};

/// The system that has to be content with a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OsBudget {
    /// Takes a list of requests and shows them without the app. It forgets
    /// some in silence when there are many, so it gets few.
    Ios,
    /// Wakes the app for one alarm at a time, within a window.
    Android {
        /// Whether the person let the app ring to the minute.
        exact: bool,
    },
    /// Shows nothing by itself: the app has to be running.
    None,
}

impl OsBudget {
    /// Requests that are planned at once.
    pub const MOST_REQUESTS: usize = 40;
    /// Days that are planned ahead.
    pub const DAYS: i64 = 14;
    /// The shortest window that an alarm may have, in milliseconds.
    pub const WINDOW_MS: i64 = 10 * 60_000;
}

/// What to hand to the system. It replaces all that it was given before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handed {
    /// Nearest first.
    Requests(Vec<Request>),
    /// The next one; nothing when there is none.
    Alarm(Option<Alarm>),
    Nothing,
}

/// One entry in the system's own list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    pub push: PushId,
    pub at: Millis,
    /// What the clock of the phone shows then.
    pub wall: Wall,
    /// Whether it goes by the clock of the phone wherever that is, and not by
    /// the moment: a journey must not bring it in the night.
    pub floats: bool,
    /// Comes again each week by itself; counts once.
    pub repeats: Option<Weekly>,
}

/// When to wake the app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarm {
    pub push: PushId,
    pub at: Millis,
    /// How much later the system may be, in milliseconds; 0 for to the minute.
    pub window_ms: i64,
}
