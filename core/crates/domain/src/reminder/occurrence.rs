//! Names of what is planned. They do not change when a plan is made anew, so
//! that giving them to a phone again replaces what it has.

use super::Kind;
use crate::rules::Problem;
use crate::time::{Day, TimeOfDay, Wall};
use rapport_ids::CauseId;
use std::fmt;
use std::str::FromStr;

/// One reminder of one thing. Its text is
/// `meeting.cause-0f2k….2026-03-29T02:30.0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OccurrenceId {
    pub kind: Kind,
    pub cause: CauseId,
    /// What it hangs on, see [`super::DueItem::anchor`].
    pub anchor: Wall,
    /// Which time of several: 0 is the first.
    pub rung: u8,
}

/// What a phone shows at once: it bears the name of the first reminder in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PushId {
    Of(OccurrenceId),
    /// Asks to open the app, so that it can plan on.
    Refresh,
}

impl PushId {
    /// Stands before all others.
    pub(super) const FIRST: Self = Self::Of(OccurrenceId {
        kind: Kind::Meeting,
        cause: CauseId::new([0; 16]),
        anchor: Wall { day: Day::FIRST, time: TimeOfDay::MIDNIGHT },
        rung: 0,
    });
}

const REFRESH: &str = "refresh";

impl fmt::Display for OccurrenceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Wall { day, time } = self.anchor;
        write!(f, "{}.{}.{day}T{time}.{}", self.kind.name(), self.cause, self.rung)
    }
}

impl FromStr for OccurrenceId {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let mut parts = text.splitn(4, '.');
        let mut part = || parts.next().ok_or(Problem::UnknownChoice);
        let kind = Kind::from_name(part()?).ok_or(Problem::UnknownChoice)?;
        let cause = part()?.parse().map_err(|_| Problem::UnknownChoice)?;
        let (day, time) = part()?.split_once('T').ok_or(Problem::NotADate)?;
        let rung = part()?;
        let rung = rung.parse().ok().filter(|n: &u8| n.to_string() == rung).ok_or(Problem::NotANumber)?;
        Ok(Self { kind, cause, anchor: Wall { day: day.parse()?, time: time.parse()? }, rung })
    }
}

impl fmt::Display for PushId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Of(id) => id.fmt(f),
            Self::Refresh => f.write_str(REFRESH),
        }
    }
}

impl FromStr for PushId {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        if text == REFRESH { Ok(Self::Refresh) } else { text.parse().map(Self::Of) }
    }
}

crate::time::text_form!(OccurrenceId);
crate::time::text_form!(PushId);
