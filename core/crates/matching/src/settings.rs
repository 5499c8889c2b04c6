//! What a programme decides about its matching.

use serde::Serialize;

/// What the score is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Component {
    /// What the mentee wants to learn, and what the mentor knows.
    Skills,
    /// Values and ways of working.
    Style,
    /// Whom each of them wished for.
    Wishes,
    /// Hours of the week that both have.
    Time,
    /// Goals and interests.
    Topics,
    /// The background that the mentee asked for.
    Background,
}

/// How many components there are.
pub const COMPONENTS: usize = 6;

impl Component {
    /// In the order in which weights and bars stand.
    pub const ALL: [Self; COMPONENTS] =
        [Self::Skills, Self::Style, Self::Wishes, Self::Time, Self::Topics, Self::Background];

    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Skills => "skills",
            Self::Style => "style",
            Self::Wishes => "wishes",
            Self::Time => "time",
            Self::Topics => "topics",
            Self::Background => "background",
        }
    }
}

/// What a run is made with. All of it is part of its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// How much each component counts, 0 to 1000, in the order of
    /// [`Component::ALL`].
    pub weights: [u16; COMPONENTS],
    /// The worth below which somebody rather waits for the next round.
    pub floor: u16,
    /// Common minutes of a week without which two are no pair.
    pub least_minutes: u16,
    /// Common minutes from which more do not count.
    pub enough_minutes: u16,
    /// Added for each earlier round that left a mentee unmatched, and at most.
    pub waiting: u16,
    pub waiting_most: u16,
    /// Taken off for each mentee that a mentor has already.
    pub load: u16,
    /// Questions on which both must have an answer in common.
    pub must: Vec<String>,
    /// The smallest group of which anything is told.
    pub least_group: u16,
}

impl Settings {
    /// The most of [`Settings::must`].
    pub const MUSTS: usize = 3;
    /// The most of a weight, a floor and what is added or taken off.
    pub const MOST: u16 = 1_000;
    /// The most that is taken off for one mentee.
    pub const LOAD: u16 = 100;
    /// Minutes of a week.
    pub const WEEK: u16 = 10_080;
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            weights: [350, 200, 200, 100, 100, 50],
            floor: 350,
            least_minutes: 60,
            enough_minutes: 180,
            waiting: 30,
            waiting_most: 90,
            load: 20,
            must: Vec::new(),
            least_group: 5,
        }
    }
}
