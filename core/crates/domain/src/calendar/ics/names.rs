//! What the names of zones in a calendar file mean: programs write what they
//! like there.

use super::object::Object;
use super::own;
use crate::time::{Millis, Transition, UnknownZone, Zone, ZoneRules, ZoneTable};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Names of zones that one file may use: each is asked for.
const MOST_ZONES: usize = 256;
/// Zones that only the file knows.
const MOST_OWN: usize = 32;

/// The zones that names in the file mean.
pub(super) struct Names<'a> {
    object: &'a Object,
    rules: &'a dyn ZoneRules,
    known: RefCell<BTreeMap<String, Option<Zone>>>,
    /// Zones that only the file knows, under names that nobody else has.
    own: RefCell<BTreeMap<Zone, Vec<Transition>>>,
}

impl<'a> Names<'a> {
    pub(super) const fn new(object: &'a Object, rules: &'a dyn ZoneRules) -> Self {
        Self { object, rules, known: RefCell::new(BTreeMap::new()), own: RefCell::new(BTreeMap::new()) }
    }

    /// The zone of that name, the one that the file says it means, the end of a
    /// name such as `/example.org/Europe/Zurich`, or what the file lists itself.
    pub(super) fn zone(&self, name: &str) -> Option<Zone> {
        if let Some(found) = self.known.borrow().get(name) {
            return found.clone();
        }
        if self.known.borrow().len() == MOST_ZONES {
            return None;
        }
        let parts: Vec<&str> = name.split('/').collect();
        let ends = (1..=3).rev().filter_map(|many| Some(parts.get(parts.len().checked_sub(many)?..)?.join("/")));
        let said = self.object.zones.get(name).and_then(|zone| zone.means.clone());
        let found = [name.to_owned()].into_iter().chain(said).chain(ends).find_map(|name| {
            let zone = Zone::new(&name).ok()?;
            ZoneTable::ask(self.rules, &zone, Millis(0), Millis(1)).ok().map(|_| zone)
        });
        let found = found.or_else(|| self.own(name));
        self.known.borrow_mut().insert(name.to_owned(), found.clone());
        found
    }

    fn own(&self, name: &str) -> Option<Zone> {
        let mut own = self.own.borrow_mut();
        let changes = own::changes(self.object.zones.get(name).filter(|_| own.len() < MOST_OWN)?)?;
        let zone = Zone::new(&format!("file/{}", own.len())).ok()?;
        own.insert(zone.clone(), changes);
        Some(zone)
    }
}

impl ZoneRules for Names<'_> {
    fn transitions(&self, zone: &Zone, from: Millis, to: Millis) -> Result<Vec<Transition>, UnknownZone> {
        match self.own.borrow().get(zone) {
            None => self.rules.transitions(zone, from, to),
            Some(all) => {
                let first = all.partition_point(|change| change.at <= from).saturating_sub(1);
                Ok(all.iter().skip(first).take_while(|change| change.at < to).copied().collect())
            }
        }
    }
}
