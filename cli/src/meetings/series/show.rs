//! Series as lines and as a page.

use crate::term::{Paint, one_line};
use crate::words::{counted, filled, say, word};
use rapport_core::domain::time::{Wall, Weekday};
use rapport_core::series::{
    Ends, PlanDays, SeriesDid, SeriesPlan, SeriesRow, SeriesState, SeriesTimeView, SeriesTurnView, SeriesView,
};
use std::fmt::Write as _;

pub(super) fn list(rows: &[SeriesRow]) -> String {
    rows.iter().map(|row| line(row) + "\n").collect()
}

fn line(row: &SeriesRow) -> String {
    let paint = Paint::stdout();
    let mut text = format!("{}  {}  {}", paint.dim(&row.id.short()), plan(&row.plan), say(&row.stage));
    for piece in [&row.title, &row.with, &row.place] {
        if !piece.is_empty() {
            let _ = write!(text, " · {}", one_line(piece));
        }
    }
    if row.waits_for_me {
        let _ = write!(text, " · {}", paint.bold(&word("series.waits")));
    }
    text
}

/// `first`, `second` … of a month; what is counted from its end is the last.
const fn which(nth: i64) -> &'static str {
    match nth {
        1 => "series.nth_1",
        2 => "series.nth_2",
        3 => "series.nth_3",
        4 => "series.nth_4",
        5 => "series.nth_5",
        _ => "series.nth_0",
    }
}

/// `every 2 weeks on Tuesday, 16:30 (Europe/Zurich), 60 min, from 2026-12-01`.
fn plan(plan: &SeriesPlan) -> String {
    let every = u64::from(plan.every);
    let often = match &plan.on {
        PlanDays::Daily => counted("series.days", every, &[]),
        PlanDays::Weekly { days, .. } => counted("series.weeks", every, &[("days", weekdays(days))]),
        PlanDays::Date { date } => counted("series.dates", every, &[("date", date.to_string())]),
        PlanDays::LastDate => counted("series.last_date", every, &[]),
        PlanDays::OnWeekday { nth, day } => {
            let which = word(which(nth.number()));
            counted("series.nth", every, &[("which", which), ("day", say(day))])
        }
    };
    let mut text = format!(
        "{often}, {} ({}), {} min, {}",
        plan.start.time,
        plan.start.zone,
        plan.minutes.get(),
        filled("series.from", &[("day", plan.start.day.to_string())])
    );
    match plan.ends {
        Ends::Never => {}
        Ends::On(day) => {
            let _ = write!(text, " {}", filled("series.until", &[("day", day.to_string())]));
        }
        Ends::After(times) => {
            let _ = write!(text, ", {}", counted("count.times", times.into(), &[]));
        }
    }
    text
}

fn weekdays(days: &[Weekday]) -> String {
    days.iter().map(|day| say(day)).collect::<Vec<_>>().join(", ")
}

fn time(one: &SeriesTimeView) -> String {
    let paint = Paint::stdout();
    let mut text = format!("   {} {} ({})", one.slot.day, one.slot.time, one.slot.zone);
    if one.moved {
        let _ = write!(text, " · {}", filled("series.instead_of", &[("day", one.of.to_string())]));
    }
    if !one.agreed {
        let _ = write!(text, " · {}", word("series.not_agreed"));
    }
    if let Some(meeting) = one.meeting {
        let _ = write!(text, " · {}", paint.dim(&meeting.short()));
    }
    text
}

pub(super) fn one(view: &SeriesView) -> String {
    let mut text = line(&view.row) + "\n";
    if let SeriesState::Cancelled { reason, note, .. } = &view.state {
        let _ = writeln!(text, "   {}", because(&say(reason), note));
    }
    for one in &view.times {
        let _ = writeln!(text, "{}", time(one));
    }
    if let Some(wish) = &view.wish {
        let args = [("name", one_line(&wish.by_name)), ("plan", plan(&wish.plan))];
        let _ = writeln!(text, "   {}", filled("series.wish", &args));
    }
    for span in &view.pauses {
        let args = [("first", span.first.to_string()), ("last", span.last.to_string())];
        let _ = writeln!(text, "   {}", filled("series.pause", &args));
    }
    for turn in &view.history {
        let _ = writeln!(text, "   {}", Paint::stdout().dim(&happened(turn)));
    }
    text
}

fn because(reason: &str, note: &str) -> String {
    if note.is_empty() { reason.to_owned() } else { format!("{reason} · {}", one_line(note)) }
}

/// Who did what, and whether it counted.
fn happened(turn: &SeriesTurnView) -> String {
    let what = match &turn.did {
        SeriesDid::Propose { .. } => word("series.did.propose"),
        SeriesDid::Confirm => word("series.did.confirm"),
        SeriesDid::MoveOne { of, to } => {
            let to = format!("{} {}", to.day, to.time);
            filled("series.did.move_one", &[("day", of.to_string()), ("to", to)])
        }
        SeriesDid::AgreeOne { of, .. } => filled("series.did.agree_one", &[("day", of.to_string())]),
        SeriesDid::MoveRest { plan } => filled("series.did.move_rest", &[("day", plan.start.day.to_string())]),
        SeriesDid::AgreeRest { plan } => filled("series.did.agree_rest", &[("day", plan.start.day.to_string())]),
        SeriesDid::Skip { of, reason, note } => {
            let args = [("day", of.to_string()), ("why", because(&say(reason), note))];
            filled("series.did.skip", &args)
        }
        SeriesDid::Pause { first, last } => {
            let args = [("first", first.to_string()), ("last", last.to_string())];
            filled("series.did.pause", &args)
        }
        SeriesDid::Resume { from } => filled("series.did.resume", &[("day", from.to_string())]),
        SeriesDid::Cancel { reason, note } => filled("series.did.cancel", &[("why", because(&say(reason), note))]),
        SeriesDid::Newer => word("series.did.newer"),
    };
    let day = Wall::in_utc(turn.at).map(|wall| wall.day.to_string()).unwrap_or_default();
    let late = if turn.stands { String::new() } else { format!(" · {}", word("series.too_late")) };
    format!("{day}  {}: {what}{late}", one_line(&turn.by_name))
}
