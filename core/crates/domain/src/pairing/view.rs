//! What time alone does to a pairing: offers expire, ends come, closings are
//! over. Views of facts and today; no device writes one because its clock
//! says so.

use super::{EndReason, PairingKind, PairingLife, PairingState};
use crate::time::Day;

/// Days that an offer can be answered.
pub const OFFER_DAYS: i64 = 7;
/// Days that a pairing can rest at once.
pub const HOLD_DAYS: i64 = 60;
/// Days after which a closing is over without a last meeting.
pub const CLOSING_DAYS: i64 = 14;

impl PairingLife {
    /// The state as seen on a day.
    ///
    /// - An offer that was not answered within seven days has expired.
    /// - An active pairing whose last day is over is closing (I22: it never
    ///   ends at once).
    /// - A closing of more than fourteen days is an end; of two who had opted
    ///   in before, they are connected.
    /// - A rest that is over stays a rest until somebody resumes
    ///   ([`Self::hold_is_over`]).
    pub fn as_of(&self, today: Day) -> Self {
        let days_since = |day: Day| today.epoch_days() - day.epoch_days();
        let state = match &self.state {
            PairingState::Proposed { on, .. } if days_since(*on) > OFFER_DAYS => PairingState::Expired,
            PairingState::Active => match self.end {
                Some(end) if today > end => self.closing(EndReason::Time, end, today),
                _ => PairingState::Active,
            },
            PairingState::Closing { reason, on } => self.closing(*reason, *on, today),
            other => other.clone(),
        };
        Self { state, ..self.clone() }
    }

    fn closing(&self, reason: EndReason, on: Day, today: Day) -> PairingState {
        if today.epoch_days() - on.epoch_days() <= CLOSING_DAYS {
            return PairingState::Closing { reason, on };
        }
        let both = [self.mentor, self.mentee].into_iter().flatten().all(|person| self.opted_in.contains(&person));
        if both { PairingState::Connected { reason } } else { PairingState::Ended { reason } }
    }

    /// Whether it rests and the last day of the rest has passed: time to ask
    /// both whether they go on.
    pub fn hold_is_over(&self, today: Day) -> bool {
        matches!(self.state, PairingState::OnHold { until } if today > until)
    }

    /// Whether the rules of programmes (capacity, agreement, cycle) bind it.
    pub fn is_in_cycle(&self) -> bool {
        self.kind == Some(PairingKind::InCycle)
    }
}
