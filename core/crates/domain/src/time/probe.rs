//! For a source of zone rules that only says the offset at an instant.

use super::{Millis, Transition};

/// Finds the changes of a clock from `from` (included) to `to` (not included)
/// by asking for its offset day by day and narrowing down. The answer has the
/// form that [`super::ZoneRules`] gives. A change that is taken back within
/// 24 hours can be missed; no zone has had one since 1970.
pub fn transitions_by_probe(from: Millis, to: Millis, offset_s: impl Fn(Millis) -> i32) -> Vec<Transition> {
    let mut found = vec![Transition { at: from, offset_s: offset_s(from) }];
    let (mut here, mut now) = (from, offset_s(from));
    while here < to {
        let next = here.plus(Millis::HOURS_24).min(to);
        if offset_s(next) == now {
            here = next;
            continue;
        }
        let (mut before, mut after) = (here, next);
        while after.0 - before.0 > 1 {
            let middle = Millis(before.0 + (after.0 - before.0) / 2);
            if offset_s(middle) == now { before = middle } else { after = middle }
        }
        (here, now) = (after, offset_s(after));
        if here < to {
            found.push(Transition { at: here, offset_s: now });
        }
    }
    found
}
