//! `rapport goals …`

use crate::args::Ctx;
use crate::failed::Stop;
use crate::pick;
use crate::term::{Paint, one_line, plain};
use crate::words::say;
use clap::Subcommand;
use rapport_core::domain::number::Quantity;
use rapport_core::domain::time::Day;
use rapport_core::goals::{
    CommentKind, GoalEdit, GoalFilter, GoalRow, GoalTurn, GoalView, MilestoneAct, NewGoal, On, Reading,
};
use serde_json::json;
use std::fmt::Write as _;

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
    Show { goal: String },
    /// Put a goal down; it is a private draft until you share it
    ///
    /// Example: rapport goals add "Speak at the spring conference" --due 2027-03-24 --with Tobias
    Add {
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
    /// Example: rapport goals edit 0f2k7c --why "To be heard" --due 2027-04-07
    Edit {
        goal: String,
        #[arg(long)]
        title: Option<String>,
        #[arg(long)]
        why: Option<String>,
        /// What exactly
        #[arg(long)]
        specific: Option<String>,
        /// What makes it possible
        #[arg(long)]
        means: Option<String>,
        /// How you will see it
        #[arg(long)]
        test: Option<String>,
        #[arg(long, value_parser = pick::day)]
        due: Option<Day>,
        /// The day to look at it again
        #[arg(long, value_parser = pick::day)]
        review: Option<Day>,
    },
    /// Put a shared draft to your partner
    ///
    /// Example: rapport goals propose 0f2k7c
    Propose { goal: String },
    /// Agree to what your partner proposed
    ///
    /// Example: rapport goals nod 0f2k7c
    Nod { goal: String },
    /// Begin a private goal
    ///
    /// Example: rapport goals start 0f2k7c
    Start { goal: String },
    /// Let it rest
    ///
    /// Example: rapport goals pause 0f2k7c
    Pause { goal: String },
    /// Go on with it
    ///
    /// Example: rapport goals resume 0f2k7c
    Resume { goal: String },
    /// It is reached
    ///
    /// Example: rapport goals achieve 0f2k7c
    Achieve {
        goal: String,
        /// Not in full
        #[arg(long)]
        partly: bool,
    },
    /// Give it up, with a reason
    ///
    /// Example: rapport goals drop 0f2k7c "Other things came first"
    Drop { goal: String, reason: String },
    /// Share a private goal with a pair: a new goal there
    ///
    /// Example: rapport goals share 0f2k7c --with Tobias
    Share {
        goal: String,
        #[arg(long, value_name = "NAME")]
        with: Option<String>,
    },
    /// Say something about it
    ///
    /// Example: rapport goals comment 0f2k7c "Start small"
    Comment { goal: String, text: String },
    /// Write down how far it has come
    ///
    /// Example: rapport goals progress 0f2k7c "Half of the outline" --amount 5
    Progress {
        goal: String,
        #[arg(default_value = "")]
        text: String,
        /// What the measure shows now
        #[arg(long)]
        amount: Option<String>,
    },
    /// Add a stage, or say that stage number N is reached
    ///
    /// Example: rapport goals milestone 0f2k7c "First talk in the team" --due 2027-01-10
    Milestone {
        goal: String,
        #[arg(required_unless_present = "reached")]
        title: Option<String>,
        #[arg(long, value_parser = pick::day)]
        due: Option<Day>,
        /// The number of the stage that is reached
        #[arg(long, value_name = "N")]
        reached: Option<usize>,
    },
    /// Delete a goal with everything in it
    ///
    /// Example: rapport goals delete 0f2k7c
    Delete { goal: String },
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
            ctx.show(&rows, || list(&rows))
        }
        GoalsCommand::Show { goal } => {
            let view = goals.view(pick::goal(&core, &goal)?)?;
            ctx.show(&view, || one(&view))
        }
        GoalsCommand::Add { title, why, due, with, for_partner } => {
            let place = pick::place(&core, with.as_deref())?;
            let id = goals.begin(NewGoal { place, title, why, due, for_partner })?;
            shown(ctx, &goals.view(id)?)
        }
        GoalsCommand::Edit { goal, title, why, specific, means, test, due, review } => {
            let id = pick::goal(&core, &goal)?;
            let edits: Vec<GoalEdit> = [
                title.map(GoalEdit::Title),
                why.map(GoalEdit::Why),
                specific.map(GoalEdit::Specific),
                means.map(GoalEdit::Means),
                test.map(GoalEdit::Test),
                due.map(|day| GoalEdit::Due(Some(day))),
                review.map(|day| GoalEdit::Review(Some(day))),
            ]
            .into_iter()
            .flatten()
            .collect();
            if edits.is_empty() {
                return Err(Stop::usage("say what to change: --title, --why, --due …"));
            }
            edits.into_iter().try_for_each(|edit| goals.edit(id, edit))?;
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
        GoalsCommand::Comment { goal, text } => {
            let id = pick::goal(&core, &goal)?;
            goals.add_comment(id, CommentKind::Remark, On::Whole, &text)?;
            shown(ctx, &goals.view(id)?)
        }
        GoalsCommand::Progress { goal, text, amount } => {
            let id = pick::goal(&core, &goal)?;
            let amount = amount.map(|text| text.parse::<Quantity>()).transpose();
            let amount = amount
                .map_err(|problem| Stop::usage(format!("--amount: {}", say(&problem).replace("{field}: ", ""))))?;
            goals.add_progress(id, amount.map(Reading::Amount), &text)?;
            shown(ctx, &goals.view(id)?)
        }
        GoalsCommand::Milestone { goal, title, due, reached } => {
            let id = pick::goal(&core, &goal)?;
            if let Some(n) = reached {
                let view = goals.view(id)?;
                let stage = pick::nth(&view.milestones, n, "milestone")?.id;
                goals.milestone(id, MilestoneAct::Reach { id: stage, reached: true })?;
            } else if let Some(title) = title {
                goals.add_milestone(id, &title, due)?;
            }
            shown(ctx, &goals.view(id)?)
        }
        GoalsCommand::Delete { goal } => {
            let id = pick::goal(&core, &goal)?;
            goals.delete(id)?;
            ctx.show(&json!({ "deleted": id }), || "Deleted.\n".to_owned())
        }
    }
}

fn shown(ctx: &Ctx, view: &GoalView) -> Result<(), Stop> {
    ctx.show(view, || one(view))
}

fn list(rows: &[GoalRow]) -> String {
    let paint = Paint::stdout();
    if rows.is_empty() {
        return "No goals yet. `rapport goals add TITLE` puts one down.\n".to_owned();
    }
    rows.iter().fold(String::new(), |mut text, row| {
        let _ = writeln!(text, "{}  {}", paint.dim(&row.id.short()), line(row, paint));
        text
    })
}

fn line(row: &GoalRow, paint: Paint) -> String {
    let mut text = format!("{}  {}", paint.bold(&one_line(&row.title)), say(&row.stage));
    if let Some(due) = row.due {
        let due = format!("due {due}");
        let _ = write!(text, " · {}", if row.overdue { paint.bad(&due) } else { due });
    }
    if row.steps > 0 {
        let _ = write!(text, " · {} of {} steps", row.steps_done, row.steps);
    }
    if row.shared {
        let _ = write!(text, " · {}", one_line(&row.owner_name));
    } else {
        text.push_str(" · private");
    }
    text
}

/// A goal as a page.
fn one(view: &GoalView) -> String {
    let paint = Paint::stdout();
    let mut text = format!("{}  {}\n", paint.dim(&view.row.id.short()), line(&view.row, paint));
    let wording = &view.wording;
    for (key, value) in [
        ("field.why", &wording.why),
        ("field.specific", &wording.specific),
        ("field.means", &wording.means),
        ("field.test", &wording.test),
    ] {
        if !value.is_empty() {
            let _ = writeln!(text, "   {}: {}", crate::words::word(key), one_line(value));
        }
    }
    for (n, stage) in view.milestones.iter().enumerate() {
        let mark = if stage.reached { "◆" } else { "◇" };
        let _ = writeln!(text, "   {mark} {} {}", n + 1, one_line(&stage.title));
    }
    text.push_str(&crate::steps::lines(&view.steps));
    for entry in &view.entries {
        let _ = writeln!(text, "   ↗ {}: {}", one_line(&entry.by_name), one_line(&entry.note));
    }
    for comment in &view.comments {
        let _ = writeln!(text, "   ” {}: {}", one_line(&comment.by_name), plain(&comment.text));
    }
    text
}
