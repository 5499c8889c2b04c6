//! The clock of the phone around now, and the rules of all zones that due
//! things name, each asked for once.

use super::{OsBudget, When};
use crate::rules::Problem;
use crate::time::{Civil, Day, Millis, TimeOfDay, Wall, Zone, ZoneRules, ZoneTable};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Minutes of a day on the wall.
pub(super) const DAY_MIN: i64 = 24 * 60;
const MINUTE_MS: i64 = 60_000;
/// Further from now than this, nobody needs to know the minute.
const AROUND_MS: i64 = 32 * Millis::HOURS_24;

pub(super) struct Local<'a> {
    now: Millis,
    rules: &'a dyn ZoneRules,
    here: ZoneTable,
    /// None where no such zone is known.
    others: RefCell<BTreeMap<Zone, Option<ZoneTable>>>,
}

impl<'a> Local<'a> {
    /// Asks for the phone's zone.
    pub(super) fn ask(now: Millis, zone: &Zone, rules: &'a dyn ZoneRules) -> Result<Self, Problem> {
        now.utc_day()?;
        let here = Self::table(now, zone, rules)?;
        here.wall(now)?;
        Ok(Self { now, rules, here, others: RefCell::default() })
    }

    fn table(now: Millis, zone: &Zone, rules: &dyn ZoneRules) -> Result<ZoneTable, Problem> {
        ZoneTable::ask(rules, zone, now.plus(-AROUND_MS - 2 * Millis::HOURS_24), now.plus(AROUND_MS * 2))
    }

    /// What the clock of the phone says.
    pub(super) const fn now(&self) -> Millis {
        self.now
    }

    /// Minutes on the wall here since 1970, seconds dropped.
    pub(super) fn minutes(&self, at: Millis) -> i64 {
        let offset_s = self.here.offset_s(at).unwrap_or(0);
        at.plus(i64::from(offset_s) * 1000).0.div_euclid(MINUTE_MS)
    }

    /// The number of the day here since 1970.
    pub(super) fn day(&self, at: Millis) -> i64 {
        self.minutes(at).div_euclid(DAY_MIN)
    }

    /// When the clock here shows it. Nothing outside of what was asked for.
    pub(super) fn at(&self, day: i64, minute: i64) -> Option<Millis> {
        self.here.resolve(wall(day, minute)?).ok().map(|found| found.at)
    }

    /// What the clock here shows.
    pub(super) fn wall(&self, at: Millis) -> Option<Wall> {
        self.here.wall(at).ok()
    }

    /// When something is meant for. Far from now it is exact to a day only.
    ///
    /// # Errors
    /// When no such zone is known here.
    pub(super) fn moment(&self, when: &When) -> Result<Millis, Problem> {
        let about = when.about();
        if about.0.saturating_sub(self.now.0).saturating_abs() > AROUND_MS {
            return Ok(about);
        }
        match when {
            When::Moment(at) => Ok(*at),
            When::Here(wall) => Ok(self.here.resolve(*wall)?.at),
            When::At { slot, days, minutes } => {
                let Ok(day) = slot.day.plus_days(i64::from(*days)) else { return Ok(about) };
                let at = self.elsewhere(&Civil { day, ..slot.clone() })?;
                Ok(at.plus(i64::from(*minutes) * MINUTE_MS))
            }
        }
    }

    fn elsewhere(&self, slot: &Civil) -> Result<Millis, Problem> {
        let mut others = self.others.borrow_mut();
        if !others.contains_key(&slot.zone) {
            let table = Self::table(self.now, &slot.zone, self.rules).ok();
            others.insert(slot.zone.clone(), table);
        }
        let table = others.get(&slot.zone).and_then(Option::as_ref).ok_or(Problem::UnknownZone)?;
        Ok(table.resolve(slot.wall())?.at)
    }

    /// When planning ends: with the last of so many days here.
    pub(super) fn end(&self) -> Millis {
        let last = self.at(self.day(self.now) + OsBudget::DAYS, 0);
        last.unwrap_or_else(|| self.now.plus(OsBudget::DAYS * Millis::HOURS_24))
    }
}

fn wall(day: i64, minute: i64) -> Option<Wall> {
    let day = Day::from_epoch_days(day.checked_add(minute.div_euclid(DAY_MIN))?).ok()?;
    let minute = u32::try_from(minute.rem_euclid(DAY_MIN)).ok()?;
    Some(Wall { day, time: TimeOfDay::new(minute / 60, minute % 60).ok()? })
}
