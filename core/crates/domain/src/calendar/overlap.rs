//! When two people could meet, the best times first. Every time costs points,
//! and says for what: the fewer the better. Who asks again gets the same list.

use super::free::{Availability, Free};
use super::stretch::{Stretch, common, holds};
use crate::meeting::Minutes;
use crate::rules::{Field, Problem, RuleBroken};
use crate::sort;
use crate::time::{Millis, Wall, ZoneRules};
use crate::words::plain;
use serde::{Deserialize, Serialize};

/// Days that one question looks ahead, at most.
pub const MOST_DAYS: u16 = 182;

/// Times are offered on these minutes.
const GRID_MS: i64 = 15 * 60_000;
/// As many as are offered for one day.
const A_DAY: usize = 2;
/// Before and after these minutes of the day it is its rim.
const MORNING: u16 = 9 * 60;
const EVENING: u16 = 20 * 60;

plain! {
    /// What a time is marked down for.
    SlotCost in "slot_cost" {
        /// A day later.
        Later = "later",
        /// Not when this person likes to be met.
        OutsideHours = "outside_hours",
        /// Early in the morning, or late in the evening.
        Rim = "rim",
        /// Not on the full hour.
        NotRound = "not_round",
    }
}

/// What a time is marked down for, for whom, and by how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub cost: SlotCost,
    /// The first or the second of the two; nothing when it is so for both.
    pub of: Option<Side>,
    pub points: u32,
}

/// One of the two people of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    First,
    Second,
}

/// A time at which both could meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    pub at: Millis,
    /// What the clock of the first person shows then.
    pub first: Wall,
    /// What the clock of the second person shows then.
    pub second: Wall,
    /// The sum of `reasons`.
    pub points: u32,
    pub reasons: Vec<Reason>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub from: Millis,
    /// How many times 24 hours to look ahead: 1 to 182.
    pub days: u16,
    /// How long they want to meet.
    pub minutes: Minutes,
    /// How many times to offer.
    pub most: usize,
}

impl Asked {
    /// Whether it can be asked at all.
    ///
    /// # Errors
    /// Days out of range.
    pub fn check(&self) -> Result<(), RuleBroken> {
        let fits = (1..=MOST_DAYS).contains(&self.days);
        if fits { Ok(()) } else { Err(Problem::OutOfRange { min: 1, max: i64::from(MOST_DAYS) }.of(Field::Date)) }
    }
}

/// Times at which both could meet, the best first; at most two a day, none
/// overlapping another. A time that a clock shows twice is offered only for
/// the first.
///
/// # Errors
/// Days out of range; a zone that is unknown here, or a clock outside of the
/// calendar.
pub fn overlap(
    first: &Availability,
    second: &Availability,
    asked: &Asked,
    rules: &dyn ZoneRules,
) -> Result<Vec<Slot>, RuleBroken> {
    asked.check()?;
    let window = Stretch::new(asked.from, asked.from.plus(i64::from(asked.days) * Millis::HOURS_24));
    for edge in [window.from, window.to] {
        edge.utc_day().map_err(|problem| problem.of(Field::Date))?;
    }
    let free = |one: &Availability| one.within(window, rules).map_err(|problem| problem.of(Field::Availability));
    let pair = [free(first)?, free(second)?];
    let question = Question { pair: &pair, from: asked.from, ms: i64::from(asked.minutes.get()) * 60_000 };
    let mut all: Vec<(u32, Millis)> = Vec::new();
    for stretch in common(&pair[0].free, &pair[1].free) {
        question.weigh(stretch, &mut all).map_err(|problem| problem.of(Field::Availability))?;
    }
    sort::by(&mut all, Ord::cmp);
    let mut chosen: Vec<Slot> = Vec::new();
    for (_, at) in all {
        if chosen.len() >= asked.most {
            break;
        }
        let apart = chosen.iter().all(|slot| (slot.at.0 - at.0).abs() >= question.ms);
        if !apart {
            continue;
        }
        let slot = question.explain(at).map_err(|problem| problem.of(Field::Availability))?;
        if chosen.iter().filter(|other| other.first.day == slot.first.day).count() < A_DAY {
            chosen.push(slot);
        }
    }
    Ok(chosen)
}

struct Question<'a> {
    pair: &'a [Free; 2],
    from: Millis,
    ms: i64,
}

impl Question<'_> {
    /// Every time on the grid that leaves room before the end of a stretch; the
    /// beginning, where there is none.
    fn weigh(&self, stretch: Stretch, all: &mut Vec<(u32, Millis)>) -> Result<(), Problem> {
        let last = stretch.to.plus(-self.ms);
        let first = Millis(stretch.from.0.saturating_add(GRID_MS - 1).div_euclid(GRID_MS) * GRID_MS);
        let times = std::iter::successors(Some(first), |at| Some(at.plus(GRID_MS)));
        let before = all.len();
        for at in times.take_while(|at| *at <= last) {
            self.offer(at, all)?;
        }
        if all.len() == before && stretch.from <= last {
            self.offer(stretch.from, all)?;
        }
        Ok(())
    }

    fn offer(&self, at: Millis, all: &mut Vec<(u32, Millis)>) -> Result<(), Problem> {
        for one in self.pair {
            if one.clock.resolve(one.clock.wall(at)?)?.at.0.div_euclid(60_000) != at.0.div_euclid(60_000) {
                return Ok(());
            }
        }
        let mut points = 0;
        self.judge(at, |reason| points += reason.points)?;
        all.push((points, at));
        Ok(())
    }

    fn explain(&self, at: Millis) -> Result<Slot, Problem> {
        let mut reasons = Vec::new();
        self.judge(at, |reason| reasons.push(reason))?;
        let [one, other] = self.pair;
        let points = reasons.iter().map(|reason| reason.points).sum();
        Ok(Slot { at, first: one.clock.wall(at)?, second: other.clock.wall(at)?, points, reasons })
    }

    fn judge(&self, at: Millis, mut say: impl FnMut(Reason)) -> Result<(), Problem> {
        let mut put = |cost, of, points| {
            if points > 0 {
                say(Reason { cost, of, points });
            }
        };
        let days = (at.0 - self.from.0).div_euclid(Millis::HOURS_24);
        put(SlotCost::Later, None, u32::try_from(days).unwrap_or(0) * 8);
        let whole = Stretch::new(at, at.plus(self.ms));
        for (side, one) in [Side::First, Side::Second].into_iter().zip(self.pair) {
            let liked = one.liked.as_deref().is_none_or(|liked| holds(liked, whole));
            put(SlotCost::OutsideHours, Some(side), if liked { 0 } else { 100 });
            let (begin, end) = (one.clock.wall(whole.from)?, one.clock.wall(whole.to.plus(-1))?);
            let rim = begin.time.minutes() < MORNING || end.day != begin.day || end.time.minutes() >= EVENING;
            put(SlotCost::Rim, Some(side), if rim { 20 } else { 0 });
            let round = match begin.time.minute() {
                0 => 0,
                30 => 4,
                15 | 45 => 8,
                _ => 12,
            };
            put(SlotCost::NotRound, Some(side), round);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
