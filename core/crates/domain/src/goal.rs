//! Goals: what somebody wants to reach, with everything that belongs to it.
//! The owner decides; the partner comments, proposes and nods.

mod act;
mod apply;
pub mod hints;
mod life;
pub mod rollup;
mod rows;
mod share;
pub mod tree;
mod wording;

use crate::access::Tier;
use crate::comment::Comment;
use crate::gas::Weight;
use crate::life::{Entry, Stamped};
use crate::made::{Gone, Made};
use crate::members::Members;
use crate::milestone::Milestone;
use crate::progress::ProgressEntry;
use crate::revision::Revision;
use crate::sort;
use crate::step::Step;
use crate::time::Day;
use rapport_ids::{GoalId, PersonId, RevisionId};
use serde::{Deserialize, Serialize};

pub use act::{GoalAct, GoalEdit};
pub use life::{GoalLife, GoalStage, GoalState, GoalTurn};
pub use rows::{Celebration, Cheer, Overdue};
pub use wording::{Confidence, Horizon, Wording};

/// A goal as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    pub id: GoalId,
    /// Who takes part: one person for a private goal, a pair for a shared one.
    pub members: Members,
    /// Its state, owner and nods, as the turns in `history` made them.
    pub life: GoalLife,
    /// Every turn of its life in the common order, rejected ones too.
    pub history: Vec<Entry<GoalTurn>>,
    /// What it says: the part that a revision keeps.
    pub wording: Wording,
    /// The goal it is part of.
    pub parent: Option<GoalId>,
    /// The day to look at it again.
    pub review: Option<Day>,
    /// How sure its owner is to reach it.
    pub confidence: Option<Confidence>,
    /// How much it counts among several goals.
    pub weight: Weight,
    /// In their order.
    pub milestones: Vec<Milestone>,
    /// In their order; steps of several milestones stand mixed.
    pub steps: Vec<Step>,
    /// In the order in which they were written.
    pub progress: Vec<ProgressEntry>,
    /// In the order in which they were written.
    pub comments: Vec<Comment>,
    /// In the order in which they were written.
    pub revisions: Vec<Revision>,
    /// I16: what was deleted inside of it, without content.
    pub gone: Vec<Gone>,
    /// Who deleted the goal itself, and when.
    pub deleted: Option<Made>,
}

impl Goal {
    /// A goal of which nothing is known but where it is.
    pub fn new(id: GoalId, members: Members) -> Self {
        Self {
            id,
            members,
            life: GoalLife::default(),
            history: Vec::new(),
            wording: Wording::default(),
            parent: None,
            review: None,
            confidence: None,
            weight: Weight::default(),
            milestones: Vec::new(),
            steps: Vec::new(),
            progress: Vec::new(),
            comments: Vec::new(),
            revisions: Vec::new(),
            gone: Vec::new(),
            deleted: None,
        }
    }

    /// The same goal after these turns: state and verdicts from a replay,
    /// versions numbered by the revisions that stand. Whoever reads a goal
    /// from a document fills its fields and ends with this; the order in
    /// which turns and items come in does not matter (I15).
    pub fn with_history(mut self, events: impl IntoIterator<Item = Stamped<GoalTurn>>) -> Self {
        let life = GoalLife::replay(&self.members, events);
        self.life = life.state;
        self.history = life.history;
        let versions: Vec<RevisionId> = self.standing_revisions().collect();
        for revision in &mut self.revisions {
            let place = versions.iter().position(|id| *id == revision.id);
            revision.version = place.and_then(|place| u32::try_from(place + 1).ok());
        }
        self.sorted()
    }

    fn standing_revisions(&self) -> impl Iterator<Item = RevisionId> + '_ {
        self.history.iter().filter(|entry| entry.stands()).filter_map(|entry| match entry.event.turn {
            GoalTurn::Revise { revision } => Some(revision),
            _ => None,
        })
    }

    /// Milestones and steps by their place, ties by identifier.
    fn sorted(mut self) -> Self {
        sort::by(&mut self.milestones, |a, b| (&a.order, a.id).cmp(&(&b.order, b.id)));
        sort::by(&mut self.steps, |a, b| (&a.order, a.id).cmp(&(&b.order, b.id)));
        self
    }

    /// I16: what stays of a deleted goal: its identifier, its owner, who began
    /// it and when, and who deleted it. Nothing that anybody wrote.
    pub fn tombstone(self, deleted: Made) -> Self {
        let life = GoalLife { owner: self.life.owner, begun: self.life.begun, ..GoalLife::default() };
        Self { life, deleted: Some(deleted), ..Self::new(self.id, self.members) }
    }

    /// How far it can be read: by its owner alone, or by the pair.
    pub fn tier(&self) -> Tier {
        self.members.tier()
    }

    /// Whose it is; nothing before it was begun.
    pub const fn owner(&self) -> Option<PersonId> {
        self.life.owner
    }

    /// Whether there is something to show: begun, and not deleted.
    pub const fn is_here(&self) -> bool {
        self.life.begun.is_some() && self.deleted.is_none()
    }

    /// Where it stands, without what belongs to it there.
    pub const fn stage(&self) -> GoalStage {
        self.life.state.stage()
    }
}

#[cfg(test)]
mod tests;
