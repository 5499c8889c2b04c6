//! Goals as lines and as a page.

use crate::choice::level_words;
use crate::term::{Paint, one_line, plain};
use crate::words::{counted, filled, say, word};
use rapport_core::domain::gas::GasLevel;
use rapport_core::domain::measure::{Measure, MeasureKind};
use rapport_core::goals::{CommentKind, GoalRow, GoalView, On, Reading};
use std::fmt::Write as _;

pub(super) fn list(rows: &[GoalRow]) -> String {
    let paint = Paint::stdout();
    if rows.is_empty() {
        return word("cli.goals.none") + "\n";
    }
    rows.iter().fold(String::new(), |mut text, row| {
        let _ = writeln!(text, "{}  {}", paint.dim(&row.id.short()), line(row, paint));
        text
    })
}

pub(super) fn line(row: &GoalRow, paint: Paint) -> String {
    let mut text = format!("{}  {}", paint.bold(&one_line(&row.title)), say(&row.stage));
    if let Some(due) = row.due {
        let due = filled("cli.goals.due", &[("day", due.to_string())]);
        let _ = write!(text, " · {}", if row.overdue { paint.bad(&due) } else { due });
    }
    if row.steps > 0 {
        let done = [("done", row.steps_done.to_string())];
        let _ = write!(text, " · {}", counted("count.steps_done", row.steps.into(), &done));
    }
    if row.shared {
        let _ = write!(text, " · {}", one_line(&row.owner_name));
    } else {
        let _ = write!(text, " · {}", word("cli.private"));
    }
    text
}

/// A goal as a page.
pub(super) fn one(view: &GoalView) -> String {
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
            let _ = writeln!(text, "   {}: {}", word(key), one_line(value));
        }
    }
    if let Some(measure) = &wording.measure {
        let _ = writeln!(text, "   {}: {}", word("field.measure"), measured(measure));
    }
    for (level, meaning) in GasLevel::ALL.iter().map(|level| (*level, wording.level(*level))) {
        if !meaning.is_empty() {
            let _ = writeln!(text, "   {}: {}", level_words(level), one_line(meaning));
        }
    }
    let parent = one_line(&view.parent_title);
    let weight = view.weight.get();
    for (key, value) in [
        ("field.horizon", wording.horizon.map(|horizon| say(&horizon))),
        ("field.parent", Some(parent).filter(|title| !title.is_empty())),
        ("field.confidence", view.row.confidence.map(|sure| say(&sure))),
        ("field.weight", (weight > 1).then(|| weight.to_string())),
    ] {
        if let Some(value) = value {
            let _ = writeln!(text, "   {}: {value}", word(key));
        }
    }
    if let Some(day) = view.review {
        let day = day.to_string();
        let day = if view.row.review_due { paint.bad(&day) } else { day };
        let _ = writeln!(text, "   {}: {day}", word("field.review"));
    }
    if view.version > 1 {
        let _ = writeln!(text, "   {}", filled("cli.goals.version", &[("number", view.version.to_string())]));
    }
    for (n, stage) in view.milestones.iter().enumerate() {
        let mark = if stage.reached { "◆" } else { "◇" };
        let _ = write!(text, "   {mark} {} {}", n + 1, one_line(&stage.title));
        if let Some(due) = stage.due {
            let due = due.to_string();
            let _ = write!(text, " · {}", if stage.overdue { paint.bad(&due) } else { due });
        }
        text.push('\n');
    }
    text.push_str(&crate::steps::lines(&view.steps, &view.milestones));
    for (n, entry) in view.entries.iter().enumerate() {
        let read = entry.reading.as_ref().map(|reading| reading_words(reading, wording.measure.as_ref()));
        let said: Vec<String> =
            read.into_iter().chain([one_line(&entry.note)]).filter(|piece| !piece.is_empty()).collect();
        let _ = writeln!(text, "   ↗ {} {}: {}", n + 1, one_line(&entry.by_name), said.join(" · "));
    }
    for (n, comment) in view.comments.iter().enumerate() {
        let _ = write!(text, "   ” {} {}", n + 1, one_line(&comment.by_name));
        if comment.kind == CommentKind::Review {
            let _ = write!(text, " · {}", say(&comment.kind));
        }
        if let Some(part) = part(view, comment.on) {
            let _ = write!(text, " · {}", one_line(part));
        }
        let _ = writeln!(text, ": {}", plain(&comment.text));
    }
    for revision in &view.revisions {
        let _ = writeln!(text, "   ↺ {}: {}", one_line(&revision.by_name), plain(&revision.reason));
    }
    for goal in &view.below {
        let _ = writeln!(text, "   ↳ {}  {}", paint.dim(&goal.id.short()), line(goal, paint));
    }
    text
}

/// What a comment is about, when that is a part of the goal.
fn part(view: &GoalView, on: On) -> Option<&str> {
    match on {
        On::Whole => None,
        On::Milestone(id) => view.milestones.iter().find(|stage| stage.id == id).map(|stage| stage.title.as_str()),
        On::Step(id) => view.steps.iter().find(|step| step.id == id).map(|step| step.text.as_str()),
    }
}

/// `An amount, 0 → 10 talks`.
fn measured(measure: &Measure) -> String {
    let kind = say(&measure.kind);
    match measure.kind {
        MeasureKind::Amount | MeasureKind::Percent | MeasureKind::Rating => {
            format!("{kind}, {} → {} {}", measure.baseline, measure.target, one_line(&measure.unit))
                .trim_end()
                .to_owned()
        }
        _ => kind,
    }
}

fn reading_words(reading: &Reading, measure: Option<&Measure>) -> String {
    match reading {
        Reading::Amount(amount) => {
            let unit = measure.map_or(String::new(), |measure| one_line(&measure.unit));
            format!("{amount} {unit}").trim_end().to_owned()
        }
        Reading::Reached(true) => word("goal.state.achieved"),
        Reading::Reached(false) => word("goal.state.active"),
        Reading::Level(level) => level_words(*level),
        Reading::Share(share) => format!("{} %", share.percent()),
    }
}
