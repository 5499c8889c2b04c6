//! Who made something and when; and what stays when it is deleted.

use crate::rules::Thing;
use crate::time::Millis;
use rapport_ids::{AgendaItemId, CommentId, MilestoneId, PersonId, ProgressId, SectionId, StepId};
use serde::{Deserialize, Serialize};

/// Who did something, and when by their clock. The time is for reading only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    pub by: PersonId,
    pub at: Millis,
}

/// The identifier of something inside a goal, a meeting or a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemId {
    Milestone(MilestoneId),
    Step(StepId),
    Progress(ProgressId),
    Comment(CommentId),
    AgendaItem(AgendaItemId),
    Section(SectionId),
}

impl ItemId {
    /// What kind of thing it names.
    pub const fn thing(self) -> Thing {
        match self {
            Self::Milestone(_) => Thing::Milestone,
            Self::Step(_) => Thing::Step,
            Self::Progress(_) => Thing::Progress,
            Self::Comment(_) => Thing::Comment,
            Self::AgendaItem(_) => Thing::AgendaItem,
            Self::Section(_) => Thing::Section,
        }
    }
}

/// I16: what stays of something deleted: its identifier, its author and its
/// time. There is no field that could hold its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    pub id: ItemId,
    pub made: Made,
}

impl Gone {
    /// Whether something with this identifier stands among these.
    pub(crate) fn holds(gone: &[Self], id: ItemId) -> bool {
        gone.iter().any(|one| one.id == id)
    }
}
