//! The life of one reminder.

use super::Held;
use crate::reminder::When;
use crate::time::Millis;
use crate::words::plain;
use serde::{Deserialize, Serialize};

plain! {
    /// Where a reminder stands.
    OccurrenceState in "reminder.state" {
        Planned = "planned",
        Shown = "shown",
        /// What it was about was done from it.
        Done = "done",
        Snoozed = "snoozed",
        Dismissed = "dismissed",
        /// Its time passed before it could be shown.
        Expired = "expired",
        /// It was left out, with a reason.
        Suppressed = "suppressed",
        /// The phone did not show it in time; it is planned anew.
        Missed = "missed",
    }
}

/// One thing that happened to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// When, by the clock of the phone.
    pub at: Millis,
    pub state: OccurrenceState,
    /// For when it was planned, or until when it was put off.
    pub slot: Option<Millis>,
    /// What moved it or left it out.
    pub held: Option<Held>,
}

/// When it is to come again, as the person chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutOff {
    pub when: When,
    pub over_quiet: bool,
}

/// What is known of a reminder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub state: OccurrenceState,
    /// When it is to be shown, or was planned to be.
    pub slot: Option<Millis>,
    /// Whether it was first planned when its time had passed already.
    pub late: bool,
    /// How often it was put off.
    pub snoozes: u8,
    /// The last time it was put off; stays when it has come.
    pub put_off: Option<PutOff>,
    /// Its life, the oldest first; the middle of a long one is left out.
    pub marks: Vec<Mark>,
}

impl Default for Record {
    fn default() -> Self {
        Self {
            state: OccurrenceState::Suppressed,
            slot: None,
            late: false,
            snoozes: 0,
            put_off: None,
            marks: Vec::new(),
        }
    }
}

/// Marks that are kept of one reminder.
const MOST_MARKS: usize = 24;

impl Record {
    /// Whether it has come and gone: it is not planned any more.
    pub const fn is_over(&self) -> bool {
        matches!(self.state, OccurrenceState::Shown | OccurrenceState::Done | OccurrenceState::Dismissed)
    }

    /// Whether it was handed out for a time that has passed, and nobody has
    /// said yet what became of it.
    pub fn is_out(&self, now: Millis) -> bool {
        self.state == OccurrenceState::Planned && self.slot.is_some_and(|slot| slot < now)
    }

    /// Whether it waits for the time that the person chose.
    pub fn is_put_off(&self) -> bool {
        self.put_off.is_some() && !self.is_over()
    }

    pub(super) fn planned(&mut self, now: Millis, slot: Millis, held: Option<Held>, late: bool) {
        if self.slot.is_none() {
            self.late = late;
        }
        if self.state != OccurrenceState::Planned || self.slot != Some(slot) {
            self.mark(Mark { at: now, state: OccurrenceState::Planned, slot: Some(slot), held });
        }
        self.slot = Some(slot);
    }

    pub(super) fn left_out(&mut self, now: Millis, why: Held) {
        let state = if why == Held::TooLate { OccurrenceState::Expired } else { OccurrenceState::Suppressed };
        if self.state != state || self.marks.last().is_none_or(|mark| mark.held != Some(why)) {
            self.mark(Mark { at: now, state, slot: None, held: Some(why) });
        }
    }

    pub(super) fn shown(&mut self, at: Millis, loud: bool) {
        let held = (!loud).then_some(Held::Silent);
        self.mark(Mark { at, state: OccurrenceState::Shown, slot: Some(at), held });
        self.slot = Some(at);
    }

    pub(super) fn missed(&mut self, now: Millis) {
        self.mark(Mark { at: now, state: OccurrenceState::Missed, slot: self.slot, held: None });
    }

    pub(super) fn mark(&mut self, mark: Mark) {
        self.state = mark.state;
        if self.marks.len() >= MOST_MARKS {
            self.marks.remove(MOST_MARKS / 2);
        }
        self.marks.push(mark);
    }
}
