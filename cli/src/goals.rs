//! `rapport goals …`

mod parts;
mod show;
mod wording;

use crate::args::Ctx;
use crate::failed::Stop;
use crate::pick;
use clap::Subcommand;
use parts::{CommentArgs, MilestoneArgs, ProgressArgs};
use rapport_core::domain::time::Day;
use rapport_core::goals::{GoalFilter, GoalTurn, GoalView, NewGoal};
use serde_json::json;
use wording::EditArgs;

pub(crate) use parts::milestone;

#[derive(Debug, Subcommand)]
pub(crate) enum GoalsCommand {
    /// All goals, those with a date first
    ///
    /// Example: rapport goals list --past
    List {
        /// Also those that are over
        #[arg(long)]
        past: bool,
        /// Only those of this pair
        #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "")]
        with: Option<String>,
    },
    /// One goal with everything that belongs to it
    ///
    /// Example: rapport goals show 0f2k7c
    Show {
        #[arg(help = pick::GOAL)]
        goal: String,
    },
    /// Put a goal down; it is a private draft until you share it
    ///
    /// Example: rapport goals add "Speak at the spring conference" --due 2027-03-24 --with Tobias
    Add {
        /// What it says
        title: String,
        /// Why it matters
        #[arg(long, default_value = "")]
        why: String,
        /// The day by which it is to be reached
        #[arg(long, value_parser = pick::day)]
        due: Option<Day>,
        /// In the pair with this partner instead of privately
        #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "")]
        with: Option<String>,
        /// It is your partner's goal, written down for them
        #[arg(long)]
        for_partner: bool,
    },
    /// Change what a goal says, field by field
    ///
    /// What both have agreed to changes with a reason, and your partner agrees anew.
    ///
    /// Example: rapport goals edit 0f2k7c --why "To be heard" --due 2027-04-07
    Edit(EditArgs),
    /// Put a shared draft to your partner
    ///
    /// Example: rapport goals propose 0f2k7c
    Propose {
        #[arg(help = pick::GOAL)]
        goal: String,
    },
    /// Agree to what your partner proposed
    ///
    /// Example: rapport goals nod 0f2k7c
    Nod {
        #[arg(help = pick::GOAL)]
        goal: String,
    },
    /// Begin a private goal
    ///
    /// Example: rapport goals start 0f2k7c
    Start {
        #[arg(help = pick::GOAL)]
        goal: String,
    },
    /// Let it rest
    ///
    /// Example: rapport goals pause 0f2k7c
    Pause {
        #[arg(help = pick::GOAL)]
        goal: String,
    },
    /// Go on with it
    ///
    /// Example: rapport goals resume 0f2k7c
    Resume {
        #[arg(help = pick::GOAL)]
        goal: String,
    },
    /// It is reached
    ///
    /// Example: rapport goals achieve 0f2k7c
    Achieve {
        #[arg(help = pick::GOAL)]
        goal: String,
        /// Not in full
        #[arg(long)]
        partly: bool,
    },
    /// Give it up, with a reason
    ///
    /// Example: rapport goals drop 0f2k7c "Other things came first"
    Drop {
        #[arg(help = pick::GOAL)]
        goal: String,
        /// Why; your partner reads it too
        reason: String,
    },
    /// Share a private goal with a pair: a new goal there
    ///
    /// Example: rapport goals share 0f2k7c --with Tobias
    Share {
        #[arg(help = pick::GOAL)]
        goal: String,
        /// With this partner; not needed when there is one only
        #[arg(long, value_name = "NAME")]
        with: Option<String>,
    },
    /// Carry it over: it goes on elsewhere, in a goal that exists already or is still to come
    ///
    /// Example: rapport goals carry 0f2k7c --to 5d2kg1
    Carry {
        #[arg(help = pick::GOAL)]
        goal: String,
        /// The goal in which it goes on
        #[arg(long, value_name = "GOAL")]
        to: Option<String>,
    },
    /// Say something about it, or about a step or a stage; change or delete what you said
    ///
    /// Example: rapport goals comment 0f2k7c "Start small" --step 2
    Comment(CommentArgs),
    /// Write down how far it has come, or take such an entry away
    ///
    /// Example: rapport goals progress 0f2k7c "Half of the outline" --amount 5
    Progress(ProgressArgs),
    /// Add a stage, or say of stage number N that it is reached, or change it
    ///
    /// Example: rapport goals milestone 0f2k7c "First talk in the team" --due 2027-01-10
    Milestone(MilestoneArgs),
    /// Delete a goal with everything in it
    ///
    /// Example: rapport goals delete 0f2k7c
    Delete {
        #[arg(help = pick::GOAL)]
        goal: String,
    },
}

pub(crate) fn run(ctx: &Ctx, command: GoalsCommand) -> Result<(), Stop> {
    let core = ctx.open()?;
    let goals = core.goals();
    let turn = |goal: &str, turn: GoalTurn| {
        let id = pick::goal(&core, goal)?;
        goals.turn(id, turn)?;
        shown(ctx, &goals.view(id)?)
    };
    match command {
        GoalsCommand::List { past, with } => {
            let filter = GoalFilter { space: pick::space(&core, with.as_deref())?, with_past: past };
            let rows = goals.rows(filter, 0, 10_000)?;
            ctx.show(&rows, || show::list(&rows))
        }
        GoalsCommand::Show { goal } => {
            let view = goals.view(pick::goal(&core, &goal)?)?;
            ctx.show(&view, || show::one(&view))
        }
        GoalsCommand::Add { title, why, due, with, for_partner } => {
            let place = pick::place(&core, with.as_deref())?;
            let id = goals.begin(NewGoal { place, title, why, due, for_partner })?;
            shown(ctx, &goals.view(id)?)
        }
        GoalsCommand::Edit(args) => {
            let id = pick::goal(&core, &args.goal)?;
            args.carry_out(&core, &goals, id)?;
            shown(ctx, &goals.view(id)?)
        }
        GoalsCommand::Propose { goal } => turn(&goal, GoalTurn::Propose),
        GoalsCommand::Nod { goal } => turn(&goal, GoalTurn::Nod),
        GoalsCommand::Start { goal } => turn(&goal, GoalTurn::Start),
        GoalsCommand::Pause { goal } => turn(&goal, GoalTurn::Pause),
        GoalsCommand::Resume { goal } => turn(&goal, GoalTurn::Resume),
        GoalsCommand::Achieve { goal, partly: false } => turn(&goal, GoalTurn::Achieve),
        GoalsCommand::Achieve { goal, partly: true } => turn(&goal, GoalTurn::PartlyAchieve),
        GoalsCommand::Drop { goal, reason } => turn(&goal, GoalTurn::Drop { reason }),
        GoalsCommand::Share { goal, with } => {
            let id = goals.share(pick::goal(&core, &goal)?, pick::pair(&core, with.as_deref())?.space)?;
            shown(ctx, &goals.view(id)?)
        }
        GoalsCommand::Carry { goal, to } => {
            let to = to.map(|text| pick::goal(&core, &text)).transpose()?;
            turn(&goal, GoalTurn::Carry { to })
        }
        GoalsCommand::Comment(args) => {
            let id = pick::goal(&core, &args.goal)?;
            args.carry_out(&goals, id)?;
            shown(ctx, &goals.view(id)?)
        }
        GoalsCommand::Progress(args) => {
            let id = pick::goal(&core, &args.goal)?;
            args.carry_out(&goals, id)?;
            shown(ctx, &goals.view(id)?)
        }
        GoalsCommand::Milestone(args) => {
            let id = pick::goal(&core, &args.goal)?;
            args.carry_out(&goals, id)?;
            shown(ctx, &goals.view(id)?)
        }
        GoalsCommand::Delete { goal } => {
            let id = pick::goal(&core, &goal)?;
            goals.delete(id)?;
            ctx.show(&json!({ "deleted": id }), || crate::words::word("cli.deleted") + "\n")
        }
    }
}

fn shown(ctx: &Ctx, view: &GoalView) -> Result<(), Stop> {
    ctx.show(view, || show::one(view))
}
