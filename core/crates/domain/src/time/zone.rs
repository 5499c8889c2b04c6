//! Names of time zones, and the port that knows their rules. A phone answers
//! from its operating system; the core keeps no table of zones.

use super::Millis;
use crate::rules::Problem;
use std::fmt;

/// The name of a time zone as the IANA database writes it: `Europe/Zurich`.
/// Whether it exists is known only to [`ZoneRules`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zone(String);

impl Zone {
    /// Bytes of the longest name taken.
    pub const LONGEST: usize = 64;

    /// # Errors
    /// [`Problem::NotAZone`].
    pub fn new(name: &str) -> Result<Self, Problem> {
        let part = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_alphanumeric())
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'+'))
        };
        if name.len() > Self::LONGEST || !name.split('/').all(part) {
            return Err(Problem::NotAZone);
        }
        Ok(Self(name.to_owned()))
    }

    /// Universal time.
    pub fn utc() -> Self {
        Self("UTC".to_owned())
    }

    /// The name as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Zone {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        Self::new(text)
    }
}

super::text_form!(Zone);

/// From a moment on, clocks of a zone stand so far ahead of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    pub at: Millis,
    /// Seconds ahead of UTC; behind it when negative.
    pub offset_s: i32,
}

/// No zone of that name is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownZone;

impl fmt::Display for UnknownZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown time zone")
    }
}

impl std::error::Error for UnknownZone {}

impl From<UnknownZone> for Problem {
    fn from(_: UnknownZone) -> Self {
        Self::UnknownZone
    }
}

/// Where the rules of time zones come from. All arithmetic with gaps and
/// folds is the core's; the port only lists when clocks change.
pub trait ZoneRules {
    /// What the clocks of a zone do from `from` (included) to `to` (not
    /// included): first the offset in force at `from`, in an entry at `from`
    /// or before it, then every change after `from`, in order.
    ///
    /// # Errors
    /// [`UnknownZone`] when there is no such zone.
    fn transitions(&self, zone: &Zone, from: Millis, to: Millis) -> Result<Vec<Transition>, UnknownZone>;
}

impl<R: ZoneRules + ?Sized> ZoneRules for &R {
    fn transitions(&self, zone: &Zone, from: Millis, to: Millis) -> Result<Vec<Transition>, UnknownZone> {
        (**self).transitions(zone, from, to)
    }
}
