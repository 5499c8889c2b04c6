//! The text as one phone shows it, and where on it somebody types: knows both
//! ways of counting, UTF-16 code units and code points.

use crate::Splice;

/// A text with a gap where the last change was, so that typing costs O(1).
#[derive(Debug, Clone, Default)]
pub struct Screen {
    before: Vec<char>,
    /// Backwards.
    after: Vec<char>,
    before_units: usize,
    units: usize,
}

/// A splice that does not fit the text: it reaches beyond the end, or begins or
/// ends inside a surrogate pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a splice does not fit the text of {units} UTF-16 units")]
pub struct Misfit {
    /// How long the text is, in UTF-16 code units.
    pub units: usize,
}

impl Screen {
    pub fn new(text: &str) -> Self {
        let before: Vec<char> = text.chars().collect();
        let units = text.encode_utf16().count();
        Self { before, after: Vec::new(), before_units: units, units }
    }

    /// Its length in UTF-16 code units.
    pub fn units(&self) -> usize {
        self.units
    }

    /// Its length in code points.
    pub fn points(&self) -> usize {
        self.before.len() + self.after.len()
    }

    pub fn text(&self) -> String {
        self.before.iter().chain(self.after.iter().rev()).collect()
    }

    /// Behind what was typed last, counted in code points.
    pub fn cursor(&self) -> usize {
        self.before.len()
    }

    /// The code point at a place counted in code points.
    pub fn point(&self, at: usize) -> Option<char> {
        match at.checked_sub(self.before.len()) {
            None => self.before.get(at).copied(),
            Some(behind) => self.after.len().checked_sub(behind + 1).and_then(|index| self.after.get(index)).copied(),
        }
    }

    /// Changes it by a splice in UTF-16 code units.
    pub fn splice(&mut self, splice: &Splice) -> Result<(), Misfit> {
        let misfit = Misfit { units: self.units };
        self.seek_units(splice.at).then_some(()).ok_or(misfit)?;
        let (mut gone, mut units) = (0, 0);
        while units < splice.delete {
            let next = self.after.iter().rev().nth(gone).ok_or(misfit)?;
            units += next.len_utf16();
            gone += 1;
        }
        if units != splice.delete {
            return Err(misfit);
        }
        self.replace(gone, units, &splice.insert);
        Ok(())
    }

    /// Changes it by a patch counted in code points and gives the same patch
    /// counted in UTF-16 code units.
    pub fn patch(&mut self, at: usize, delete: usize, insert: &str) -> Result<Splice, Misfit> {
        if at.checked_add(delete).is_none_or(|end| end > self.points()) {
            return Err(Misfit { units: self.units });
        }
        while self.before.len() > at {
            self.left();
        }
        while self.before.len() < at {
            self.right();
        }
        let units = self.after.iter().rev().take(delete).map(|c| c.len_utf16()).sum();
        let splice = Splice { at: self.before_units, delete: units, insert: insert.to_owned() };
        self.replace(delete, units, insert);
        Ok(splice)
    }

    /// Moves the gap; false when the place is beyond the end or inside a pair.
    fn seek_units(&mut self, at: usize) -> bool {
        if at > self.units {
            return false;
        }
        while self.before_units > at {
            self.left();
        }
        while self.before_units < at {
            self.right();
        }
        self.before_units == at
    }

    fn left(&mut self) {
        if let Some(c) = self.before.pop() {
            self.before_units -= c.len_utf16();
            self.after.push(c);
        }
    }

    fn right(&mut self) {
        if let Some(c) = self.after.pop() {
            self.before_units += c.len_utf16();
            self.before.push(c);
        }
    }

    fn replace(&mut self, points: usize, units: usize, insert: &str) {
        self.after.truncate(self.after.len().saturating_sub(points));
        self.before.extend(insert.chars());
        let new = insert.encode_utf16().count();
        self.before_units += new;
        self.units = self.units + new - units;
    }
}

#[cfg(test)]
mod tests;
