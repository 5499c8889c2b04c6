//! Sorting short lists, by code that is there once. The standard library's is
//! made anew for each kind of row, four kilobytes each time, also where a set
//! or a map is collected: for what is sorted here, a third of a megabyte on
//! every phone.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Sorts by a key; rows with equal keys stay as they stood.
pub fn by_key<T, K: Ord>(rows: &mut [T], key: impl Fn(&T) -> K) {
    by(rows, |a, b| key(a).cmp(&key(b)));
}

/// Sorts; equal rows stay as they stood.
pub fn by<T>(rows: &mut [T], order: impl Fn(&T, &T) -> Ordering) {
    if rows.len() < 2 {
        return;
    }
    let mut places: Vec<usize> = (0..rows.len()).collect();
    sort_places(&mut places, &|a, b| match (rows.get(a), rows.get(b)) {
        (Some(a), Some(b)) => order(a, b),
        _ => Ordering::Equal,
    });
    // Along each ring of rows that take each other's place.
    for start in 0..places.len() {
        let mut at = start;
        while let Some(from) = places.get_mut(at).map(|place| std::mem::replace(place, at)) {
            if from == start || from == at {
                break;
            }
            rows.swap(at, from);
            at = from;
        }
    }
}

/// A set of these, one after the other.
pub fn set<T: Ord>(all: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(all);
    set
}

/// A map of these, one after the other; the last one under a key stays.
pub fn map<K: Ord, V>(all: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(all);
    map
}

#[inline(never)]
fn sort_places(places: &mut [usize], order: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_by(|a, b| order(*a, *b));
}

#[cfg(test)]
mod tests {
    use super::{by, by_key};
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        /// The order is that of the standard library, also of equal rows.
        #[test]
        fn the_order_is_the_usual_one(rows in vec((0..8u8, any::<u32>()), 0..80)) {
            let (mut ours, mut theirs) = (rows.clone(), rows);
            by_key(&mut ours, |row| row.0);
            theirs.sort_by_key(|row| row.0);
            prop_assert_eq!(&ours, &theirs);
            by(&mut ours, |a, b| b.1.cmp(&a.1));
            theirs.sort_by_key(|row| std::cmp::Reverse(row.1));
            prop_assert_eq!(ours, theirs);
        }
    }
}
