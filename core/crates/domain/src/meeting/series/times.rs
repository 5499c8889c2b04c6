//! The times that a series gives.

use super::{Series, SeriesLife, SeriesState, Shift};
use crate::calendar::{Met, Recurrence};
use crate::meeting::Minutes;
use crate::rules::Problem;
use crate::sort;
use crate::time::{Civil, Day, Millis, ZoneRules};
use rapport_ids::PersonId;

/// One time of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesTime {
    pub met: Met,
    pub minutes: Minutes,
    /// Whether both have said yes to this time. One that was moved waits for it.
    pub agreed: bool,
}

impl SeriesLife {
    /// Its plans with their exceptions, one after the other: what a calendar
    /// file takes.
    ///
    /// # Errors
    /// Never of turns that stood; exceptions that do not fit are refused.
    pub fn recurrences(&self) -> Result<Vec<(Recurrence, Minutes)>, Problem> {
        self.plans.iter().map(|plan| Ok((self.excepted(plan.recurrence())?, plan.minutes()))).collect()
    }

    fn excepted(&self, all: Recurrence) -> Result<Recurrence, Problem> {
        let fits = |_| Problem::DoesNotFit;
        let mut all = all;
        for of in self.skips.keys().filter(|of| all.clone().gives(**of)).copied().collect::<Vec<_>>() {
            all = all.skip(of).map_err(fits)?;
        }
        for (of, shift) in &self.shifts {
            if all.gives(*of) {
                all = all.move_one(*of, shift.to.clone()).map_err(fits)?;
            }
        }
        self.pauses.iter().try_fold(all, |all, span| all.pause(*span).map_err(fits))
    }

    /// When one time takes place, by the day that its plan gives it; nothing
    /// for a day that none gives, that was left out or lies in a pause.
    pub fn time_of(&self, of: Day) -> Option<(Civil, Minutes)> {
        if self.state != SeriesState::Confirmed || self.skips.contains_key(&of) {
            return None;
        }
        let plan = self.plans.iter().find(|plan| plan.recurrence().gives(of))?;
        if let Some(shift) = self.shifts.get(&of) {
            return Some((shift.to.clone(), plan.minutes()));
        }
        let paused = self.pauses.iter().any(|days| days.holds(of));
        (!paused).then(|| (Civil { day: of, ..plan.start().clone() }, plan.minutes()))
    }

    /// Whether something waits for the yes of this person, of times that lie
    /// behind excepted.
    pub fn waits_for(&self, person: PersonId, today: Day) -> bool {
        let others = |by: PersonId| by != person;
        match &self.state {
            SeriesState::Empty | SeriesState::Cancelled { .. } => false,
            SeriesState::Proposed { by } => others(*by),
            SeriesState::Confirmed => {
                let moved = |shift: &Shift| others(shift.by) && !shift.agreed && shift.to.day >= today;
                self.wish.as_ref().is_some_and(|wish| others(wish.by)) || self.shifts.values().any(moved)
            }
        }
    }

    /// What takes place from `from` (included) to `to` (not included), in order;
    /// nothing of a series that was cancelled.
    ///
    /// # Errors
    /// A zone that is unknown here, an instant outside of the calendar.
    pub fn between(&self, from: Millis, to: Millis, rules: &dyn ZoneRules) -> Result<Vec<SeriesTime>, Problem> {
        let mut found = Vec::new();
        for (all, minutes) in self.standing()? {
            found.extend(all.between(from, to, rules)?.into_iter().map(|met| self.time(met, minutes)));
        }
        sort::by_key(&mut found, |time| (time.met.at, time.met.occurrence.of));
        Ok(found)
    }

    /// The first time after an instant; nothing when there is none.
    ///
    /// # Errors
    /// As [`Self::between`].
    pub fn next_after(&self, after: Millis, rules: &dyn ZoneRules) -> Result<Option<SeriesTime>, Problem> {
        let mut found = Vec::new();
        for (all, minutes) in self.standing()? {
            found.extend(all.next_after(after, rules)?.map(|met| self.time(met, minutes)));
        }
        Ok(found.into_iter().min_by_key(|time| (time.met.at, time.met.occurrence.of)))
    }

    fn standing(&self) -> Result<Vec<(Recurrence, Minutes)>, Problem> {
        if matches!(self.state, SeriesState::Cancelled { .. }) { Ok(Vec::new()) } else { self.recurrences() }
    }

    fn time(&self, met: Met, minutes: Minutes) -> SeriesTime {
        let moved = self.shifts.get(&met.occurrence.of).filter(|_| met.occurrence.moved);
        let agreed = self.state == SeriesState::Confirmed && moved.is_none_or(|shift| shift.agreed);
        SeriesTime { met, minutes, agreed }
    }
}

impl Series {
    /// How often it has changed in a way that counts: calendars ask for a
    /// number that never falls.
    pub fn sequence(&self) -> u32 {
        let turns = self.history.iter().filter(|entry| entry.stands()).count();
        u32::try_from(turns).unwrap_or(u32::MAX).saturating_sub(1)
    }
}
