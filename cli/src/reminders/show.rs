//! Reminders as a terminal shows them.

use crate::term::{Paint, one_line};
use crate::words::{counted, filled, say, word};
use rapport_core::domain::reminder::ReminderText;
use rapport_core::reminders::{Fate, Kind, Plan, ReminderRow, Settings, Why};
use std::fmt::Write as _;

/// What comes when. The bold line is all that a lock screen shows.
pub(super) fn plan(plan: &Plan, rows: &[ReminderRow]) -> String {
    if plan.pushes.is_empty() {
        return word("cli.reminders.none") + "\n";
    }
    let paint = Paint::stdout();
    let mut text = String::new();
    for push in &plan.pushes {
        let _ = writeln!(text, "{} {}  {}", push.wall.day, push.wall.time, paint.bold(&line(&push.text)));
        for part in &push.parts {
            let row = rows.iter().find(|row| row.id == part.id);
            text.push_str(&row.map(about).unwrap_or_default());
            if let Some(held) = part.held {
                let _ = writeln!(text, "   {}", say(&held));
            }
            let _ = writeln!(text, "   {}", paint.dim(&part.id.to_string()));
        }
    }
    text
}

/// What a lock screen says.
pub(crate) fn line(text: &ReminderText) -> String {
    match text {
        ReminderText::Several { n } => counted("reminder.text.several", u64::from(*n), &[]),
        other => say(other),
    }
}

/// Why it is due, and what it is about.
fn about(row: &ReminderRow) -> String {
    let mut text = String::new();
    if let Some(because) = &row.because {
        let _ = writeln!(text, "   {}", say(because));
    }
    let named: Vec<String> = [&row.title, &row.with].iter().map(|name| one_line(name)).collect();
    let named: Vec<&str> = named.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    if !named.is_empty() {
        let _ = writeln!(text, "   {}", named.join(" · "));
    }
    text
}

pub(super) fn settings(settings: &Settings) -> String {
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
    if let Some(device) = settings.rings {
        text.push_str(&(filled("cli.reminders.rings", &[("device", device.short())]) + "\n"));
    }
    let usual = settings.usual.to_string();
    text.push_str(&(filled("cli.reminders.usual", &[("time", usual)]) + "\n"));
    for kind in Kind::ALL {
        let mark = if settings.off.contains(kind) { "○" } else { "✓" };
        let _ = writeln!(text, "   {mark} {:<10} {}", kind.name(), say(kind));
    }
    text
}

pub(super) fn why(lives: &[Why], rows: &[ReminderRow]) -> String {
    if lives.is_empty() {
        return word("cli.reminders.no_lives") + "\n";
    }
    let paint = Paint::stdout();
    let mut text = String::new();
    for life in lives {
        let fate = match life.fate {
            Fate::Coming { held: None, .. } => word("reminder.state.planned"),
            Fate::Coming { held: Some(held), .. } => format!("{}  {}", word("reminder.state.planned"), say(&held)),
            Fate::LeftOut { why } => say(&why),
            Fate::Out { .. } => word("cli.reminders.out"),
            Fate::Was { state } => say(&state),
        };
        let _ = writeln!(text, "{}  {}", say(&life.id.kind), paint.bold(&fate));
        let row = rows.iter().find(|row| row.id == life.id);
        text.push_str(&row.map(about).unwrap_or_default());
        for mark in &life.marks {
            let held = mark.held.map(|held| format!("  {}", say(&held))).unwrap_or_default();
            let _ = writeln!(text, "   {}{held}", say(&mark.state));
        }
        let _ = writeln!(text, "   {}", paint.dim(&life.id.to_string()));
    }
    text
}
