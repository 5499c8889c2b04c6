//! The difference between two versions of a text: keep so much, put this in,
//! take so much out. Differences can be put one after another ([`Delta::then`]),
//! turned round (`Sheet::inverse`) and moved over one another
//! ([`super::transform`]).
//!
//! A difference never cuts a character of two units in half: whoever builds
//! one has checked that.

use super::compose::compose;
use super::line::LineKind;
use super::style::{Restyle, Style};
use super::units::units;

/// One step through a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// So many units stay, perhaps with another style.
    Keep(u32, Option<Box<Restyle>>),
    /// This comes in. A line break is always a piece of its own.
    Insert { text: String, units: u32, style: Style },
    /// So many units go.
    Delete(u32),
}

/// A difference. What comes after the last step stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delta {
    ops: Vec<Op>,
    /// What changes about the first line, which no line break stands before.
    lead: Restyle,
}

impl Delta {
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes out `delete` units at a place and puts pieces in.
    pub fn splice(at: u32, delete: u32, pieces: impl IntoIterator<Item = (String, Style)>) -> Self {
        let mut delta = Self::new();
        delta.keep(at, None);
        for (text, style) in pieces {
            delta.insert(&text, style);
        }
        delta.delete(delete);
        delta
    }

    /// Changes the style of `count` units.
    pub fn restyle(at: u32, count: u32, change: Restyle) -> Self {
        let mut delta = Self::new();
        delta.keep(at, None);
        delta.keep(count, Some(&change));
        delta.trimmed()
    }

    /// Changes the first line only.
    pub fn of_lead(change: Restyle) -> Self {
        let mut delta = Self::new();
        delta.set_lead(change);
        delta
    }

    pub fn ops(&self) -> &[Op] {
        &self.ops
    }

    pub fn lead(&self) -> &Restyle {
        &self.lead
    }

    /// Says what changes about the first line; marks are left out, since the
    /// beginning of a text is no character.
    pub fn set_lead(&mut self, change: Restyle) {
        self.lead = Restyle { kind: change.kind, done: change.done, ..Restyle::default() };
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.lead.is_empty() && self.ops.iter().all(|op| matches!(op, Op::Keep(_, None)))
    }

    /// How much longer the text gets; below zero, how much shorter.
    pub fn growth(&self) -> i64 {
        let of = |op: &Op| match op {
            Op::Keep(..) => 0,
            Op::Insert { units, .. } => i64::from(*units),
            Op::Delete(count) => -i64::from(*count),
        };
        self.ops.iter().map(of).sum()
    }

    /// How many units of the text before it looks at.
    pub fn reach(&self) -> u64 {
        let of = |op: &Op| match op {
            Op::Keep(count, _) | Op::Delete(count) => u64::from(*count),
            Op::Insert { .. } => 0,
        };
        self.ops.iter().map(of).sum()
    }

    /// Units it puts in.
    pub fn inserted(&self) -> u64 {
        self.ops.iter().map(|op| if let Op::Insert { units, .. } = op { u64::from(*units) } else { 0 }).sum()
    }

    /// First this, then another.
    pub fn then(&self, later: &Self) -> Self {
        compose(self, later)
    }

    /// Where a place in the text before is in the text after. `after` says
    /// whether it moves behind what is put in exactly there.
    pub fn carry(&self, place: u32, after: bool) -> u32 {
        let mut before = 0u32;
        let mut now = 0u32;
        for op in &self.ops {
            if before > place {
                break;
            }
            match op {
                Op::Keep(count, _) => {
                    if before.saturating_add(*count) > place {
                        break;
                    }
                    before = before.saturating_add(*count);
                    now = now.saturating_add(*count);
                }
                Op::Insert { units, .. } => {
                    if before == place && !after {
                        break;
                    }
                    now = now.saturating_add(*units);
                }
                Op::Delete(count) => {
                    if before.saturating_add(*count) > place {
                        return now;
                    }
                    before = before.saturating_add(*count);
                }
            }
        }
        now.saturating_add(place.saturating_sub(before))
    }

    /// Where a place in the text after was in the text before: behind the same
    /// character, or where that character was put in.
    pub fn carry_back(&self, place: u32) -> u32 {
        let (mut before, mut now) = (0u32, 0u32);
        for op in &self.ops {
            if now >= place {
                return before;
            }
            match op {
                Op::Keep(count, _) if now.saturating_add(*count) >= place => {
                    return before.saturating_add(place.saturating_sub(now));
                }
                Op::Keep(count, _) => {
                    before = before.saturating_add(*count);
                    now = now.saturating_add(*count);
                }
                Op::Insert { units, .. } if now.saturating_add(*units) >= place => return before,
                Op::Insert { units, .. } => now = now.saturating_add(*units),
                Op::Delete(count) => before = before.saturating_add(*count),
            }
        }
        before.saturating_add(place.saturating_sub(now))
    }

    /// The same without what this version cannot write: a line of a kind that
    /// only a newer one knows comes back as a paragraph, or not at all.
    pub(crate) fn writable(mut self) -> Self {
        let newer = |change: &mut Restyle| change.kind = change.kind.filter(|kind| *kind != LineKind::Other);
        newer(&mut self.lead);
        for op in &mut self.ops {
            match op {
                Op::Keep(_, Some(change)) => newer(change),
                Op::Insert { style: Style { line: Some(line), .. }, .. } if line.kind == LineKind::Other => {
                    line.kind = LineKind::Paragraph;
                }
                _ => {}
            }
        }
        self
    }

    /// Keeps `count` units.
    pub fn keep(&mut self, count: u32, change: Option<&Restyle>) {
        if count == 0 {
            return;
        }
        let change = change.filter(|change| !change.is_empty());
        if let Some(Op::Keep(last, same)) = self.ops.last_mut()
            && same.as_deref() == change
            && let Some(sum) = last.checked_add(count)
        {
            *last = sum;
            return;
        }
        self.ops.push(Op::Keep(count, change.cloned().map(Box::new)));
    }

    /// Puts text in. It must not hold a line break unless it is one.
    pub fn insert(&mut self, text: &str, style: Style) {
        if text.is_empty() {
            return;
        }
        // What comes in stands before what goes out at the same place.
        let gone = match self.ops.last() {
            Some(Op::Delete(_)) => self.ops.pop(),
            _ => None,
        };
        match self.ops.last_mut() {
            Some(Op::Insert { text: last, units: wide, style: same })
                if *same == style && style.line.is_none() && wide.checked_add(units(text)).is_some() =>
            {
                last.push_str(text);
                *wide += units(text);
            }
            _ => self.ops.push(Op::Insert { text: text.to_owned(), units: units(text), style }),
        }
        self.ops.extend(gone);
    }

    /// Takes `count` units out.
    pub fn delete(&mut self, count: u32) {
        if count == 0 {
            return;
        }
        if let Some(Op::Delete(last)) = self.ops.last_mut()
            && let Some(sum) = last.checked_add(count)
        {
            *last = sum;
            return;
        }
        self.ops.push(Op::Delete(count));
    }

    /// Without what says nothing at the end.
    pub(crate) fn trimmed(mut self) -> Self {
        while matches!(self.ops.last(), Some(Op::Keep(_, None))) {
            self.ops.pop();
        }
        self
    }
}
