//! Reads a difference piece by piece, in lengths that somebody else sets.

use super::delta::{Delta, Op};
use super::style::{Restyle, Style};
use super::units::skip_units;

/// A reader of a difference.
pub(super) struct Walk<'a> {
    ops: &'a [Op],
    at: usize,
    /// Units of the present step that are read, and bytes of its text.
    read: u32,
    read_bytes: usize,
}

/// What a piece does.
pub(super) enum Piece<'a> {
    Keep(Option<&'a Restyle>),
    Insert(&'a str, &'a Style),
    Delete,
}

impl<'a> Walk<'a> {
    pub(super) fn new(delta: &'a Delta) -> Self {
        Self { ops: delta.ops(), at: 0, read: 0, read_bytes: 0 }
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.ops.len()
    }

    pub(super) fn is_insert(&self) -> bool {
        matches!(self.ops.get(self.at), Some(Op::Insert { .. }))
    }

    pub(super) fn is_delete(&self) -> bool {
        matches!(self.ops.get(self.at), Some(Op::Delete(_)))
    }

    /// Units left of the present step; behind the end everything is kept.
    pub(super) fn left(&self) -> u32 {
        match self.ops.get(self.at) {
            Some(Op::Keep(count, _) | Op::Delete(count)) => count - self.read,
            Some(Op::Insert { units, .. }) => units - self.read,
            None => u32::MAX,
        }
    }

    /// Reads at most `count` units of the present step: how many, and what.
    pub(super) fn take(&mut self, count: u32) -> (u32, Piece<'a>) {
        let count = count.min(self.left());
        let piece = match self.ops.get(self.at) {
            None => return (count, Piece::Keep(None)),
            Some(Op::Keep(_, change)) => Piece::Keep(change.as_deref()),
            Some(Op::Delete(_)) => Piece::Delete,
            Some(Op::Insert { text, style, .. }) => {
                let rest = text.get(self.read_bytes..).unwrap_or_default();
                let bytes = if count == self.left() { rest.len() } else { skip_units(rest, count) };
                self.read_bytes += bytes;
                Piece::Insert(rest.get(..bytes).unwrap_or_default(), style)
            }
        };
        self.read += count;
        if self.left() == 0 {
            self.at += 1;
            self.read = 0;
            self.read_bytes = 0;
        }
        (count, piece)
    }

    /// What this difference does to the marks on both sides of where it
    /// stands, if it does the same to both.
    pub(super) fn around(&self) -> Restyle {
        let kept = |op: &'a Op| match op {
            Op::Keep(_, change) => Some(change.as_deref()),
            _ => None,
        };
        let right = self.ops.get(self.at..).unwrap_or_default().iter().find_map(kept).flatten();
        if self.read > 0 && !self.is_insert() && !self.is_delete() {
            return Restyle::around(right, right);
        }
        let left = self.ops.get(..self.at).unwrap_or_default().iter().rev().find_map(kept).flatten();
        Restyle::around(left, right)
    }
}
