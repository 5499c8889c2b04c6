//! From what is due to what wants a place: done things fall away, kinds that
//! are off too, and what was put off comes when the person said.

use super::board::Wanted;
use super::local::Local;
use super::{DueItem, Held, OccurrenceId, Record, Rung, State};
use crate::rules::Problem;
use crate::time::Millis;

/// How long something keeps its point when nobody said.
const STALE_MS: i64 = 7 * Millis::HOURS_24;

/// What an item wants: its reminders that are still open, and those that it
/// does without. What was handed out for a time that has passed is not wanted
/// again, except for what is `asked` about.
pub(super) fn wanted(
    state: &State,
    item: &DueItem,
    local: &Local<'_>,
    asked: &[OccurrenceId],
) -> Vec<Result<Wanted, (OccurrenceId, Held)>> {
    if state.history.is_done(item.kind, item.cause, item.anchor) {
        return Vec::new();
    }
    let mut rungs: Vec<_> =
        (0u8..).zip(&item.rungs).map(|(nth, rung)| Seen::new(state, item, nth, rung, local)).collect();
    // A reminder that the person put off stands for those before it, also once
    // it has come.
    let put_off = rungs.iter().filter_map(|seen| seen.put_off.clone()?.ok()).max();
    let mut next = None;
    let mut found = Vec::new();
    while let Some(seen) = rungs.pop() {
        let id = seen.id;
        if seen.is_over(local.now(), asked) {
            // Those before it are over when its time has come.
            next = if seen.put_off.is_some() { next } else { seen.due.ok().or(next) };
            continue;
        }
        found.push(seen.wanted(local, state, item, put_off, next).map_err(|held| (id, held)));
        if let Some(Ok(wanted)) = found.last() {
            next = if wanted.snoozed { next } else { Some(wanted.due) };
        }
    }
    found.reverse();
    found
}

/// One rung, and what is known of it.
struct Seen<'a> {
    id: OccurrenceId,
    record: Option<&'a Record>,
    /// Until when the person last put it off.
    put_off: Option<Result<Millis, Problem>>,
    due: Result<Millis, Problem>,
    until: Result<Millis, Problem>,
}

impl<'a> Seen<'a> {
    fn new(state: &'a State, item: &DueItem, nth: u8, rung: &Rung, local: &Local<'_>) -> Self {
        let id = OccurrenceId { rung: nth, ..item.name() };
        let record = state.history.of(&id);
        let put_off = record.and_then(|record| record.put_off.as_ref()).map(|put_off| local.moment(&put_off.when));
        let waits = record.is_some_and(Record::is_put_off);
        let due = put_off.clone().filter(|_| waits).unwrap_or_else(|| local.moment(&rung.when));
        let until = match &rung.until {
            Some(until) => local.moment(until),
            None => due.clone().map(|due| due.plus(STALE_MS)),
        };
        Self { id, record, put_off, due, until }
    }

    fn snoozed(&self) -> bool {
        self.record.is_some_and(Record::is_put_off)
    }

    /// Shown, or handed out and perhaps shown.
    fn is_over(&self, now: Millis, asked: &[OccurrenceId]) -> bool {
        self.record.is_some_and(|record| record.is_over() || (record.is_out(now) && !asked.contains(&self.id)))
    }

    fn wanted(
        self,
        local: &Local<'_>,
        state: &State,
        item: &DueItem,
        put_off: Option<Millis>,
        next: Option<Millis>,
    ) -> Result<Wanted, Held> {
        let (Ok(due), Ok(until)) = (&self.due, &self.until) else { return Err(Held::UnknownZone) };
        let snoozed = self.snoozed();
        let habit = state.history.habit(item.kind);
        let nth = item.series.map_or(u32::from(self.id.rung), |series| series.nth);
        if state.settings.off.contains(&item.kind) {
            return Err(Held::KindOff);
        }
        if state.refused.contains(&item.kind) {
            return Err(Held::NotAllowed);
        }
        if !snoozed && !habit.lets(nth) {
            return Err(Held::Rarer);
        }
        if !snoozed && put_off.is_some_and(|put_off| *due <= put_off) {
            return Err(Held::Snoozed);
        }
        let over_quiet = item.over_quiet
            || self.record.and_then(|record| record.put_off.as_ref()).is_some_and(|put_off| put_off.over_quiet);
        let next = if snoozed { None } else { next };
        let late = *due < local.now() && self.record.is_none_or(|record| record.slot.is_none());
        Ok(Wanted { id: self.id, due: *due, until: *until, next, exempt: item.is_exempt(), over_quiet, snoozed, late })
    }
}
