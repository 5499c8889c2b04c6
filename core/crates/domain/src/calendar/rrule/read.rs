//! Reads a rule of repetition. What it does not understand it refuses, with the
//! place: half a rule would mean other days than its author meant.

use super::parts::{Parts, Piece};
use crate::calendar::{Ends, MOST_EVERY, MonthDay, Nth, Pattern, Repeat};
use crate::rules::{Field, RuleBroken};
use crate::time::{Civil, Day, Millis, TimeOfDay, Wall, Weekday, ZoneRules};
use chrono::Datelike;
use std::collections::BTreeSet;

/// With what a rule begins: that decides which days it means, and what the
/// text of its end is compared with.
#[derive(Clone, Copy)]
pub enum Begins<'a> {
    /// With a whole day. Its end is a day, too.
    On(Day),
    /// With a time at a place. Its end is an instant in UTC; a day, or a time
    /// without `Z`, is taken as one on the same wall, as many programs write it.
    At(&'a Civil, &'a dyn ZoneRules),
}

impl Begins<'_> {
    const fn day(&self) -> Day {
        match self {
            Self::On(day) => *day,
            Self::At(civil, _) => civil.day,
        }
    }
}

impl Repeat {
    /// Reads the value of an `RRULE`.
    ///
    /// # Errors
    /// `NotARepeat` and `RepeatNotTaken` with the place in the text; a zone that
    /// is unknown here.
    pub fn from_rrule(text: &str, begins: Begins<'_>) -> Result<Self, RuleBroken> {
        let mut parts = Parts::read(text)?;
        let whole = Piece { text, at: 0 };
        let often = parts.take("FREQ").ok_or(whole.wrong(Field::Repeat))?;
        let every = match parts.take("INTERVAL") {
            None => 1,
            Some(piece) => interval(piece)?,
        };
        let (count, until) = (parts.take("COUNT"), parts.take("UNTIL"));
        let week = match parts.take("WKST") {
            None => Weekday::Monday,
            Some(piece) => weekday(piece)?,
        };
        let days: Days<'_> = match parts.take("BYDAY") {
            None => None,
            Some(piece) => Some((piece, piece.split(',').map(nth_weekday).collect::<Result<_, _>>()?)),
        };
        let kind = often.text.to_ascii_uppercase();
        let (times, pattern) = match (kind.as_str(), days) {
            ("DAILY", None) => (1, Pattern::Daily),
            ("DAILY", Some((piece, days))) if every == 1 => (1, weekly(piece, &days, week)?),
            ("WEEKLY", None) => (1, Pattern::Weekly { days: BTreeSet::from([begins.day().weekday()]), begins: week }),
            ("WEEKLY", Some((piece, days))) => (1, weekly(piece, &days, week)?),
            ("MONTHLY", days) => (1, monthly(&mut parts, days, begins.day())?),
            ("YEARLY", days) => (12, yearly(&mut parts, days, begins.day())?),
            ("DAILY" | "HOURLY" | "MINUTELY" | "SECONDLY", _) => return Err(often.not_taken()),
            _ => return Err(often.wrong(Field::Repeat)),
        };
        parts.none_left()?;
        let every = every.checked_mul(times).filter(|every| *every <= MOST_EVERY).ok_or(often.not_taken())?;
        let ends = match (count, until) {
            (None, None) => Ends::Never,
            (Some(piece), None) => match piece.number(Field::Count)? {
                0 => return Err(piece.wrong(Field::Count)),
                count => Ends::After(count),
            },
            (None, Some(piece)) => Ends::On(last_day(piece, begins)?),
            (Some(_), Some(piece)) => return Err(piece.wrong(Field::Until)),
        };
        Self::new(every, pattern, ends)
    }
}

/// The weekdays of a rule, with their numbers, and where they stand.
type Days<'a> = Option<(Piece<'a>, Vec<(Option<i64>, Weekday)>)>;

fn interval(piece: Piece<'_>) -> Result<u16, RuleBroken> {
    match piece.number(Field::Interval)? {
        0 => Err(piece.wrong(Field::Interval)),
        many => u16::try_from(many).ok().filter(|many| *many <= MOST_EVERY).ok_or(piece.not_taken()),
    }
}

fn weekday(piece: Piece<'_>) -> Result<Weekday, RuleBroken> {
    let same = |day: &Weekday| super::letters(*day).eq_ignore_ascii_case(piece.text);
    Weekday::ALL.iter().copied().find(same).ok_or(piece.wrong(Field::Repeat))
}

/// `TU`, `2TU`, `+2TU` or `-1TU`.
fn nth_weekday(piece: Piece<'_>) -> Result<(Option<i64>, Weekday), RuleBroken> {
    let letters = piece.text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(0);
    let (nth, day) = (piece.text.get(..letters), piece.text.get(letters..));
    let (Some(nth), Some(day)) = (nth, day) else { return Err(piece.wrong(Field::Repeat)) };
    let day = weekday(Piece { text: day, at: piece.at })?;
    if nth.is_empty() {
        return Ok((None, day));
    }
    signed(Piece { text: nth, at: piece.at }).map(|nth| (Some(nth), day))
}

/// A whole number of at most two digits, not zero, with or without its sign.
fn signed(piece: Piece<'_>) -> Result<i64, RuleBroken> {
    let digits = piece.text.strip_prefix(['+', '-']).unwrap_or(piece.text);
    let short = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let number = short.then(|| piece.text.parse::<i64>().ok()).flatten();
    number.filter(|number| *number != 0).ok_or(piece.wrong(Field::Repeat))
}

fn weekly(piece: Piece<'_>, days: &[(Option<i64>, Weekday)], begins: Weekday) -> Result<Pattern, RuleBroken> {
    if days.iter().any(|(nth, _)| nth.is_some()) {
        return Err(piece.wrong(Field::Repeat));
    }
    Ok(Pattern::Weekly { days: days.iter().map(|(_, day)| *day).collect(), begins })
}

fn monthly(parts: &mut Parts<'_>, days: Days<'_>, start: Day) -> Result<Pattern, RuleBroken> {
    let (date, place) = (parts.take("BYMONTHDAY"), parts.take("BYSETPOS"));
    match (days, date, place) {
        (None, None, None) => {
            Ok(Pattern::MonthDay(MonthDay::Date(u8::try_from(start.date().day()).unwrap_or(u8::MAX))))
        }
        (None, Some(piece), None) => match signed(piece).map_err(|_| unlisted(piece))? {
            -1 => Ok(Pattern::MonthDay(MonthDay::Last)),
            date @ 1..=31 => Ok(Pattern::MonthDay(MonthDay::Date(u8::try_from(date).unwrap_or(u8::MAX)))),
            -31..=-2 => Err(piece.not_taken()),
            _ => Err(piece.wrong(Field::Repeat)),
        },
        (Some((piece, days)), None, place) => {
            let &[(nth, day)] = days.as_slice() else { return Err(piece.not_taken()) };
            // `BYDAY=TU;BYSETPOS=2` is another way to say `BYDAY=2TU`.
            let (nth, from) = match (nth, place) {
                (Some(nth), None) => (nth, piece),
                (None, Some(place)) => (signed(place).map_err(|_| unlisted(place))?, place),
                _ => return Err(piece.not_taken()),
            };
            let nth = Nth::from_number(nth).ok_or(from.not_taken())?;
            Ok(Pattern::MonthWeekday { nth, day })
        }
        (_, Some(piece), _) | (_, _, Some(piece)) => Err(piece.not_taken()),
    }
}

/// Lists are well formed and not taken; anything else is no number at all.
fn unlisted(piece: Piece<'_>) -> RuleBroken {
    let list = piece.split(',').count() > 1 && piece.split(',').all(|one| signed(one).is_ok());
    if list { piece.not_taken() } else { piece.wrong(Field::Repeat) }
}

/// Every twelfth month, as long as the month is the one it begins in.
fn yearly(parts: &mut Parts<'_>, days: Days<'_>, start: Day) -> Result<Pattern, RuleBroken> {
    let month = parts.take("BYMONTH");
    if let Some(piece) = month {
        let number = signed(piece).map_err(|_| unlisted(piece))?;
        if !(1..=12).contains(&number) {
            return Err(piece.wrong(Field::Repeat));
        }
        if number != i64::from(start.date().month()) {
            return Err(piece.not_taken());
        }
    } else if let Some((piece, _)) = days {
        return Err(piece.not_taken());
    } else if let Some(piece) = parts.take("BYMONTHDAY") {
        // Without a month it is that date of every month.
        return Err(piece.not_taken());
    }
    monthly(parts, days, start)
}

/// The last day with a time that is not after the end.
fn last_day(piece: Piece<'_>, begins: Begins<'_>) -> Result<Day, RuleBroken> {
    let wrong = || piece.wrong(Field::Until);
    let (date, time) = match piece.text.split_once(['T', 't']) {
        None => (piece.text, None),
        Some((date, time)) => (date, Some(time)),
    };
    let day = until_day(date).ok_or_else(wrong)?;
    let Some(time) = time else { return Ok(day) };
    let (time, utc) = match time.strip_suffix(['Z', 'z']) {
        Some(time) => (time, true),
        None => (time, false),
    };
    let time = time_of(time).ok_or_else(wrong)?;
    let Begins::At(start, rules) = begins else { return Err(wrong()) };
    let until = Wall { day, time };
    let before = |day: Day| day.plus_days(-1).map_err(|_| wrong());
    if !utc {
        return if start.time <= time { Ok(day) } else { before(day) };
    }
    let ends = until.as_if_utc();
    let mut last = day.plus_days(1).unwrap_or(Day::LAST);
    let begins_at = |day: Day| -> Result<Millis, RuleBroken> {
        let at = Civil { day, ..start.clone() }.resolve(rules);
        at.map(|found| found.at).map_err(|problem| problem.of(Field::Zone))
    };
    while begins_at(last)? > ends {
        last = before(last)?;
    }
    Ok(last)
}

/// Programs write a day of the year 9999 for "never"; our calendar ends sooner.
fn until_day(text: &str) -> Option<Day> {
    let far = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) && text > "22001231";
    if far { Some(Day::LAST) } else { date_of(text) }
}

/// `20260329`.
pub(in crate::calendar) fn date_of(text: &str) -> Option<Day> {
    let digits = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    let part = |range| text.get(range).and_then(|part: &str| part.parse::<u32>().ok());
    let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
    digits.then(|| Day::new(i32::try_from(year).ok()?, month, day).ok()).flatten()
}

/// `023000`; the seconds are left out, 60 of them are a leap second.
pub(in crate::calendar) fn time_of(text: &str) -> Option<TimeOfDay> {
    let digits = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
    let part = |range| text.get(range).and_then(|part: &str| part.parse::<u32>().ok());
    let (hour, minute, second) = (part(0..2)?, part(2..4)?, part(4..6)?);
    (digits && second <= 60).then(|| TimeOfDay::new(hour, minute).ok()).flatten()
}
