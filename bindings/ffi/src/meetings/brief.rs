//! What one wants to know before a meeting.

use super::MeetingRow;
use super::view::AgendaView;
use crate::goals::{GoalStage, StepView};
use crate::ids::GoalId;
pub use rapport_core::meetings::{BriefGoal, BriefStep, BriefView, MeetingCounts};

/// What one wants to know in the two minutes before a meeting.
#[uniffi::remote(Record)]
pub struct BriefView {
    /// The meeting as a list shows it.
    pub row: MeetingRow,
    /// The meeting in which the two last met; none before their first.
    pub last: Option<MeetingRow>,
    /// What is to be talked about, in its order.
    pub agenda: Vec<AgendaView>,
    /// Points that were left over last time and are not on this agenda.
    pub left_over: Vec<AgendaView>,
    /// What was agreed last time, done or not.
    pub actions: Vec<StepView>,
    /// What is open in goals that are worked on, goal by goal.
    pub steps: Vec<BriefStep>,
    /// Goals of which something changed since they last met.
    pub goals: Vec<BriefGoal>,
    /// What the two have done together so far.
    pub counts: MeetingCounts,
}

/// A step that is open, and the goal it is for.
#[uniffi::remote(Record)]
pub struct BriefStep {
    /// The goal.
    pub goal: GoalId,
    /// What it is called.
    pub goal_title: String,
    /// What is to be done.
    pub step: StepView,
}

/// What happened to a goal since the two last met.
#[uniffi::remote(Record)]
pub struct BriefGoal {
    /// The goal.
    pub goal: GoalId,
    /// What it is called.
    pub title: String,
    /// Where it stands now.
    pub stage: GoalStage,
    /// How often it was moved on: begun, agreed, paused, reached.
    pub turns: u32,
    /// How often it was revised.
    pub revisions: u32,
    /// Entries of progress.
    pub progress: u32,
    /// Steps that were done.
    pub steps_done: u32,
    /// Stages that were reached.
    pub milestones_reached: u32,
}

/// What two people have done together: meetings, and a walk or an outing apart from them.
#[uniffi::remote(Record)]
pub struct MeetingCounts {
    /// Meetings that took place.
    pub held: u32,
    /// Walks, outings and the like.
    pub activities: u32,
    /// What was agreed and did not take place. Nobody is to blame.
    pub missed: u32,
}
