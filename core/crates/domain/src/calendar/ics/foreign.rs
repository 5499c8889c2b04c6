//! An event of somebody else's calendar, as far as it says when one is busy.

use super::busy::LeftOut;
use super::moment::{Moment, length, moment};
use super::names::Names;
use super::object::Raw;
use crate::calendar::{Begins, Repeat};
use crate::rules::{Field, Problem, RuleBroken};
use crate::time::{Civil, Day, Millis, Zone, ZoneRules, ZoneTable};
use std::collections::BTreeSet;

/// The longest that something can last.
const LONGEST_MS: i64 = 400 * Millis::HOURS_24;

/// One event as far as it matters.
pub(super) struct Event<'a> {
    pub(super) at: u32,
    pub(super) uid: &'a str,
    pub(super) start: Moment,
    /// How long it takes; days in 24 hours.
    pub(super) ms: i64,
    pub(super) repeat: Option<Repeat>,
    /// The one time of a series that it is about.
    pub(super) named: Option<Moment>,
    /// Times besides those of the rule.
    pub(super) more: Vec<Moment>,
    /// Days of times that do not take place.
    pub(super) gone: BTreeSet<Day>,
    pub(super) counts: bool,
}

impl<'a> Event<'a> {
    pub(super) fn read(raw: &'a Raw, here: &Zone, zones: &Names<'_>) -> Result<Self, LeftOut> {
        let at = |line: u32| move |why: RuleBroken| LeftOut { line, why };
        let one = |line: &super::line::Line, text: &str| {
            moment(line, text, here, |name| zones.zone(name)).map_err(at(line.at))
        };
        let many = |name: &'static str| -> Result<Vec<Moment>, LeftOut> {
            let each = raw.all(name).flat_map(|line| line.value.split(',').map(move |text| (line, text)));
            each.map(|(line, text)| one(line, text)).collect()
        };
        let begins = raw.line("DTSTART").ok_or(LeftOut { line: raw.at, why: Problem::Empty.of(Field::Date) })?;
        let start = one(begins, &begins.value)?;
        let ms = match (raw.line("DTEND"), raw.line("DURATION")) {
            (Some(line), _) => {
                let end = one(line, &line.value)?;
                between(&start, &end, zones).map_err(at(line.at))?
            }
            (None, Some(line)) => {
                length(&line.value).ok_or(Problem::NotATime.of(Field::Minutes)).map_err(at(line.at))?
            }
            (None, None) => {
                if matches!(start, Moment::On(_)) {
                    Millis::HOURS_24
                } else {
                    0
                }
            }
        };
        if !(0..=LONGEST_MS).contains(&ms) {
            let max = LONGEST_MS / 60_000;
            return Err(LeftOut { line: begins.at, why: Problem::OutOfRange { min: 0, max }.of(Field::Minutes) });
        }
        let repeat = raw.line("RRULE").map(|line| {
            let begins = match &start {
                Moment::On(day) => Begins::On(*day),
                Moment::At(civil) => Begins::At(civil, zones),
            };
            Repeat::from_rrule(&line.value, begins).map_err(at(line.at))
        });
        let named = raw.line("RECURRENCE-ID").map(|line| match line.param("RANGE") {
            None => one(line, &line.value),
            Some(_) => Err(LeftOut { line: line.at, why: Problem::DoesNotFit.of(Field::Repeat) }),
        });
        Ok(Self {
            at: raw.at,
            uid: raw.line("UID").map_or("", |line| line.value.as_str()),
            ms,
            repeat: repeat.transpose()?,
            named: named.transpose()?,
            more: many("RDATE")?,
            gone: many("EXDATE")?.iter().map(|gone| on_wall(gone, &start, zones)).collect(),
            counts: !raw
                .lines
                .iter()
                .any(|line| line.says("TRANSP", "TRANSPARENT") || line.says("STATUS", "CANCELLED")),
            start,
        })
    }
}

/// The day of a time on the wall of a series: another zone can name it, too.
pub(super) fn on_wall(of: &Moment, start: &Moment, rules: &dyn ZoneRules) -> Day {
    let (Moment::At(civil), Moment::At(start)) = (of, start) else { return of.day() };
    if civil.zone == start.zone {
        return civil.day;
    }
    let wall = civil
        .resolve(rules)
        .and_then(|found| ZoneTable::ask(rules, &start.zone, found.at, found.at.plus(1))?.wall(found.at));
    wall.map_or(civil.day, |wall| wall.day)
}

/// Milliseconds from one to the other.
fn between(from: &Moment, to: &Moment, rules: &dyn ZoneRules) -> Result<i64, RuleBroken> {
    let at = |civil: &Civil| civil.resolve(rules).map_err(|problem| problem.of(Field::Zone));
    match (from, to) {
        (Moment::On(first), Moment::On(end)) => Ok((end.epoch_days() - first.epoch_days()) * Millis::HOURS_24),
        (Moment::At(from), Moment::At(to)) => Ok(at(to)?.at.0 - at(from)?.at.0),
        _ => Err(Problem::DoesNotFit.of(Field::Date)),
    }
}
