//! `rapport reminders …`: what comes when, what was chosen, and why.

use crate::args::Ctx;
use crate::failed::Stop;
use crate::term::Paint;
use crate::words::{filled, say, word};
use clap::Subcommand;
use rapport_core::domain::time::{Day, TimeOfDay};
use rapport_core::reminders::{Fate, Kind, OsBudget, Plan, QuietHours, Settings, SettingsAct, Why};
use std::fmt::Write as _;

#[derive(Debug, Subcommand)]
pub(crate) enum RemindersCommand {
    /// What is to come in the next two weeks
    ///
    /// Example: rapport reminders plan
    Plan,
    /// What you have chosen about reminders; with options, choose
    ///
    /// Example: rapport reminders settings --quiet 22:00-07:00 --off step
    Settings {
        /// When nothing may come: 21:00-08:00, or never
        #[arg(long, value_name = "HOURS", value_parser = quiet)]
        quiet: Option<Quiet>,
        /// Whether weekends are quiet
        #[arg(long, value_name = "YES")]
        quiet_weekends: Option<bool>,
        /// The last day of a pause
        #[arg(long, value_name = "DAY", value_parser = day)]
        pause: Option<Day>,
        /// End the pause
        #[arg(long, conflicts_with = "pause")]
        go_on: bool,
        /// Switch a kind off
        #[arg(long, value_name = "KIND", value_parser = kind)]
        off: Vec<Kind>,
        /// Switch a kind on
        #[arg(long, value_name = "KIND", value_parser = kind)]
        on: Vec<Kind>,
        /// When to be reminded of what is due on a day
        #[arg(long, value_name = "TIME", value_parser = time)]
        usual: Option<TimeOfDay>,
    },
    /// Why a reminder comes, came, or does not
    ///
    /// Example: rapport reminders why "$REMINDER"
    Why {
        /// The reminder: its name as `plan` shows it
        reminder: String,
    },
}

/// Quiet hours, or none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quiet(Option<QuietHours>);

fn quiet(text: &str) -> Result<Quiet, String> {
    if text == "never" {
        return Ok(Quiet(None));
    }
    let (from, to) = text.split_once('-').ok_or_else(|| word("problem.not_a_time"))?;
    QuietHours::new(time(from)?, time(to)?).map(|hours| Quiet(Some(hours))).map_err(|broken| say(&broken))
}

fn time(text: &str) -> Result<TimeOfDay, String> {
    text.parse().map_err(|problem: rapport_core::domain::Problem| say(&problem))
}

fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|problem: rapport_core::domain::Problem| say(&problem))
}

fn kind(text: &str) -> Result<Kind, String> {
    let names = || Kind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ");
    Kind::from_name(text).ok_or_else(names)
}

pub(crate) fn run(ctx: &Ctx, command: RemindersCommand) -> Result<(), Stop> {
    let reminders = ctx.open()?.reminders();
    match command {
        RemindersCommand::Plan => {
            let plan = reminders.plan(OsBudget::None)?;
            if ctx.json { crate::out::value(&plan) } else { told(&plan_lines(&plan)) }
        }
        RemindersCommand::Settings { quiet, quiet_weekends, pause, go_on, off, on, usual } => {
            let mut acts: Vec<SettingsAct> = Vec::new();
            acts.extend(quiet.map(|Quiet(hours)| SettingsAct::Quiet(hours)));
            acts.extend(quiet_weekends.map(SettingsAct::QuietWeekends));
            acts.extend(pause.map(|day| SettingsAct::Pause(Some(day))));
            acts.extend(go_on.then_some(SettingsAct::Pause(None)));
            acts.extend(off.into_iter().map(|kind| SettingsAct::Kind { kind, on: false }));
            acts.extend(on.into_iter().map(|kind| SettingsAct::Kind { kind, on: true }));
            acts.extend(usual.map(SettingsAct::Usual));
            for act in &acts {
                reminders.set(act)?;
            }
            let settings = reminders.settings()?;
            if ctx.json { crate::out::value(&settings) } else { told(&settings_lines(&settings)) }
        }
        RemindersCommand::Why { reminder } => {
            let id = reminder.parse().map_err(|problem: rapport_core::domain::Problem| Stop::usage(say(&problem)))?;
            let why = reminders.why(id)?;
            if ctx.json { crate::out::value(&why) } else { told(&why_lines(&why)) }
        }
    }
}

fn told(text: &str) -> Result<(), Stop> {
    crate::term::say(text);
    Ok(())
}

fn plan_lines(plan: &Plan) -> String {
    if plan.pushes.is_empty() {
        return word("cli.reminders.none") + "\n";
    }
    let paint = Paint::stdout();
    let mut text = String::new();
    for push in &plan.pushes {
        let text_of = if push.parts.len() == 1 { say(&push.text) } else { several(push.parts.len()) };
        let _ = writeln!(text, "{} {}  {}", push.wall.day, push.wall.time, paint.bold(&text_of));
        for part in &push.parts {
            let held = part.held.map(|held| format!("  {}", say(&held))).unwrap_or_default();
            let _ = writeln!(text, "   {}{held}", paint.dim(&part.id.to_string()));
        }
    }
    text
}

fn several(n: usize) -> String {
    crate::words::counted("reminder.text.several", u64::try_from(n).unwrap_or(u64::MAX), &[])
}

fn settings_lines(settings: &Settings) -> String {
    let mut text = match settings.quiet {
        Some(quiet) => {
            let (from, to) = (quiet.from().to_string(), quiet.to().to_string());
            filled("cli.reminders.quiet", &[("from", from), ("to", to)])
        }
        None => word("cli.reminders.no_quiet"),
    };
    text.push('\n');
    if settings.quiet_weekends {
        text.push_str(&(word("cli.reminders.weekends") + "\n"));
    }
    if let Some(day) = settings.paused_until {
        text.push_str(&(filled("cli.reminders.paused", &[("day", day.to_string())]) + "\n"));
    }
    let usual = settings.usual.to_string();
    text.push_str(&(filled("cli.reminders.usual", &[("time", usual)]) + "\n"));
    for kind in Kind::ALL {
        let mark = if settings.off.contains(kind) { "○" } else { "✓" };
        let _ = writeln!(text, "   {mark} {:<10} {}", kind.name(), say(kind));
    }
    text
}

fn why_lines(why: &Why) -> String {
    let mut text = String::new();
    if let Some(because) = &why.because {
        let _ = writeln!(text, "{}", say(because));
    }
    let fate = match why.fate {
        Fate::Coming { held: None, .. } => word("reminder.state.planned"),
        Fate::Coming { held: Some(held), .. } | Fate::LeftOut { why: held } => say(&held),
        Fate::Out { .. } => word("cli.reminders.out"),
        Fate::Was { state } => say(&state),
    };
    let _ = writeln!(text, "{fate}");
    for mark in &why.marks {
        let held = mark.held.map(|held| format!("  {}", say(&held))).unwrap_or_default();
        let _ = writeln!(text, "   {}{held}", say(&mark.state));
    }
    text
}
