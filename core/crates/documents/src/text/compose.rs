//! Two differences one after another, as one.

use super::delta::Delta;
use super::walk::{Piece, Walk};

pub(super) fn compose(first: &Delta, second: &Delta) -> Delta {
    let mut made = Delta::new();
    made.set_lead(first.lead().then(second.lead()));
    let (mut a, mut b) = (Walk::new(first), Walk::new(second));
    while !a.is_done() || !b.is_done() {
        if b.is_insert() {
            if let (_, Piece::Insert(text, style)) = b.take(u32::MAX) {
                made.insert(text, style.clone());
            }
            continue;
        }
        if a.is_delete() {
            let (count, _) = a.take(u32::MAX);
            made.delete(count);
            continue;
        }
        let count = a.left().min(b.left());
        match (a.take(count).1, b.take(count).1) {
            (Piece::Keep(earlier), Piece::Keep(later)) => match (earlier, later) {
                (Some(earlier), Some(later)) => made.keep(count, Some(&earlier.then(later))),
                (one, other) => made.keep(count, one.or(other)),
            },
            (Piece::Insert(text, style), Piece::Keep(later)) => {
                made.insert(text, later.map_or_else(|| style.clone(), |later| style.clone().with(later)));
            }
            (Piece::Keep(_), Piece::Delete) => made.delete(count),
            // What came in and went out again, or cannot be.
            _ => {}
        }
    }
    made.trimmed()
}
