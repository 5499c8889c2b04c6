//! Turns of a series. A plan is its first time, its minutes, how often, on
//! which days, and its end, one word each.

use rapport_domain::Field;
use rapport_domain::calendar::{DaySpan, Ends, MonthDay, Nth, Pattern, Repeat};
use rapport_domain::meeting::series::{Plan, SeriesTurn};
use rapport_domain::meeting::{CancelReason, Minutes};
use rapport_domain::time::{Civil, Day, Weekday};
use std::collections::BTreeSet;

pub(crate) fn write_series_turn(turn: &SeriesTurn) -> String {
    match turn {
        SeriesTurn::Propose(plan) => format!("propose {}", write_plan(plan)),
        SeriesTurn::Confirm => "confirm".to_owned(),
        SeriesTurn::MoveOne { of, to } => format!("move_one {of} {to}"),
        SeriesTurn::AgreeOne { of, to } => format!("agree_one {of} {to}"),
        SeriesTurn::MoveRest(plan) => format!("move_rest {}", write_plan(plan)),
        SeriesTurn::AgreeRest(plan) => format!("agree_rest {}", write_plan(plan)),
        SeriesTurn::Skip { of, reason, note } => because(format!("skip {of} {}", reason.name()), note),
        SeriesTurn::Pause(span) => format!("pause {} {}", span.first(), span.last()),
        SeriesTurn::Resume { from } => format!("resume {from}"),
        SeriesTurn::Cancel { reason, note } => because(format!("cancel {}", reason.name()), note),
        SeriesTurn::Newer => "newer".to_owned(),
    }
}

pub(crate) fn read_series_turn(text: &str) -> SeriesTurn {
    read(text).unwrap_or(SeriesTurn::Newer)
}

fn because(turn: String, note: &str) -> String {
    if note.is_empty() { turn } else { format!("{turn} {note}") }
}

fn read(text: &str) -> Option<SeriesTurn> {
    let (name, rest) = cut(text);
    Some(match name {
        "propose" => SeriesTurn::Propose(read_plan(rest)?),
        "confirm" if rest.is_empty() => SeriesTurn::Confirm,
        "move_one" | "agree_one" => {
            let (of, to) = rest.split_once(' ')?;
            let (of, to): (Day, Civil) = (of.parse().ok()?, to.parse().ok()?);
            if name == "move_one" { SeriesTurn::MoveOne { of, to } } else { SeriesTurn::AgreeOne { of, to } }
        }
        "move_rest" => SeriesTurn::MoveRest(read_plan(rest)?),
        "agree_rest" => SeriesTurn::AgreeRest(read_plan(rest)?),
        "skip" => {
            let (of, rest) = rest.split_once(' ')?;
            let (reason, note) = read_reason(rest)?;
            SeriesTurn::Skip { of: of.parse().ok()?, reason, note }
        }
        "pause" => {
            let (first, last) = rest.split_once(' ')?;
            SeriesTurn::Pause(DaySpan::new(first.parse().ok()?, last.parse().ok()?, Field::Exceptions).ok()?)
        }
        "resume" => SeriesTurn::Resume { from: rest.parse().ok()? },
        "cancel" => {
            let (reason, note) = read_reason(rest)?;
            SeriesTurn::Cancel { reason, note }
        }
        _ => return None,
    })
}

fn cut(text: &str) -> (&str, &str) {
    text.split_once(' ').unwrap_or((text, ""))
}

fn read_reason(text: &str) -> Option<(CancelReason, String)> {
    let (reason, note) = cut(text);
    Some((CancelReason::from_name(reason)?, note.to_owned()))
}

fn write_plan(plan: &Plan) -> String {
    let repeat = plan.repeat();
    let days = match repeat.pattern() {
        Pattern::Daily => "daily".to_owned(),
        Pattern::Weekly { days, begins } => {
            let days: Vec<&str> = days.iter().map(|day| day.name()).collect();
            format!("weekly:{}:{}", days.join(","), begins.name())
        }
        Pattern::MonthDay(MonthDay::Date(date)) => format!("date:{date}"),
        Pattern::MonthDay(MonthDay::Last) => "date:last".to_owned(),
        Pattern::MonthWeekday { nth, day } => format!("weekday:{}:{}", nth.number(), day.name()),
    };
    let end = match repeat.ends() {
        Ends::Never => "never".to_owned(),
        Ends::On(day) => format!("until:{day}"),
        Ends::After(count) => format!("count:{count}"),
    };
    format!("{} {} {} {days} {end}", plan.start(), plan.minutes().get(), repeat.every())
}

fn read_plan(text: &str) -> Option<Plan> {
    let parts: Vec<&str> = text.split(' ').collect();
    let [start, minutes, every, days, end] = parts.as_slice() else { return None };
    let parts: Vec<&str> = days.split(':').collect();
    let pattern = match parts.as_slice() {
        ["daily"] => Pattern::Daily,
        ["weekly", days, begins] => {
            let days: Option<BTreeSet<Weekday>> = days.split(',').map(Weekday::from_name).collect();
            Pattern::Weekly { days: days?, begins: Weekday::from_name(begins)? }
        }
        ["date", "last"] => Pattern::MonthDay(MonthDay::Last),
        ["date", date] => Pattern::MonthDay(MonthDay::Date(date.parse().ok()?)),
        ["weekday", nth, day] => {
            Pattern::MonthWeekday { nth: Nth::from_number(nth.parse().ok()?)?, day: Weekday::from_name(day)? }
        }
        _ => return None,
    };
    let ends = match end.split_once(':') {
        None if *end == "never" => Ends::Never,
        Some(("until", day)) => Ends::On(day.parse().ok()?),
        Some(("count", count)) => Ends::After(count.parse().ok()?),
        _ => return None,
    };
    let repeat = Repeat::new(every.parse().ok()?, pattern, ends).ok()?;
    Plan::new(start.parse().ok()?, repeat, Minutes::new(minutes.parse().ok()?).ok()?).ok()
}
