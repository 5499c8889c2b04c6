//! Reads a column entry by entry. Behind its end an entry is nothing; the
//! lengths of runs were bounded before.

use super::BadBytes;
use super::read::Read;

/// Entries of one column; `one` reads a value.
pub(super) struct Entries<'a, T> {
    read: Read<'a>,
    one: fn(&mut Read<'a>) -> Result<T, BadBytes>,
    run: Run<T>,
}

enum Run<T> {
    Same(u64, Option<T>),
    /// So many that are each written out.
    Each(u64),
}

impl<'a, T: Copy> Entries<'a, T> {
    pub(super) fn new(data: &'a [u8], one: fn(&mut Read<'a>) -> Result<T, BadBytes>) -> Self {
        Self { read: Read::new(data), one, run: Run::Same(0, None) }
    }

    pub(super) fn next(&mut self) -> Result<Option<T>, BadBytes> {
        loop {
            match &mut self.run {
                Run::Same(0, _) | Run::Each(0) => {}
                Run::Same(left, value) => {
                    *left -= 1;
                    return Ok(*value);
                }
                Run::Each(left) => {
                    *left -= 1;
                    return (self.one)(&mut self.read).map(Some);
                }
            }
            if self.read.is_done() {
                return Ok(None);
            }
            self.run = match self.read.signed()? {
                0 => Run::Same(self.read.number()?, None),
                count @ 1.. => Run::Same(count.unsigned_abs(), Some((self.one)(&mut self.read)?)),
                count => Run::Each(count.unsigned_abs()),
            };
        }
    }
}

/// Entries of a column of yes and no: how many no, how many yes, and so on.
pub(super) struct Flags<'a> {
    read: Read<'a>,
    left: u64,
    value: bool,
}

impl<'a> Flags<'a> {
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self { read: Read::new(data), left: 0, value: true }
    }

    pub(super) fn next(&mut self) -> Result<bool, BadBytes> {
        while self.left == 0 {
            if self.read.is_done() {
                return Ok(false);
            }
            self.left = self.read.number()?;
            self.value = !self.value;
        }
        self.left -= 1;
        Ok(self.value)
    }
}
