//! A series of meetings in Markdown: what was agreed and all that happened.

use super::page::{Page, day, joined, line};
use crate::series::{Ends, PlanDays, SeriesDid, SeriesPlan, SeriesState, SeriesTurnView, SeriesView};
use rapport_node::domain::meeting::CancelReason;

pub(super) fn one(page: &mut Page<'_>, series: &SeriesView) {
    let row = &series.row;
    let title = joined([line(&row.title), page.word("screen.series.title")]);
    page.heading(2, &title);
    page.paragraph(&joined([line(&row.with), page.say(&row.stage), line(&series.proposed_by_name)]));
    for one in &series.plans {
        page.fact("field.repeat", &plan(page, one));
    }
    if let Some(mode) = row.mode {
        page.fact("field.mode", &page.say(&mode));
    }
    page.fact("field.place", &line(&row.place));
    if let SeriesState::Cancelled { reason, note, .. } = &series.state {
        page.fact("field.reason", &because(page, *reason, note));
    }
    if let Some(wish) = &series.wish {
        let args = [("name", line(&wish.by_name)), ("plan", plan(page, &wish.plan))];
        page.item(&page.filled("series.wish", &args));
    }
    for span in &series.pauses {
        let args = [("first", span.first.to_string()), ("last", span.last.to_string())];
        page.item(&page.filled("series.pause", &args));
    }
    let happened = series.history.iter().map(|turn| (None, happened(page, turn))).collect();
    page.list("screen.goal.history", happened);
}

fn plan(page: &Page<'_>, plan: &SeriesPlan) -> String {
    let every = u64::from(plan.every);
    let often = match &plan.on {
        PlanDays::Daily => page.counted("series.days", every, &[]),
        PlanDays::Weekly { days, .. } => {
            let days: Vec<String> = days.iter().map(|day| page.say(day)).collect();
            page.counted("series.weeks", every, &[("days", days.join(", "))])
        }
        PlanDays::Date { date } => page.counted("series.dates", every, &[("date", date.to_string())]),
        PlanDays::LastDate => page.counted("series.last_date", every, &[]),
        PlanDays::OnWeekday { nth, day } => {
            let number = nth.number();
            let which = page.word(&format!("series.nth_{}", if (1..=5).contains(&number) { number } else { 0 }));
            page.counted("series.nth", every, &[("which", which), ("day", page.say(day))])
        }
    };
    let time = format!("{} ({})", plan.start.time, plan.start.zone);
    let minutes = page.counted("count.minutes", u64::from(plan.minutes.get()), &[]);
    let from = page.filled("series.from", &[("day", plan.start.day.to_string())]);
    let ends = match plan.ends {
        Ends::Never => String::new(),
        Ends::On(day) => page.filled("series.until", &[("day", day.to_string())]),
        Ends::After(times) => page.counted("count.times", times.into(), &[]),
    };
    joined([often, time, minutes, from, ends])
}

fn because(page: &Page<'_>, reason: CancelReason, note: &str) -> String {
    joined([page.say(&reason), line(note)])
}

/// Who did what, and whether it counted.
fn happened(page: &Page<'_>, turn: &SeriesTurnView) -> String {
    let what = match &turn.did {
        SeriesDid::Propose { plan: proposed } => joined([page.word("series.did.propose"), plan(page, proposed)]),
        SeriesDid::Confirm => page.word("series.did.confirm"),
        SeriesDid::MoveOne { of, to } => {
            let to = format!("{} {}", to.day, to.time);
            page.filled("series.did.move_one", &[("day", of.to_string()), ("to", to)])
        }
        SeriesDid::AgreeOne { of, .. } => page.filled("series.did.agree_one", &[("day", of.to_string())]),
        SeriesDid::MoveRest { plan: wished } => {
            let did = page.filled("series.did.move_rest", &[("day", wished.start.day.to_string())]);
            joined([did, plan(page, wished)])
        }
        SeriesDid::AgreeRest { plan } => page.filled("series.did.agree_rest", &[("day", plan.start.day.to_string())]),
        SeriesDid::Skip { of, reason, note } => {
            page.filled("series.did.skip", &[("day", of.to_string()), ("why", because(page, *reason, note))])
        }
        SeriesDid::Pause { first, last } => {
            page.filled("series.did.pause", &[("first", first.to_string()), ("last", last.to_string())])
        }
        SeriesDid::Resume { from } => page.filled("series.did.resume", &[("day", from.to_string())]),
        SeriesDid::Cancel { reason, note } => {
            page.filled("series.did.cancel", &[("why", because(page, *reason, note))])
        }
        SeriesDid::Newer => page.word("series.did.newer"),
    };
    let late = if turn.stands { String::new() } else { page.word("series.too_late") };
    joined([day(turn.at), line(&turn.by_name), what, late])
}
