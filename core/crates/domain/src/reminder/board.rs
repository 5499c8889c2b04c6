//! Where a due thing finds its place: with another one nearby, or at a time
//! of its own as long as the day and the week have room.

use super::hours::Hours;
use super::{Held, History, Part, PushId};
use crate::time::Millis;
use std::collections::BTreeMap;

/// Pushes of one day and of any seven days, beside those that are exempt.
pub const MOST_A_DAY: usize = 2;
/// See [`MOST_A_DAY`].
pub const MOST_A_WEEK: usize = 6;
/// Reminders this close come together, in milliseconds.
pub const TOGETHER_MS: i64 = 15 * 60_000;

/// Something that wants a place.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) id: super::OccurrenceId,
    /// When it is meant for.
    pub(super) due: Millis,
    /// From then on it is pointless.
    pub(super) until: Millis,
    /// From then on the next reminder of the same thing takes its place.
    pub(super) next: Option<Millis>,
    pub(super) exempt: bool,
    pub(super) over_quiet: bool,
    pub(super) snoozed: bool,
    /// Whether it became known only after its time.
    pub(super) late: bool,
}

/// What will be shown at one moment.
#[derive(Clone, Debug, Default)]
pub(super) struct Slot {
    pub(super) exempt: bool,
    pub(super) parts: Vec<Part>,
}

pub(super) struct Board<'a> {
    hours: &'a Hours<'a>,
    now: Millis,
    end: Millis,
    /// Days of every push that counts: by the clock at that time, and by the
    /// clock here and now. They differ only for travellers.
    counted: Vec<[i64; 2]>,
    /// Days that have no room. A full day stays full.
    full: BTreeMap<i64, Held>,
    /// The last push before now.
    last: Option<Millis>,
    pub(super) slots: BTreeMap<Millis, Slot>,
}

impl<'a> Board<'a> {
    /// Nothing has a place yet. `but`: a push that is not counted as shown.
    pub(super) fn new(
        hours: &'a Hours<'a>,
        history: &History,
        now: Millis,
        end: Millis,
        but: Option<(Millis, PushId)>,
    ) -> Self {
        let mut board =
            Self { hours, now, end, counted: Vec::new(), full: BTreeMap::new(), last: None, slots: BTreeMap::new() };
        for (at, _, fired) in history.fired_before(now).filter(|(at, id, _)| Some((*at, *id)) != but) {
            board.last = Some(at);
            if !fired.exempt {
                board.counted.push([fired.day, hours.local.day(at)]);
            }
        }
        board
    }

    /// The place of something wanted, not yet taken.
    ///
    /// # Errors
    /// What leaves it without one.
    pub(super) fn find(&mut self, wanted: &Wanted) -> Result<(Millis, Option<Held>), Held> {
        let mut why = wanted.late.then_some(Held::Late);
        let mut from = wanted.due.max(self.now);
        // Each turn ends in another day, or just after the last push.
        for _ in 0..=2 * super::OsBudget::DAYS {
            let (at, held) = self.hours.first(from, wanted.over_quiet)?;
            why = match (why, held) {
                (None | Some(Held::Late), Some(held)) => Some(held),
                (why, _) => why,
            };
            if wanted.next.is_some_and(|next| at >= next) {
                return Err(Held::Replaced);
            }
            if at >= wanted.until {
                return Err(why.filter(|why| *why != Held::Late).unwrap_or(Held::TooLate));
            }
            if at >= self.end {
                return Err(why.filter(|why| *why != Held::Late).unwrap_or(Held::FarAhead));
            }
            let near = (at.plus(-TOGETHER_MS).max(self.now), at.plus(TOGETHER_MS));
            if let Some(with) = self.with(near, wanted) {
                // Beside the next one of its own ladder it would come twice.
                if wanted.next.is_some_and(|next| with >= next) {
                    return Err(Held::Replaced);
                }
                return Ok((with, why.or((with != wanted.due).then_some(Held::Merged))));
            }
            if wanted.exempt {
                return Ok((at, why));
            }
            if let Some(last) = self.before(at) {
                why = why.or(Some(Held::Merged));
                from = last.plus(TOGETHER_MS);
                continue;
            }
            let day = self.hours.local.day(at);
            let Some(full) = self.full(day) else { return Ok((at, why)) };
            why = Some(full);
            let tomorrow = self.hours.local.at(day + 1, 0).filter(|next| *next > at).ok_or(full)?;
            if let Some(with) = self.with((at, tomorrow), wanted) {
                if wanted.next.is_some_and(|next| with >= next) {
                    return Err(Held::Replaced);
                }
                return Ok((with, why));
            }
            from = tomorrow;
        }
        Err(Held::FarAhead)
    }

    /// Takes a place that was found.
    pub(super) fn take(&mut self, wanted: &Wanted, at: Millis, held: Option<Held>) {
        let part = Part { id: wanted.id, due: wanted.due, held: held.or(wanted.snoozed.then_some(Held::Snoozed)) };
        if !self.slots.contains_key(&at) && !wanted.exempt {
            self.count(at);
        }
        let slot = self.slots.entry(at).or_default();
        slot.exempt |= wanted.exempt;
        slot.parts.push(part);
    }

    /// A place for a push of its own in which nothing is due; as late as can be.
    pub(super) fn last_place(&mut self, minute: i64) -> Option<Millis> {
        let last = self.hours.local.day(self.end) - 1;
        let today = self.hours.local.day(self.now);
        (today + 1..=last).rev().find_map(|day| {
            let at = self.hours.local.at(day, minute)?;
            let (at, _) = self.hours.first(at, false).ok()?;
            let alone = self.slots.range(at.plus(-TOGETHER_MS)..=at.plus(TOGETHER_MS)).next().is_none();
            let day = self.hours.local.day(at);
            (at < self.end && alone && self.full(day).is_none()).then_some(at)
        })
    }

    /// A push with nothing in it.
    pub(super) fn take_empty(&mut self, at: Millis) {
        self.count(at);
        self.slots.insert(at, Slot::default());
    }

    fn count(&mut self, at: Millis) {
        let day = self.hours.local.day(at);
        self.counted.push([day, day]);
    }

    /// The push just before a moment, with which nothing can come any more.
    fn before(&self, at: Millis) -> Option<Millis> {
        let planned = self.slots.range(at.plus(1 - TOGETHER_MS)..at).next_back().map(|(at, _)| *at);
        self.last.filter(|last| at < last.plus(TOGETHER_MS)).max(planned)
    }

    /// The first push in a stretch with which it may come.
    fn with(&self, (from, to): (Millis, Millis), wanted: &Wanted) -> Option<Millis> {
        let fits = |at: &Millis| *at < wanted.until && self.hours.open(*at, wanted.over_quiet);
        self.slots.range(from..=to).map(|(at, _)| *at).find(fits)
    }

    /// Why a day has no room, if it has none.
    fn full(&mut self, day: i64) -> Option<Held> {
        if let Some(full) = self.full.get(&day) {
            return Some(*full);
        }
        let among = |from: i64, to: i64| {
            self.counted.iter().filter(|days| days.iter().any(|day| (from..=to).contains(day))).count()
        };
        let full = if among(day, day) >= MOST_A_DAY {
            Held::DayFull
        } else if (day - 6..=day).any(|first| among(first, first + 6) >= MOST_A_WEEK) {
            Held::WeekFull
        } else {
            return None;
        };
        self.full.insert(day, full);
        Some(full)
    }
}
