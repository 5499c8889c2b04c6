//! Why people and settings are not taken, and where it stands.

use crate::obstacle::Obstacle;
use crate::person::Apart;
use rapport_domain::json::FileFault;
use serde::Serialize;
use std::fmt;

/// A part of the way to something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A field, or a name that somebody gave.
    Name(String),
    /// In a list, from nothing.
    Nth(usize),
}

impl From<&str> for Part {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<usize> for Part {
    fn from(nth: usize) -> Self {
        Self::Nth(nth)
    }
}

/// The way to something: `people[3].mentor.slots`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place(pub Vec<Part>);

impl Place {
    /// One step further.
    #[must_use]
    pub fn then(&self, part: impl Into<Part>) -> Self {
        let mut parts = self.0.clone();
        parts.push(part.into());
        Self(parts)
    }

    /// What is wrong there.
    pub fn refused(&self, fault: FileFault) -> Refused {
        Refused { place: self.clone(), fault, barred: None }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, part) in self.0.iter().enumerate() {
            match part {
                Part::Name(name) if nth == 0 => f.write_str(name)?,
                Part::Name(name) => write!(f, ".{name}")?,
                Part::Nth(nth) => write!(f, "[{nth}]")?,
            }
        }
        Ok(())
    }
}

/// What is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub place: Place,
    pub fault: FileFault,
    /// For a lock on a pair that cannot be: what stands in the way.
    pub barred: Option<Barred>,
}

/// What stands in the way of a pair, with all that is needed to say it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Barred {
    pub obstacles: Vec<Obstacle>,
    pub apart: Option<Apart>,
    /// The questions that are a must.
    pub musts: Vec<String>,
    /// Common minutes of a week, and how many of them are needed.
    pub minutes: u32,
    pub least_minutes: u16,
}
