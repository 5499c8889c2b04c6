//! Zone rules asked once: a question to a phone costs more than all the
//! arithmetic after it.

use super::{Day, Millis, Transition, UnknownZone, Zone, ZoneRules};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Keeps what the port answered, by zone and stretches of eight years.
/// Forget it all with [`Self::forget`] when the device's rules may have
/// changed (an update of the system).
#[derive(Debug)]
pub struct CachedZones<R> {
    rules: R,
    known: Mutex<BTreeMap<(Zone, i64), Vec<Transition>>>,
}

impl<R: ZoneRules> CachedZones<R> {
    /// Eight years of 365.25 days.
    const BLOCK_MS: i64 = 2922 * Millis::HOURS_24;

    /// Nothing is asked yet.
    pub fn new(rules: R) -> Self {
        Self { rules, known: Mutex::new(BTreeMap::new()) }
    }

    /// Asks the port again from now on.
    pub fn forget(&self) {
        self.lock().clear();
    }

    fn block(&self, zone: &Zone, number: i64) -> Result<Vec<Transition>, UnknownZone> {
        let key = (zone.clone(), number);
        if let Some(found) = self.lock().get(&key) {
            return Ok(found.clone());
        }
        // No lock while the port is asked: it is foreign and may take its time.
        let start = Millis(number.saturating_mul(Self::BLOCK_MS));
        let found = self.rules.transitions(zone, start, start.plus(Self::BLOCK_MS))?;
        self.lock().insert(key, found.clone());
        Ok(found)
    }

    /// Entries go in complete, so a panic elsewhere leaves the map whole.
    fn lock(&self) -> MutexGuard<'_, BTreeMap<(Zone, i64), Vec<Transition>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<R: ZoneRules> ZoneRules for CachedZones<R> {
    fn transitions(&self, zone: &Zone, from: Millis, to: Millis) -> Result<Vec<Transition>, UnknownZone> {
        // Far outside of the calendar nothing is kept, so nothing can pile up.
        let (first, last) = (Millis(0), Day::LAST.epoch_days() * Millis::HOURS_24);
        if from < first.plus(-Self::BLOCK_MS) || to.0 > last.saturating_add(Self::BLOCK_MS) {
            return self.rules.transitions(zone, from, to);
        }
        let (head, tail) = (from.0.div_euclid(Self::BLOCK_MS), to.0.div_euclid(Self::BLOCK_MS));
        let mut all: Vec<Transition> = Vec::new();
        for number in head..=tail {
            for next in self.block(zone, number)? {
                // Blocks begin with the offset in force, known from the block before.
                if all.last().is_none_or(|last| last.at < next.at && last.offset_s != next.offset_s) {
                    all.push(next);
                }
            }
        }
        let first = all.partition_point(|span| span.at <= from).saturating_sub(1);
        all.drain(..first);
        all.retain(|span| span.at < to);
        Ok(all)
    }
}
