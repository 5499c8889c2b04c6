//! What belongs to a goal, from the command line: stages, entries of progress,
//! comments. Each is named by its number on the goal's page.

use crate::choice::{self, OrNone};
use crate::failed::Stop;
use crate::pick;
use clap::ArgGroup;
use rapport_core::domain::gas::GasLevel;
use rapport_core::domain::number::{PerMille, Quantity};
use rapport_core::domain::time::Day;
use rapport_core::goals::{CommentAct, CommentKind, GoalView, Goals, MilestoneAct, On, Reading};
use rapport_core::ids::{GoalId, MilestoneId};

#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("existing").args(["reached", "open", "change", "move_to", "delete"])))]
pub(crate) struct MilestoneArgs {
    #[arg(help = pick::GOAL)]
    pub(super) goal: String,
    /// What the stage is
    #[arg(required_unless_present = "existing", conflicts_with_all = ["reached", "open", "move_to", "delete"])]
    title: Option<String>,
    /// The day by which it is to be reached; none takes it away
    #[arg(long, value_parser = choice::day_or_none, conflicts_with_all = ["reached", "open", "move_to", "delete"])]
    due: Option<OrNone<Day>>,
    /// The number of the stage that is reached
    #[arg(long, value_name = "N")]
    reached: Option<usize>,
    /// The number of the stage that is not reached after all
    #[arg(long, value_name = "N")]
    open: Option<usize>,
    /// The number of the stage that gets another title or day
    #[arg(long, value_name = "N")]
    change: Option<usize>,
    /// The number of the stage that gets another place: the first, or that behind --after
    #[arg(long = "move", id = "move_to", value_name = "N")]
    move_to: Option<usize>,
    /// The number of the stage behind which it comes
    #[arg(long, value_name = "N", requires = "move_to")]
    after: Option<usize>,
    /// The number of the stage that is taken away; its steps stay
    #[arg(long, value_name = "N")]
    delete: Option<usize>,
}

impl MilestoneArgs {
    pub(super) fn carry_out(self, goals: &Goals, goal: GoalId) -> Result<(), Stop> {
        let view = goals.view(goal)?;
        let stage = |n| milestone(&view, n);
        let due = self.due.map(|OrNone(day)| day);
        if let Some(n) = self.reached {
            goals.milestone(goal, MilestoneAct::Reach { id: stage(n)?, reached: true })?;
        } else if let Some(n) = self.open {
            goals.milestone(goal, MilestoneAct::Reach { id: stage(n)?, reached: false })?;
        } else if let Some(n) = self.delete {
            goals.milestone(goal, MilestoneAct::Delete { id: stage(n)? })?;
        } else if let Some(n) = self.move_to {
            goals.move_milestone(goal, stage(n)?, self.after.map(stage).transpose()?)?;
        } else if let Some(n) = self.change {
            let id = stage(n)?;
            if self.title.is_none() && due.is_none() {
                return Err(Stop::usage(crate::words::word("cli.goals.which_change")));
            }
            if let Some(title) = self.title {
                goals.milestone(goal, MilestoneAct::Title { id, title })?;
            }
            if let Some(due) = due {
                goals.milestone(goal, MilestoneAct::Due { id, due })?;
            }
        } else if let Some(title) = self.title {
            goals.add_milestone(goal, &title, due.flatten())?;
        }
        Ok(())
    }
}

/// The stage with this number.
pub(crate) fn milestone(goal: &GoalView, n: usize) -> Result<MilestoneId, Stop> {
    Ok(pick::nth(&goal.milestones, n, "milestone")?.id)
}

#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("found").args(["amount", "reached", "not_reached", "level", "estimate", "delete"])))]
pub(crate) struct ProgressArgs {
    #[arg(help = pick::GOAL)]
    pub(super) goal: String,
    /// What has come of it
    #[arg(default_value = "")]
    text: String,
    /// What the measure shows now
    #[arg(long, value_parser = choice::quantity, allow_negative_numbers = true)]
    amount: Option<Quantity>,
    /// It is reached; for a goal that is measured by that
    #[arg(long)]
    reached: bool,
    /// It is not reached yet, or not any more
    #[arg(long)]
    not_reached: bool,
    /// The level, from -2 to 2; for a goal that is measured by levels
    #[arg(long, value_parser = choice::level, allow_negative_numbers = true)]
    level: Option<GasLevel>,
    /// How far you think it has come, in percent; for any goal
    #[arg(long, value_name = "PERCENT", value_parser = choice::percent)]
    estimate: Option<PerMille>,
    /// The number of the entry that is taken away
    #[arg(long, value_name = "N")]
    delete: Option<usize>,
}

impl ProgressArgs {
    pub(super) fn carry_out(self, goals: &Goals, goal: GoalId) -> Result<(), Stop> {
        if let Some(n) = self.delete {
            let id = pick::nth(&goals.view(goal)?.entries, n, "progress")?.id;
            return Ok(goals.delete_progress(goal, id)?);
        }
        let reached = self.reached.then_some(true).or(self.not_reached.then_some(false));
        let reading = (self.amount.map(Reading::Amount))
            .or(reached.map(Reading::Reached))
            .or(self.level.map(Reading::Level))
            .or(self.estimate.map(Reading::Share));
        goals.add_progress(goal, reading, &self.text)?;
        Ok(())
    }
}

#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("existing").args(["change", "delete"]).conflicts_with_all(["review", "step", "milestone"])))]
pub(crate) struct CommentArgs {
    #[arg(help = pick::GOAL)]
    pub(super) goal: String,
    /// What you say
    #[arg(required_unless_present = "delete", conflicts_with = "delete")]
    text: Option<String>,
    /// It is a review: how it has gone so far
    #[arg(long)]
    review: bool,
    /// It is about the step with this number
    #[arg(long, value_name = "N", conflicts_with = "milestone")]
    step: Option<usize>,
    /// It is about the stage with this number
    #[arg(long, value_name = "N")]
    milestone: Option<usize>,
    /// The number of your comment that says this instead
    #[arg(long, value_name = "N")]
    change: Option<usize>,
    /// The number of your comment that is taken away
    #[arg(long, value_name = "N")]
    delete: Option<usize>,
}

impl CommentArgs {
    pub(super) fn carry_out(self, goals: &Goals, goal: GoalId) -> Result<(), Stop> {
        let view = goals.view(goal)?;
        let said = |n| Ok::<_, Stop>(pick::nth(&view.comments, n, "comment")?.id);
        let text = self.text.unwrap_or_default();
        if let Some(n) = self.delete {
            return Ok(goals.comment(goal, CommentAct::Delete { id: said(n)? })?);
        }
        if let Some(n) = self.change {
            return Ok(goals.comment(goal, CommentAct::Edit { id: said(n)?, text })?);
        }
        let on = match (self.step, self.milestone) {
            (Some(n), _) => On::Step(pick::nth(&view.steps, n, "step")?.id),
            (_, Some(n)) => On::Milestone(milestone(&view, n)?),
            _ => On::Whole,
        };
        let kind = if self.review { CommentKind::Review } else { CommentKind::Remark };
        goals.add_comment(goal, kind, on, &text)?;
        Ok(())
    }
}
