//! Which maps each kind of document begins with. Frozen: what stands here is
//! part of the bytes that every phone derives. What comes later comes as a
//! part.

use crate::kind::DocKind;

/// The maps at the root of one kind of document, in the order they are made.
#[derive(Debug)]
pub(crate) struct Shape {
    pub(crate) maps: &'static [&'static str],
}

/// Turns of a life: written once, never changed.
pub(crate) const EVENTS: &str = "events";

impl Shape {
    pub(crate) fn of(kind: DocKind) -> &'static Self {
        match kind {
            DocKind::Profile | DocKind::FreeTimes => &Self { maps: &[] },
            DocKind::Pairing => &Self { maps: &[EVENTS] },
            DocKind::Goal => &Self { maps: &[EVENTS, "milestones", "steps", "progress", "comments", "revisions"] },
            DocKind::Meeting => &Self { maps: &[EVENTS, "agenda", "attendance", "steps"] },
            DocKind::Note => &Self { maps: &["sections"] },
            DocKind::Keyring => &Self { maps: &["spaces", "invites"] },
            DocKind::Settings => &Self { maps: &["values"] },
            DocKind::CheckIns | DocKind::Series => &Self { maps: &[EVENTS] },
        }
    }
}
