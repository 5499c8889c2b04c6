//! Goals as screens show them.

use super::{
    Basis, Celebration, CommentKind, Confidence, GoalStage, GoalState, GoalTurn, Hint, On, Reading, StepState, Wording,
};
use crate::ids::{CommentId, GoalId, MilestoneId, PersonId, ProgressId, RevisionId, SpaceId, StepId};
use crate::numbers::Weight;
use crate::time::{Day, Due, Moment};
pub use rapport_core::goals::{GoalFilter, GoalRow, GoalView};
pub use rapport_core::view::goals::{CommentView, EntryView, GoalCan, MilestoneView, RevisionView, StepView, TurnView};

/// Which goals a list shows.
#[uniffi::remote(Record)]
pub struct GoalFilter {
    /// Only those of this pair, or only private ones: the personal space.
    #[uniffi(default = None)]
    pub space: Option<SpaceId>,
    /// Also those that are over.
    #[uniffi(default = false)]
    pub with_past: bool,
}

/// A goal in a list.
#[uniffi::remote(Record)]
pub struct GoalRow {
    /// Names the goal.
    pub id: GoalId,
    /// Who can read it: the people of this space.
    pub space: SpaceId,
    /// Whether the pair sees it, or only its owner.
    pub shared: bool,
    /// Whose goal it is; none before that was said.
    pub owner: Option<PersonId>,
    /// What its owner is called; empty before that was said.
    pub owner_name: String,
    /// Whether it is that of whoever looks.
    pub mine: bool,
    /// What it is called.
    pub title: String,
    /// Where it stands.
    pub stage: GoalStage,
    /// Thousandths of the way.
    pub progress: u32,
    /// What the progress was read from.
    pub basis: Basis,
    /// How many of its steps are done.
    pub steps_done: u32,
    /// How many steps it has, without those that were given up.
    pub steps: u32,
    /// The first open step; empty when there is none.
    pub next_step: String,
    /// How sure its owner is to reach it.
    pub confidence: Option<Confidence>,
    /// The goal that it is part of.
    pub parent: Option<GoalId>,
    /// The day by which it is to be reached.
    pub due: Option<Day>,
    /// Its day has passed, and it is still worked on.
    pub overdue: bool,
    /// The day to look at it again has come.
    pub review_due: bool,
    /// When it last changed, as its writers' clocks say.
    pub changed: Moment,
}

/// One goal with everything that belongs to it.
#[uniffi::remote(Record)]
pub struct GoalView {
    /// The same that a list shows of it.
    pub row: GoalRow,
    /// Where it stands, with the reason or the other goal where there is one.
    pub state: GoalState,
    /// What it says.
    pub wording: Wording,
    /// The day to look at it again.
    pub review: Option<Day>,
    /// How much it counts among several.
    pub weight: Weight,
    /// Which version of its wording stands; 1 before it was revised.
    pub version: u32,
    /// Who has agreed to this version.
    pub nods: Vec<PersonId>,
    /// What the goal is called that it is part of; empty without one.
    pub parent_title: String,
    /// Goals that are part of it.
    pub below: Vec<GoalRow>,
    /// The stages on the way, in their order.
    pub milestones: Vec<MilestoneView>,
    /// In the order in which they are read: stage by stage.
    pub steps: Vec<StepView>,
    /// How far it had come, entry by entry.
    pub entries: Vec<EntryView>,
    /// What was said about it.
    pub comments: Vec<CommentView>,
    /// What it said before, the oldest first.
    pub revisions: Vec<RevisionView>,
    /// Every turn of its life, the oldest first.
    pub history: Vec<TurnView>,
    /// What is still vague in it.
    pub hints: Vec<Hint>,
    /// What was reached.
    pub celebrations: Vec<Celebration>,
    /// What whoever looks may do to it now; buttons follow it.
    pub can: GoalCan,
    /// Set when a newer app is needed to change it.
    pub needs_update: bool,
}

/// What whoever looks may do to it now.
#[uniffi::remote(Record)]
pub struct GoalCan {
    /// Change its fields.
    pub edit: bool,
    /// Add and change steps.
    pub edit_steps: bool,
    /// Write down how far it has come, and take such an entry away.
    pub progress: bool,
    /// Put it to the other.
    pub propose: bool,
    /// Agree to it.
    pub nod: bool,
    /// Start a private one.
    pub start: bool,
    /// Let it rest.
    pub pause: bool,
    /// Go on with it.
    pub resume: bool,
    /// Say that it is reached.
    pub achieve: bool,
    /// Give it up.
    pub drop: bool,
    /// Change what was agreed, with a reason.
    pub revise: bool,
    /// Share a private one with a pair.
    pub share: bool,
    /// Delete it.
    pub delete: bool,
}

/// A stage on the way to a goal.
#[uniffi::remote(Record)]
pub struct MilestoneView {
    /// Names the stage.
    pub id: MilestoneId,
    /// What it is called.
    pub title: String,
    /// The day by which it is to be reached.
    pub due: Option<Day>,
    /// Somebody marked it as reached.
    pub reached: bool,
    /// It is not reached, and its day has passed.
    pub overdue: bool,
}

/// Something to do, with names beside the ids.
#[uniffi::remote(Record)]
pub struct StepView {
    /// Names the step.
    pub id: StepId,
    /// What is to be done.
    pub text: String,
    /// The stage it belongs to.
    pub milestone: Option<MilestoneId>,
    /// Whose it is to do; none for whoever comes to it.
    pub assignee: Option<PersonId>,
    /// What they are called; empty for whoever comes to it.
    pub assignee_name: String,
    /// By when.
    pub due: Option<Due>,
    /// Open, done, or given up.
    pub state: StepState,
    /// Who ticked it, and when; only of a step that is done.
    pub done_by: Option<PersonId>,
    /// What they are called; empty as long as it is not done.
    pub done_by_name: String,
    /// When it was ticked.
    pub done: Option<Moment>,
    /// It is open, and its time has passed.
    pub overdue: bool,
}

/// What became of a step.
#[uniffi::remote(Enum)]
pub enum StepState {
    Open,
    Done,
    /// Given up; it counts for nothing.
    Cancelled,
}

/// An entry of how far the goal has come.
#[uniffi::remote(Record)]
pub struct EntryView {
    /// Names the entry.
    pub id: ProgressId,
    /// Who wrote it.
    pub by: PersonId,
    /// What they are called.
    pub by_name: String,
    /// When it was written.
    pub at: Moment,
    /// What was found, when something was measured.
    pub reading: Option<Reading>,
    /// A few words; may be empty.
    pub note: String,
}

/// A remark, with the name of whoever made it.
#[uniffi::remote(Record)]
pub struct CommentView {
    /// Names the comment.
    pub id: CommentId,
    /// Who wrote it.
    pub by: PersonId,
    /// What they are called.
    pub by_name: String,
    /// Whether whoever looks wrote it, and may change it.
    pub mine: bool,
    /// When it was written.
    pub at: Moment,
    /// A remark, or a look back.
    pub kind: CommentKind,
    /// What it is about: the goal, a stage or a step.
    pub on: On,
    /// What was said.
    pub text: String,
    /// It was changed later.
    pub edited: bool,
}

/// What the goal said before it was revised.
#[uniffi::remote(Record)]
pub struct RevisionView {
    /// Names the version that it replaced.
    pub id: RevisionId,
    /// What whoever changed it is called.
    pub by_name: String,
    /// When it was changed.
    pub at: Moment,
    /// Its number, for one that stands.
    pub version: Option<u32>,
    /// Why it was changed.
    pub reason: String,
    /// What the goal said before.
    pub was: Wording,
}

/// One turn of its life.
#[uniffi::remote(Record)]
pub struct TurnView {
    /// Who took it.
    pub by: PersonId,
    /// What they are called.
    pub by_name: String,
    /// When.
    pub at: Moment,
    /// What they did.
    pub turn: GoalTurn,
    /// False for one that was rejected when it met the others.
    pub stands: bool,
}
