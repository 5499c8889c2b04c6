//! `rapport steps …`: steps are named by their number in the goal's list.

use crate::args::Ctx;
use crate::choice::{self, OrNone};
use crate::failed::Stop;
use crate::pick;
use crate::term::{Paint, one_line};
use clap::Subcommand;
use rapport_core::domain::step::StepState;
use rapport_core::domain::time::Due;
use rapport_core::goals::{GoalView, StepAct, StepDraft};
use rapport_core::view::goals::{MilestoneView, StepView};
use std::fmt::Write as _;

/// What the help says of a step.
const NUMBER: &str = "The step’s number in the list";

#[derive(Debug, Subcommand)]
pub(crate) enum StepsCommand {
    /// The steps of a goal, with their numbers
    ///
    /// Example: rapport steps list 0f2k7c
    List {
        #[arg(help = pick::GOAL)]
        goal: String,
    },
    /// Add a step at the end
    ///
    /// Example: rapport steps add 0f2k7c "Write an outline" --due 2026-12-10 --for me
    Add {
        #[arg(help = pick::GOAL)]
        goal: String,
        /// What is to be done
        text: String,
        /// A day, or a day with a time: 2026-12-10T09:00
        #[arg(long, value_parser = pick::due)]
        due: Option<Due>,
        /// Whose it is: me, partner or nobody
        #[arg(long = "for", value_name = "WHO")]
        whose: Option<String>,
        /// The number of the stage that it belongs to
        #[arg(long, value_name = "N")]
        milestone: Option<usize>,
    },
    /// Change what it says; a step that is done stays done
    ///
    /// Example: rapport steps edit 0f2k7c 2 "Write a short outline"
    Edit {
        #[arg(help = pick::GOAL)]
        goal: String,
        #[arg(help = NUMBER)]
        number: usize,
        /// What is to be done
        text: String,
    },
    /// Give it another place: the first, or that behind --after; or another stage
    ///
    /// Example: rapport steps move 0f2k7c 3 --after 1
    Move {
        #[arg(help = pick::GOAL)]
        goal: String,
        #[arg(help = NUMBER)]
        number: usize,
        /// The number of the step behind which it comes
        #[arg(long, value_name = "N")]
        after: Option<usize>,
        /// The number of the stage that it belongs to from now on; none takes it out of its stage
        #[arg(long, value_name = "N", value_parser = choice::nth_or_none)]
        milestone: Option<OrNone<usize>>,
    },
    /// It is done
    ///
    /// Example: rapport steps tick 0f2k7c 2
    Tick {
        #[arg(help = pick::GOAL)]
        goal: String,
        #[arg(help = NUMBER)]
        number: usize,
    },
    /// It is open again
    ///
    /// Example: rapport steps untick 0f2k7c 2
    Untick {
        #[arg(help = pick::GOAL)]
        goal: String,
        #[arg(help = NUMBER)]
        number: usize,
    },
    /// Set when it is due, or take that away
    ///
    /// Example: rapport steps due 0f2k7c 2 2026-12-10T09:00
    Due {
        #[arg(help = pick::GOAL)]
        goal: String,
        #[arg(help = NUMBER)]
        number: usize,
        /// A day, or a day with a time: 2026-12-10T09:00; without one it is due no more
        #[arg(value_parser = pick::due)]
        due: Option<Due>,
    },
    /// Say whose it is: me, partner or nobody
    ///
    /// Example: rapport steps assign 0f2k7c 2 partner
    Assign {
        #[arg(help = pick::GOAL)]
        goal: String,
        #[arg(help = NUMBER)]
        number: usize,
        /// me, partner or nobody
        whose: String,
    },
    /// It is not needed any more
    ///
    /// Example: rapport steps cancel 0f2k7c 2
    Cancel {
        #[arg(help = pick::GOAL)]
        goal: String,
        #[arg(help = NUMBER)]
        number: usize,
    },
    /// Take it off the list
    ///
    /// Example: rapport steps delete 0f2k7c 2
    Delete {
        #[arg(help = pick::GOAL)]
        goal: String,
        #[arg(help = NUMBER)]
        number: usize,
    },
}

pub(crate) fn run(ctx: &Ctx, command: StepsCommand) -> Result<(), Stop> {
    let core = ctx.open()?;
    let goals = core.goals();
    let (goal, act): (String, Option<(usize, Act)>) = match command {
        StepsCommand::List { goal } => (goal, None),
        StepsCommand::Add { goal, text, due, whose, milestone } => {
            let id = pick::goal(&core, &goal)?;
            let view = goals.view(id)?;
            let assignee = pick::assignee(&core, view.row.space, whose.as_deref())?;
            let milestone = milestone.map(|n| crate::goals::milestone(&view, n)).transpose()?;
            goals.add_step(id, StepDraft { text, milestone, assignee, due })?;
            (goal, None)
        }
        StepsCommand::Edit { goal, number, text } => (goal, Some((number, Act::Text(text)))),
        StepsCommand::Move { goal, number, after, milestone } => (goal, Some((number, Act::Move { after, milestone }))),
        StepsCommand::Tick { goal, number } => (goal, Some((number, Act::Tick(true)))),
        StepsCommand::Untick { goal, number } => (goal, Some((number, Act::Tick(false)))),
        StepsCommand::Due { goal, number, due } => (goal, Some((number, Act::Due(due)))),
        StepsCommand::Assign { goal, number, whose } => (goal, Some((number, Act::Assign(whose)))),
        StepsCommand::Cancel { goal, number } => (goal, Some((number, Act::Cancel))),
        StepsCommand::Delete { goal, number } => (goal, Some((number, Act::Delete))),
    };
    let id = pick::goal(&core, &goal)?;
    if let Some((number, act)) = act {
        let view = goals.view(id)?;
        let step = pick::nth(&view.steps, number, "step")?;
        let (stage, step) = (step.milestone, step.id);
        let act = match act {
            Act::Text(text) => StepAct::Text { id: step, text },
            Act::Move { after, milestone } => {
                let after = after.map(|n| pick::nth(&view.steps, n, "step")).transpose()?;
                let milestone = match milestone {
                    // Whoever names a neighbour means the place beside it, on the page too.
                    None => after.map_or(stage, |after| after.milestone),
                    Some(OrNone(n)) => n.map(|n| crate::goals::milestone(&view, n)).transpose()?,
                };
                goals.move_step(id, step, after.map(|after| after.id), milestone)?;
                return listed(ctx, &goals.view(id)?);
            }
            Act::Tick(done) => StepAct::Tick { id: step, done },
            Act::Due(due) => StepAct::Due { id: step, due },
            Act::Assign(whose) => {
                StepAct::Assign { id: step, to: pick::assignee(&core, view.row.space, Some(&whose))? }
            }
            Act::Cancel => StepAct::Cancel { id: step },
            Act::Delete => StepAct::Delete { id: step },
        };
        goals.step(id, act)?;
    }
    listed(ctx, &goals.view(id)?)
}

fn listed(ctx: &Ctx, view: &GoalView) -> Result<(), Stop> {
    ctx.show(&view.steps, || {
        if view.steps.is_empty() {
            crate::words::word("cli.steps.none") + "\n"
        } else {
            lines(&view.steps, &view.milestones)
        }
    })
}

enum Act {
    Text(String),
    Move { after: Option<usize>, milestone: Option<OrNone<usize>> },
    Tick(bool),
    Due(Option<Due>),
    Assign(String),
    Cancel,
    Delete,
}

/// A line each, with its number; these are the stages that they may belong to.
pub(crate) fn lines(steps: &[StepView], stages: &[MilestoneView]) -> String {
    let paint = Paint::stdout();
    let mut text = String::new();
    for (n, step) in steps.iter().enumerate() {
        let mark = match step.state {
            StepState::Done => "✓",
            StepState::Cancelled => "–",
            StepState::Open => "○",
        };
        let _ = write!(text, "   {mark} {} {}", n + 1, one_line(&step.text));
        if let Some(due) = &step.due {
            let due = match due {
                Due::On(day) => day.to_string(),
                Due::At(slot) => format!("{} {} ({})", slot.day, slot.time, slot.zone),
            };
            let _ = write!(text, " · {}", if step.overdue { paint.bad(&due) } else { due });
        }
        let who = if step.state == StepState::Done { &step.done_by_name } else { &step.assignee_name };
        if !who.is_empty() {
            let _ = write!(text, " · {}", one_line(who));
        }
        if let Some(stage) = stages.iter().find(|stage| Some(stage.id) == step.milestone) {
            let _ = write!(text, " · ◇ {}", one_line(&stage.title));
        }
        text.push('\n');
    }
    text
}
