//! `rapport availability …`: when oneself could meet.

use crate::args::Ctx;
use crate::failed::Stop;
use crate::pick;
use crate::term::one_line;
use crate::words::{counted, filled, say, word};
use crate::zones::known;
use clap::Subcommand;
use rapport_core::availability::{ContactHours, FreeTimesView, Quiet};
use rapport_core::domain::time::{Day, TimeOfDay, Weekday, Zone};
use rapport_core::domain::{Field, Problem};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[derive(Debug, Subcommand)]
pub(crate) enum AvailabilityCommand {
    /// What you have said about your time; your partners see it too
    ///
    /// Example: rapport availability show
    Show,
    /// When you could meet in every week, by your clock; none takes it back
    ///
    /// Example: rapport availability week monday=17:00-20:00 saturday=09:00-12:00
    Week {
        /// monday=17:00-20:00, as many as you like
        #[arg(value_parser = hours)]
        hours: Vec<ContactHours>,
    },
    /// Days on which you are away
    ///
    /// Example: rapport availability away 2026-12-20 2027-01-06
    Away {
        /// The first day
        #[arg(value_parser = pick::day)]
        first: Day,
        /// The last one; without it, one day
        #[arg(value_parser = pick::day)]
        last: Option<Day>,
        /// You are there after all
        #[arg(long)]
        back: bool,
    },
    /// Hours of every day in which nobody should ask you to meet
    ///
    /// Example: rapport availability quiet 21:00-08:00
    Quiet {
        /// 21:00-08:00, or none
        #[arg(value_parser = quiet)]
        hours: QuietHours,
    },
    /// Where your clock is; without a name, wherever this computer is
    ///
    /// Example: rapport availability zone Europe/Zurich
    Zone {
        /// The name of a time zone
        #[arg(value_parser = zone)]
        zone: Option<Zone>,
    },
    /// Take a calendar file (.ics) as busy for eight weeks; its words are not kept
    ///
    /// Example: rapport availability calendar work.ics
    Calendar {
        /// The file
        #[arg(required_unless_present = "forget")]
        file: Option<PathBuf>,
        /// Forget what a calendar said
        #[arg(long, conflicts_with = "file")]
        forget: bool,
    },
}

/// Hours, or none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct QuietHours(Option<Quiet>);

/// The largest file that the core takes, and one byte: larger ones are refused there.
const LARGEST: u64 = 16 * 1024 * 1024;

pub(crate) fn run(ctx: &Ctx, command: AvailabilityCommand) -> Result<(), Stop> {
    let core = ctx.open()?;
    let mine = core.availability();
    match command {
        AvailabilityCommand::Show => {}
        AvailabilityCommand::Week { hours } => mine.set_weekly(hours)?,
        AvailabilityCommand::Away { first, last, back } => {
            let last = last.unwrap_or(first);
            if back { mine.remove_absence(first, last)? } else { mine.add_absence(first, last)? }
        }
        AvailabilityCommand::Quiet { hours } => mine.set_quiet(hours.0)?,
        AvailabilityCommand::Zone { zone } => mine.set_zone(zone)?,
        AvailabilityCommand::Calendar { file: Some(file), .. } => {
            let taken = mine.take_calendar(&read(&file)?)?;
            return ctx.show(&taken, || {
                let args = [("times", taken.times.to_string()), ("days", taken.days.to_string())];
                let mut text = filled("availability.taken", &args) + "\n";
                for one in &taken.left_out {
                    let why = say(&one.problem.clone().of(one.field));
                    let args = [("line", one.line.to_string()), ("why", one_line(&why))];
                    let _ = writeln!(text, "{}", filled("availability.left_out", &args));
                }
                text
            });
        }
        AvailabilityCommand::Calendar { file: None, .. } => mine.forget_calendar()?,
    }
    let view = mine.view()?;
    ctx.show(&view, || show(&view))
}

fn show(view: &FreeTimesView) -> String {
    let mut text = filled("cli.availability.zone", &[("zone", view.zone.to_string())]) + "\n";
    if view.weekly.is_empty() {
        text += &(word("cli.availability.nothing") + "\n");
    }
    for hours in &view.weekly {
        let _ = writeln!(text, "   {} {}-{}", say(&hours.day()), hours.from(), hours.to());
    }
    for days in &view.away {
        let args = [("first", days.first().to_string()), ("last", days.last().to_string())];
        let _ = writeln!(text, "{}", filled("cli.availability.away", &args));
    }
    if let Some(quiet) = view.quiet {
        let args = [("from", quiet.from.to_string()), ("to", quiet.to.to_string())];
        let _ = writeln!(text, "{}", filled("cli.availability.quiet", &args));
    }
    if view.busy_times > 0 || view.busy_days > 0 {
        let times = counted("availability.busy", view.busy_times.into(), &[]);
        let _ = writeln!(text, "{times}");
    }
    text
}

fn read(file: &Path) -> Result<Vec<u8>, Stop> {
    let told = |error: std::io::Error| Stop::named(file, &error);
    if std::fs::metadata(file).map_err(told)?.len() > LARGEST {
        return Err(told(std::io::ErrorKind::FileTooLarge.into()));
    }
    std::fs::read(file).map_err(told)
}

/// `monday=17:00-20:00`.
fn hours(text: &str) -> Result<ContactHours, String> {
    let wrong = || word("cli.availability.like_hours");
    let (day, times) = text.split_once('=').ok_or_else(wrong)?;
    let (from, to) = span(times).ok_or_else(wrong)?;
    let day = Weekday::from_name(&day.to_lowercase()).ok_or_else(wrong)?;
    ContactHours::new(day, from, to).map_err(|broken| say(&broken))
}

/// `21:00-08:00`, or `none`.
fn quiet(text: &str) -> Result<QuietHours, String> {
    if text == "none" {
        return Ok(QuietHours(None));
    }
    let (from, to) = span(text).ok_or_else(|| word("cli.availability.like_quiet"))?;
    Ok(QuietHours(Some(Quiet { from, to })))
}

fn span(text: &str) -> Option<(TimeOfDay, TimeOfDay)> {
    let (from, to) = text.split_once('-')?;
    Some((from.parse().ok()?, to.parse().ok()?))
}

fn zone(text: &str) -> Result<Zone, String> {
    let zone = Zone::new(text).map_err(|problem| say(&problem.of(Field::Zone)))?;
    if known(zone.as_str()) { Ok(zone) } else { Err(say(&Problem::UnknownZone.of(Field::Zone))) }
}
