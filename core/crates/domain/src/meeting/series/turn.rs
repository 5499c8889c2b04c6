//! What people do to a series.

use super::Plan;
use crate::calendar::DaySpan;
use crate::meeting::CancelReason;
use crate::rules::{Field, RuleBroken};
use crate::text::{self, limit};
use crate::time::{Civil, Day};
use serde::{Deserialize, Serialize};

/// A turn in the life of a series. A single time is named by the day that the
/// plan gave it, wherever it was moved since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeriesTurn {
    Propose(Plan),
    /// Says yes to the other's proposal.
    Confirm,
    /// Wishes one time elsewhere: it stands there from now on, and waits for
    /// the other's yes.
    MoveOne {
        of: Day,
        to: Civil,
    },
    /// Says yes to exactly that place of one time.
    AgreeOne {
        of: Day,
        to: Civil,
    },
    /// Wishes another plan from its first day on. Until the other says yes, the
    /// plan of before goes on.
    MoveRest(Plan),
    /// Says yes to exactly that plan.
    AgreeRest(Plan),
    /// Leaves one time out.
    Skip {
        of: Day,
        reason: CancelReason,
        note: String,
    },
    /// No meeting on these days, those that were moved there excepted.
    Pause(DaySpan),
    /// Ends what is left of any pause with this day.
    Resume {
        from: Day,
    },
    /// Ends the series; what was held stays as it was.
    Cancel {
        reason: CancelReason,
        note: String,
    },
    /// A turn that only a newer version of the software understands.
    Newer,
}

impl SeriesTurn {
    /// The turn as it will be written.
    ///
    /// # Errors
    /// When the note cannot be taken.
    pub fn tidy(self) -> Result<Self, RuleBroken> {
        let words = |note: &str| text::optional_prose(Field::Reason, note, limit::ANSWER);
        Ok(match self {
            Self::Skip { of, reason, note } => Self::Skip { of, reason, note: words(&note)? },
            Self::Cancel { reason, note } => Self::Cancel { reason, note: words(&note)? },
            other => other,
        })
    }
}
