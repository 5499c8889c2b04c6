//! Identifiers of what people work with. A thing with a document of its own is
//! named by that document; a thing inside one is named by time and chance.

use crate::DocId;
use crate::macros::id;

macro_rules! document_id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        id!($(#[$doc])* $name, 16, $prefix);

        impl $name {
            /// The document that holds it.
            pub const fn doc(self) -> DocId {
                DocId::new(self.0)
            }
        }

        impl From<DocId> for $name {
            fn from(doc: DocId) -> Self {
                Self(*doc.as_bytes())
            }
        }
    };
}

macro_rules! item_id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        id!($(#[$doc])* $name, 16, $prefix);

        impl $name {
            /// Makes one from the time of making and ten random bytes; later
            /// ones sort after earlier ones. Nothing trusts the time inside.
            pub fn from_parts(made_ms: i64, random: [u8; 10]) -> Self {
                Self(time_ordered(made_ms, random))
            }
        }
    };
}

/// Six bytes of milliseconds since 1970 (clamped to what fits), ten of chance.
fn time_ordered(made_ms: i64, random: [u8; 10]) -> [u8; 16] {
    let ms = u64::try_from(made_ms).unwrap_or(0).min((1 << 48) - 1);
    let mut bytes = [0; 16];
    bytes[..6].copy_from_slice(&ms.to_be_bytes()[2..]);
    bytes[6..].copy_from_slice(&random);
    bytes
}

document_id!(
    /// Something a mentee wants to reach.
    GoalId, "goal"
);
document_id!(
    /// A meeting of a pair.
    MeetingId, "meeting"
);
document_id!(
    /// Meetings of a pair that come again and again.
    SeriesId, "series"
);
document_id!(
    /// A note that people write together, or one that is somebody's own.
    NoteId, "note"
);
document_id!(
    /// A mentor and a mentee who work together.
    PairingId, "pairing"
);
item_id!(
    /// A stage on the way to a goal.
    MilestoneId, "milestone"
);
item_id!(
    /// Something to do, for a goal or from a meeting.
    StepId, "step"
);
item_id!(
    /// One entry of how far a goal has come.
    ProgressId, "progress"
);
item_id!(
    /// A remark on something shared.
    CommentId, "comment"
);
item_id!(
    /// One version of a goal's wording, kept when it is revised.
    RevisionId, "revision"
);
item_id!(
    /// A point to talk about in a meeting.
    AgendaItemId, "agenda"
);
item_id!(
    /// A part of a note: one text of its own.
    SectionId, "section"
);
item_id!(
    /// One act in the life of something: proposed, confirmed, achieved.
    EventId, "event"
);

item_id!(
    /// What a reminder is about, whatever kind of thing that is.
    CauseId, "cause"
);

impl From<DocId> for CauseId {
    /// A thing with a document of its own.
    fn from(doc: DocId) -> Self {
        Self(*doc.as_bytes())
    }
}

impl From<StepId> for CauseId {
    fn from(step: StepId) -> Self {
        Self(*step.as_bytes())
    }
}

item_id!(
    /// One answered check-in. A copy that was shared has the id of its original.
    CheckInId, "checkin"
);

impl From<AgendaItemId> for SectionId {
    /// The section of a note that belongs to an agenda item has its id.
    fn from(item: AgendaItemId) -> Self {
        Self(*item.as_bytes())
    }
}

#[cfg(test)]
mod tests;
