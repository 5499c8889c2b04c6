//! Stretches of time between two instants, in lists that are in order and
//! whose parts do not touch.

use crate::sort;
use crate::time::Millis;
use serde::{Deserialize, Serialize};

/// From an instant (included) to a later one (not included).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stretch {
    pub from: Millis,
    pub to: Millis,
}

impl Stretch {
    pub(super) const fn new(from: Millis, to: Millis) -> Self {
        Self { from, to }
    }

    /// Milliseconds from its beginning to its end.
    pub const fn ms(&self) -> i64 {
        self.to.0.saturating_sub(self.from.0)
    }

    /// What of it lies in another; nothing when that is empty.
    pub(super) fn within(self, other: Self) -> Option<Self> {
        let both = Self::new(self.from.max(other.from), self.to.min(other.to));
        (both.from < both.to).then_some(both)
    }
}

/// The same time in order; what touches or overlaps becomes one, what is empty
/// goes.
pub(super) fn merged(mut all: Vec<Stretch>) -> Vec<Stretch> {
    all.retain(|one| one.from < one.to);
    sort::by(&mut all, Ord::cmp);
    let mut out: Vec<Stretch> = Vec::with_capacity(all.len());
    for one in all {
        match out.last_mut() {
            Some(before) if one.from <= before.to => before.to = before.to.max(one.to),
            _ => out.push(one),
        }
    }
    out
}

/// What lies in both of two lists.
pub(super) fn common(one: &[Stretch], other: &[Stretch]) -> Vec<Stretch> {
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        out.extend(a.within(*b));
        if a.to <= b.to { i += 1 } else { j += 1 }
    }
    out
}

/// What of a list is in no part of another.
pub(super) fn without(all: &[Stretch], gone: &[Stretch]) -> Vec<Stretch> {
    let (mut out, mut j) = (Vec::with_capacity(all.len()), 0);
    for one in all {
        let mut from = one.from;
        while gone.get(j).is_some_and(|gap| gap.to <= from) {
            j += 1;
        }
        let mut k = j;
        while let Some(gap) = gone.get(k).filter(|gap| gap.from < one.to) {
            out.extend((from < gap.from).then_some(Stretch::new(from, gap.from)));
            from = from.max(gap.to);
            k += 1;
        }
        out.extend((from < one.to).then_some(Stretch::new(from, one.to)));
    }
    out
}

/// Whether a list holds the whole of a stretch.
pub(super) fn holds(all: &[Stretch], part: Stretch) -> bool {
    let after = all.partition_point(|one| one.from <= part.from);
    after.checked_sub(1).and_then(|at| all.get(at)).is_some_and(|one| part.to <= one.to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_list() -> impl Strategy<Value = Vec<Stretch>> {
        let one = (0i64..60, 0i64..12).prop_map(|(from, long)| Stretch::new(Millis(from), Millis(from + long)));
        prop::collection::vec(one, 0..8)
    }

    fn has(all: &[Stretch], at: i64) -> bool {
        all.iter().any(|one| one.from.0 <= at && at < one.to.0)
    }

    fn in_order(all: &[Stretch]) -> bool {
        all.iter().all(|one| one.from < one.to) && all.windows(2).all(|two| two[0].to <= two[1].from)
    }

    proptest! {
        #[test]
        fn as_when_every_instant_is_asked(a in any_list(), b in any_list()) {
            let (one, other) = (merged(a.clone()), merged(b.clone()));
            let (both, left) = (common(&one, &other), without(&one, &other));
            for at in 0..75 {
                prop_assert_eq!(has(&one, at), has(&a, at));
                prop_assert_eq!(has(&both, at), has(&a, at) && has(&b, at));
                prop_assert_eq!(has(&left, at), has(&a, at) && !has(&b, at));
            }
            prop_assert!(in_order(&one) && in_order(&both) && in_order(&left));
            for part in &b {
                let whole = (part.from.0..part.to.0).all(|at| has(&a, at));
                if part.from < part.to { prop_assert_eq!(holds(&one, *part), whole); }
            }
        }
    }
}
