//! `rapport reminders …`: what comes when, what was chosen, and why.

mod calendar;
mod show;

use crate::args::Ctx;
use crate::failed::Stop;
use crate::words::word;
use crate::{keep, pick};
use clap::Subcommand;
use rapport_core::Rapport;
use rapport_core::domain::Problem;
use rapport_core::domain::time::{Day, TimeOfDay};
use rapport_core::ids::DeviceId;
use rapport_core::reminders::{Kind, OsBudget, QuietHours, Reminders, SettingsAct};
use serde_json::json;
use std::path::PathBuf;

pub(crate) use show::line;

/// Lives that are shown when no reminder is named.
const LIVES: u32 = 20;

#[derive(Debug, Subcommand)]
pub(crate) enum RemindersCommand {
    /// What is to come in the next two weeks
    ///
    /// Example: rapport reminders plan
    Plan,
    /// What you have chosen about reminders; with options, choose
    ///
    /// Example: rapport reminders settings --quiet 22:00-07:00 --off step
    Settings(SettingsArgs),
    /// The plan as a calendar file, for a calendar that is to show it too
    ///
    /// Example: rapport reminders ics --to reminders.ics
    Ics {
        /// The file to write; it must not exist. Without one: stdout
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Why a reminder comes, came, or does not; without one: what became of the last ones
    ///
    /// Example: rapport reminders why
    Why {
        /// The reminder: its name as `plan` shows it
        reminder: Option<String>,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct SettingsArgs {
    /// When nothing may come, such as 21:00-08:00; or never
    #[arg(long, value_name = "HOURS", value_parser = quiet)]
    quiet: Option<Quiet>,
    /// Whether weekends are quiet
    #[arg(long, value_name = "YES")]
    quiet_weekends: Option<bool>,
    /// The last day of a pause
    #[arg(long, value_name = "DAY", value_parser = pick::day)]
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
    /// The device that rings: this, last for the one used last, or the short id of one
    #[arg(long, value_name = "DEVICE")]
    rings: Option<String>,
    /// When to be reminded of what is due on a day
    #[arg(long, value_name = "TIME", value_parser = time)]
    usual: Option<TimeOfDay>,
}

impl SettingsArgs {
    fn acts(self, core: &Rapport) -> Result<Vec<SettingsAct>, Stop> {
        let mut acts: Vec<SettingsAct> = Vec::new();
        if let Some(text) = &self.rings {
            acts.push(SettingsAct::Rings(ringing(core, text)?));
        }
        acts.extend(self.quiet.map(|Quiet(hours)| SettingsAct::Quiet(hours)));
        acts.extend(self.quiet_weekends.map(SettingsAct::QuietWeekends));
        acts.extend(self.pause.map(|day| SettingsAct::Pause(Some(day))));
        acts.extend(self.go_on.then_some(SettingsAct::Pause(None)));
        acts.extend(self.off.into_iter().map(|kind| SettingsAct::Kind { kind, on: false }));
        acts.extend(self.on.into_iter().map(|kind| SettingsAct::Kind { kind, on: true }));
        acts.extend(self.usual.map(SettingsAct::Usual));
        Ok(acts)
    }
}

/// The device that is meant; none is the one used last.
fn ringing(core: &Rapport, text: &str) -> Result<Option<DeviceId>, Stop> {
    if text == "last" {
        return Ok(None);
    }
    let all = core.devices().view()?.devices.into_iter().filter(|row| row.current);
    let mut meant = all.filter(|row| if text == "this" { row.this_device } else { row.id.short() == text });
    meant.next().map(|row| Some(row.id)).ok_or_else(|| Stop::usage(word("cli.reminders.like_device")))
}

/// Quiet hours, or none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quiet(Option<QuietHours>);

fn quiet(text: &str) -> Result<Quiet, String> {
    if text == "never" {
        return Ok(Quiet(None));
    }
    let (from, to) = text.split_once('-').ok_or_else(|| word("cli.reminders.like_hours"))?;
    let hours = QuietHours::new(time(from)?, time(to)?).map_err(|_| word("cli.reminders.same_hours"))?;
    Ok(Quiet(Some(hours)))
}

fn time(text: &str) -> Result<TimeOfDay, String> {
    text.parse().map_err(|problem: Problem| pick::bare(&problem))
}

fn kind(text: &str) -> Result<Kind, String> {
    let names = || Kind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ");
    Kind::from_name(text).ok_or_else(names)
}

pub(crate) fn run(ctx: &Ctx, command: RemindersCommand) -> Result<(), Stop> {
    let core = ctx.open()?;
    let reminders = core.reminders();
    match command {
        RemindersCommand::Plan => {
            let plan = reminders.plan(OsBudget::None)?;
            let ids: Vec<_> = plan.occurrences().collect();
            let rows = reminders.rows(&ids)?;
            ctx.show(&json!({ "plan": plan, "rows": rows }), || show::plan(&plan, &rows))
        }
        RemindersCommand::Ics { to } => {
            let text = calendar::written(&reminders.plan(OsBudget::None)?)?;
            match to {
                Some(file) => keep::written(ctx, &file, &text),
                None => ctx.show(&json!({ "calendar": text }), || text.clone()),
            }
        }
        RemindersCommand::Settings(args) => {
            for act in args.acts(&core)? {
                reminders.set(&act)?;
            }
            let settings = reminders.settings()?;
            ctx.show(&settings, || show::settings(&settings))
        }
        RemindersCommand::Why { reminder } => why(ctx, &reminders, reminder.as_deref()),
    }
}

fn why(ctx: &Ctx, reminders: &Reminders, reminder: Option<&str>) -> Result<(), Stop> {
    let lives = match reminder {
        Some(text) => {
            let id = text.parse().map_err(|_: Problem| Stop::usage(word("cli.reminders.no_name")))?;
            vec![reminders.why(id)?]
        }
        None => reminders.lives(LIVES)?,
    };
    let ids: Vec<_> = lives.iter().map(|life| life.id).collect();
    let rows = reminders.rows(&ids)?;
    ctx.show(&json!({ "why": lives, "rows": rows }), || show::why(&lives, &rows))
}
