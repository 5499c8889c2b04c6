//! A goal in Markdown, with what it said before.

use super::page::{Page, day, joined, line};
use crate::goals::{GoalView, Reading};
use rapport_node::domain::goal::{GoalTurn, Wording};
use rapport_node::domain::measure::{Measure, MeasureKind};
use rapport_node::view::goals::{CommentView, EntryView, StepView};

pub(super) fn one(page: &mut Page<'_>, goal: &GoalView) {
    let row = &goal.row;
    page.heading(2, &line(&row.title));
    let seen = page.word(if row.shared { "common.shared" } else { "common.private" });
    let head = joined([line(&row.owner_name), page.say(&row.stage), seen]);
    page.paragraph(&head);
    said(page, &goal.wording);
    if let Some(review) = goal.review {
        page.fact("field.review", &review.to_string());
    }
    if let Some(confidence) = row.confidence {
        let text = format!("{}/5 {}", confidence.number(), page.say(&confidence));
        page.fact("field.confidence", &text);
    }
    page.fact("field.weight", &goal.weight.get().to_string());
    page.fact("field.parent", &line(&goal.parent_title));
    let percent = page.filled("count.percent", &[("n", (row.progress / 10).to_string())]);
    page.fact("field.progress", &joined([percent, page.say(&row.basis)]));
    answers(page, &goal.wording);
    let stages = goal.milestones.iter().map(|stage| {
        let due = stage.due.map(|due| due.to_string()).unwrap_or_default();
        (Some(stage.reached), joined([line(&stage.title), due]))
    });
    page.list("screen.goal.milestones", stages.collect());
    steps(page, "screen.goal.steps", &goal.steps);
    let entries = goal.entries.iter().map(|entry| (None, found(page, entry, goal.wording.measure.as_ref())));
    let entries = entries.collect();
    page.list("screen.goal.progress", entries);
    let comments = goal.comments.iter().map(|comment| (None, remark(page, comment, goal))).collect();
    page.list("screen.goal.comments", comments);
    let history = goal.history.iter().filter_map(|turn| match &turn.turn {
        GoalTurn::Drop { reason } => Some((None, joined([day(turn.at), line(&turn.by_name), line(reason)]))),
        _ => None,
    });
    page.list("goal.state.dropped", history.collect());
    for revision in &goal.revisions {
        let number = revision.version.map(|number| number.to_string()).unwrap_or_default();
        let head = joined([number, day(revision.at), line(&revision.by_name), line(&revision.reason)]);
        let head = format!("{}: {head}", page.word("field.revision"));
        page.heading(3, &head);
        page.fact("field.title", &line(&revision.was.title));
        said(page, &revision.was);
        answers(page, &revision.was);
    }
}

/// Steps, also those that were agreed in a meeting.
pub(super) fn steps(page: &mut Page<'_>, key: &str, steps: &[StepView]) {
    let items = steps.iter().map(|step| {
        let due = step.due.as_ref().map(ToString::to_string).unwrap_or_default();
        let done = step.done.map(|at| joined([line(&step.done_by_name), day(at)])).unwrap_or_default();
        let state = if step.done_by.is_some() { String::new() } else { page.say(&step.state) };
        (Some(step.done_by.is_some()), joined([line(&step.text), line(&step.assignee_name), due, state, done]))
    });
    let items = items.collect();
    page.list(key, items);
}

/// The figures and days of a wording.
fn said(page: &mut Page<'_>, wording: &Wording) {
    if let Some(due) = wording.due {
        page.fact("field.due", &due.to_string());
    }
    if let Some(horizon) = wording.horizon {
        page.fact("field.horizon", &page.say(&horizon));
    }
    if let Some(measure) = &wording.measure {
        page.fact("field.measure", &measured(page, measure));
    }
}

/// Its texts, and what each level of attainment means.
fn answers(page: &mut Page<'_>, wording: &Wording) {
    page.prose("field.why", &wording.why);
    page.prose("field.specific", &wording.specific);
    page.prose("field.means", &wording.means);
    page.prose("field.test", &wording.test);
    let levels = rapport_node::domain::GasLevel::ALL.iter().map(|level| (level, wording.level(*level)));
    let levels = levels.filter(|(_, text)| !text.is_empty());
    let items = levels.map(|(level, text)| (None, format!("{}: {}", page.say(level), line(text)))).collect();
    page.list("screen.goal.levels", items);
}

fn measured(page: &Page<'_>, measure: &Measure) -> String {
    let kind = page.say(&measure.kind);
    match measure.kind {
        MeasureKind::Amount | MeasureKind::Percent | MeasureKind::Rating => {
            let figures = format!("{} → {} {}", measure.baseline, measure.target, line(&measure.unit));
            joined([kind, figures.trim_end().to_owned()])
        }
        _ => kind,
    }
}

fn found(page: &Page<'_>, entry: &EntryView, measure: Option<&Measure>) -> String {
    let read = entry.reading.map(|reading| match reading {
        Reading::Amount(amount) => {
            let unit = measure.map_or(String::new(), |measure| line(&measure.unit));
            format!("{amount} {unit}").trim_end().to_owned()
        }
        Reading::Reached(reached) => page.yes(reached),
        Reading::Level(level) => page.say(&level),
        Reading::Share(share) => page.filled("count.percent", &[("n", share.percent().to_string())]),
    });
    joined([day(entry.at), line(&entry.by_name), read.unwrap_or_default(), line(&entry.note)])
}

fn remark(page: &Page<'_>, comment: &CommentView, goal: &GoalView) -> String {
    use rapport_node::domain::comment::On;
    let on = match comment.on {
        On::Whole => String::new(),
        On::Milestone(id) => {
            goal.milestones.iter().find(|stage| stage.id == id).map_or(String::new(), |stage| line(&stage.title))
        }
        On::Step(id) => goal.steps.iter().find(|step| step.id == id).map_or(String::new(), |step| line(&step.text)),
    };
    let edited = if comment.edited { page.word("screen.goal.edited") } else { String::new() };
    let head = joined([day(comment.at), line(&comment.by_name), page.say(&comment.kind), on, edited]);
    format!("{head}: {}", line(&comment.text))
}
