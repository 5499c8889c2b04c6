//! Times of people: one document for each person in a space, written by that
//! person only.

use super::{Around, Item, Read, Troubles, What};
use crate::doc::Doc;
use crate::form;
use crate::kind::DocKind;
use automerge::ROOT;
use rapport_domain::person::{FreeTimes, MOST_AWAY, MOST_BUSY, MOST_HOURS};
use rapport_domain::time::Zone;
use rapport_ids::PersonId;

/// The times of a document; nothing when it is of another kind. What somebody
/// else put there, and what is more than one person may say, is left out.
pub fn free(doc: &Doc, person: PersonId, around: &Around<'_>) -> Option<Read<FreeTimes>> {
    if doc.kind() != DocKind::FreeTimes {
        return None;
    }
    let troubles = Troubles::default();
    let root = Item::new(doc, ROOT, around.authors, &troubles);
    let own = |field: &'static str| {
        let Some(value) = root.value(field).and_then(|_| root.writer(field)) else { return false };
        if value.made.by != person {
            root.trouble(field, What::NotTheirs);
        }
        value.made.by == person
    };
    let few = |field: &'static str, len: usize, most: u32| {
        if len > most as usize {
            root.trouble(field, What::TooLong);
        }
        len <= most as usize
    };
    let mut times = FreeTimes::new(person);
    if own("zone") {
        times.zone = root.word("zone", |text| Zone::new(text).ok());
    }
    if own("weekly") {
        times.weekly = root.word("weekly", form::read_hours).unwrap_or_default();
        if !few("weekly", times.weekly.len(), MOST_HOURS) {
            times.weekly.clear();
        }
    }
    if own("away") {
        times.away = root.word("away", form::read_days).unwrap_or_default();
        if !few("away", times.away.len(), MOST_AWAY) {
            times.away.clear();
        }
    }
    if own("busy") {
        times.busy = root.word("busy", form::read_busy).unwrap_or_default();
        if !few("busy", times.busy.len(), MOST_BUSY) {
            times.busy.clear();
        }
    }
    if own("busy_days") {
        times.busy_days = root.word("busy_days", form::read_days).unwrap_or_default();
        if !few("busy_days", times.busy_days.len(), MOST_BUSY) {
            times.busy_days.clear();
        }
    }
    if own("quiet") {
        times.quiet = root.word("quiet", form::read_quiet);
    }
    Some(Read { value: times, troubles: troubles.into_vec() })
}
