//! Meetings as lines and as a page.

use crate::term::{Paint, one_line};
use crate::words::{counted, filled, say, word};
use rapport_core::meetings::{Attendance, MeetingRow, MeetingState, MeetingView};
use std::fmt::Write as _;

pub(super) fn list(rows: &[MeetingRow], past: bool) -> String {
    if rows.is_empty() && past {
        return word("cli.meetings.none_behind") + "\n";
    }
    if rows.is_empty() {
        return word("cli.meetings.none_to_come") + "\n";
    }
    rows.iter().map(|row| line(row) + "\n").collect()
}

pub(crate) fn line(row: &MeetingRow) -> String {
    let paint = Paint::stdout();
    let mut text = format!(
        "{}  {} {} ({}), {} min  {}",
        paint.dim(&row.id.short()),
        row.slot.day,
        row.slot.time,
        row.slot.zone,
        row.minutes,
        say(&row.stage)
    );
    for piece in [&row.title, &row.with, &row.place] {
        if !piece.is_empty() {
            let _ = write!(text, " · {}", one_line(piece));
        }
    }
    text
}

pub(super) fn one(view: &MeetingView) -> String {
    let mut text = line(&view.row) + "\n";
    for (n, item) in view.agenda.iter().enumerate() {
        let mark = if item.covered { "✓" } else { "○" };
        let _ = writeln!(text, "   {mark} {} {} · {}", n + 1, one_line(&item.text), one_line(&item.by_name));
    }
    text.push_str(&crate::steps::lines(&view.actions, &[]));
    if let Some(took) = view.took {
        let took = counted("count.minutes", took.into(), &[]);
        let _ = writeln!(text, "   {}", filled("cli.meetings.took", &[("minutes", took)]));
    }
    // By name: the order of the core is that of their ids.
    let mut attendance: Vec<_> = view.attendance.iter().collect();
    attendance.sort_by_key(|one| &one.name);
    for one in attendance {
        let missed = matches!(&view.state, MeetingState::Missed { who } if who.contains(&one.person));
        if let Some(said) = one.attendance.or(missed.then_some(Attendance::No)) {
            let _ = writeln!(text, "   {}: {}", one_line(&one.name), say(&said));
        }
    }
    if let MeetingState::Cancelled { reason, note, .. } = &view.state {
        let note = if note.is_empty() { String::new() } else { format!(" · {}", one_line(note)) };
        let _ = writeln!(text, "   {}{note}", say(reason));
    }
    if view.wants_log {
        let _ = writeln!(text, "   {}", filled("cli.meetings.wants_log", &[("id", view.row.id.short())]));
    }
    text
}
