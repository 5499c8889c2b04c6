//! `rapport meetings calendar`: a month as a small drawing. In English and in
//! German a week begins on Monday.

use crate::args::Ctx;
use crate::failed::Stop;
use crate::term::{Paint, one_line};
use crate::words::{filled, say, word};
use crate::zones::{Zones, system_zone};
use chrono::Datelike;
use clap::Args;
use rapport_core::domain::time::{Day, Here, Millis, Weekday, Zone};
use rapport_core::meetings::{CalendarDay, CalendarEntry, MeetingStage};
use rapport_core::ports::{Clock, SystemClock};
use rapport_core::{Failure, Rapport};
use std::fmt::Write as _;

#[derive(Debug, Args)]
pub(crate) struct CalendarArgs {
    /// The month: 2026-12; without one, that of today
    #[arg(long, value_parser = month)]
    month: Option<Day>,
}

/// The first day of a month.
fn month(text: &str) -> Result<Day, String> {
    let plain = text.len() == "2026-12".len() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let first = plain.then(|| format!("{text}-01").parse().ok()).flatten();
    first.ok_or_else(|| word("cli.calendar.like_month"))
}

pub(super) fn run(ctx: &Ctx, core: &Rapport, args: &CalendarArgs) -> Result<(), Stop> {
    let first = args.month.map_or_else(this_month, Ok)?;
    let length = length(first);
    let last = first.plus_days(length - 1).unwrap_or(Day::LAST);
    let days = core.meetings().days(None, first, last)?;
    ctx.show(&days, || page(first, length, &days))
}

fn this_month() -> Result<Day, Stop> {
    let now = SystemClock.now_ms().map_err(|problem| Stop::Outside(problem.detail))?;
    let today = || {
        let zone = Zone::new(&system_zone())?;
        let today = Here { now: Millis(now), zone: &zone, rules: &Zones }.today()?;
        today.plus_days(1 - i64::from(today.of_month()))
    };
    today().map_err(|problem| Failure::from(problem.of(rapport_core::domain::Field::Date)).into())
}

fn length(first: Day) -> i64 {
    let next = |day: &i64| first.plus_days(*day).is_ok_and(|day| day.date().month() == first.date().month());
    (28..31).take_while(next).last().map_or(28, |day| day + 1)
}

fn page(first: Day, length: i64, days: &[CalendarDay]) -> String {
    let paint = Paint::stdout();
    let date = first.date();
    let title = [("month", word(name(date.month()))), ("year", date.year().to_string())];
    let mut text = paint.bold(&filled("cli.calendar.title", &title)) + "\n";
    let heads = Weekday::ALL.iter().map(|day| say(day).chars().take(2).collect::<String>());
    let _ = writeln!(text, "{}", paint.dim(heads.map(|head| format!(" {head} ")).collect::<String>().trim_end()));
    let before = Weekday::ALL.iter().position(|day| *day == first.weekday()).unwrap_or(0);
    let mut row = "    ".repeat(before);
    for number in 1..=length {
        let day = days.iter().find(|day| i64::from(day.day.of_month()) == number);
        let _ = write!(row, "{number:>3}{}", day.map_or(' ', |day| mark(&day.entries)));
        let ends = usize::try_from(number).unwrap_or(0) + before;
        if ends.is_multiple_of(7) || number == length {
            let _ = writeln!(text, "{}", row.trim_end());
            row.clear();
        }
    }
    text.push('\n');
    if days.is_empty() {
        return text + &word("cli.calendar.nothing") + "\n";
    }
    for day in days {
        for entry in &day.entries {
            let _ = writeln!(text, "{}", line(day.day, entry));
        }
    }
    text + &paint.dim(&word("cli.calendar.marks")) + "\n"
}

/// What is sure counts before what waits for a yes, and that before what did
/// not take place.
fn mark(entries: &[CalendarEntry]) -> char {
    let any = |stages: &[MeetingStage]| entries.iter().any(|entry| stages.contains(&entry.stage));
    if any(&[MeetingStage::Confirmed, MeetingStage::Held, MeetingStage::Logged]) {
        '●'
    } else if any(&[MeetingStage::Proposed]) {
        '○'
    } else {
        '×'
    }
}

fn line(day: Day, entry: &CalendarEntry) -> String {
    let mut text = format!("{day} {}, {} min  {}", entry.time, entry.minutes, say(&entry.stage));
    for piece in [&entry.title, &entry.with] {
        if !piece.is_empty() {
            let _ = write!(text, " · {}", one_line(piece));
        }
    }
    text
}

const fn name(month: u32) -> &'static str {
    match month {
        1 => "cli.calendar.january",
        2 => "cli.calendar.february",
        3 => "cli.calendar.march",
        4 => "cli.calendar.april",
        5 => "cli.calendar.may",
        6 => "cli.calendar.june",
        7 => "cli.calendar.july",
        8 => "cli.calendar.august",
        9 => "cli.calendar.september",
        10 => "cli.calendar.october",
        11 => "cli.calendar.november",
        _ => "cli.calendar.december",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Day {
        month(text).unwrap()
    }

    fn entry(stage: MeetingStage) -> CalendarEntry {
        CalendarEntry {
            time: "16:30".parse().unwrap(),
            minutes: 60,
            title: String::new(),
            with: String::new(),
            stage,
            meeting: None,
            series: None,
        }
    }

    #[test]
    fn months_have_their_lengths() {
        let long = |text: &str| length(first(text));
        assert_eq!(["2026-02", "2028-02", "2026-04", "2026-12", "2200-12"].map(long), [28, 29, 30, 31, 31]);
        for odd in ["", "2026", "2026-00", "2026-13", "26-01", "2026/01", "2026-1 ", "+026-01", "2201-01"] {
            assert!(month(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn every_day_stands_once_under_its_weekday() {
        for text in ["2026-02", "2026-03", "2026-08", "2027-02", "2200-12"] {
            let drawn = page(first(text), length(first(text)), &[]);
            let lines: Vec<&str> = drawn.lines().skip(2).take_while(|line| !line.is_empty()).collect();
            let mut day = first(text);
            for number in 1..=length(day) {
                let column = Weekday::ALL.iter().position(|one| *one == day.weekday()).unwrap() * 4;
                let shown = format!("{number:>3}");
                let at = |line: &&str| line.get(column..column + 3) == Some(&shown);
                assert_eq!(lines.iter().copied().filter(|line| at(line)).count(), 1, "{text} {number}\n{drawn}");
                day = day.plus_days(1).unwrap_or(day);
            }
        }
    }

    #[test]
    fn what_is_sure_shows_before_what_is_not() {
        use MeetingStage::{Confirmed, Logged, Missed, Proposed};
        let marks = [vec![Missed], vec![Missed, Proposed], vec![Proposed, Logged, Missed], vec![Confirmed]]
            .map(|stages| mark(&stages.into_iter().map(entry).collect::<Vec<_>>()));
        assert_eq!(marks, ['×', '○', '●', '●']);
    }
}
