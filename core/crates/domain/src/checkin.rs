//! Check-ins: an instrument answered by somebody about themselves or about
//! their pair. Pure: what is asked comes from files, what it means from their
//! scoring rules, and nothing here tells anybody anything.
//!
//! I11: a check-in is its author's. It says nothing about illness, and a low
//! result does two things only: help is shown, and sharing is offered.

mod answers;
mod band;
mod due;
mod help;
mod instrument;
mod key;
mod life;
mod read;
mod score;
pub mod shipped;
mod texts;
mod trend;

pub use crate::json::{Fault, FileFault, Spot};
pub use answers::{Answer, Answers};
pub use band::{Alert, Band, BandEdge, LowRule};
pub use due::{DueCheckIn, Rhythm};
pub use help::{HelpDirectory, HelpEntry};
pub use instrument::{FromTexts, Instrument, Item, ItemKind, Missing, Part, Scale, Scoring, Subject, THOUSAND};
pub use key::Key;
pub use life::{CheckIn, CheckInTurn, CheckIns, Given, MOST, OPEN};
pub use read::ITEMS;
pub use score::PartScore;
pub use texts::{Texts, texts_belong_to};
pub use trend::{Answered, Movement, PartTrend, Point, Trend};

#[cfg(test)]
mod tests;
