//! The place of something in a list that several people order at once: a
//! short text that sorts between those of its neighbours, so that moving one
//! thing rewrites that thing only. Equal places are told apart by identifier.
//!
//! Own code: the libraries for it grow with every append, or give no answer
//! for two neighbours at the same place and for texts that a stranger wrote.

mod digits;

use crate::rules::Problem;
use std::fmt;

/// A place: one head that says how many digits of whole number follow, those,
/// then digits of fraction, all from `0-9A-Za-z`, compared byte by byte.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Order(String);

/// Where to put something, and what has to make room for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The place of the new one.
    pub order: Order,
    /// New places for some that are there already: index and place. Almost
    /// always empty; needed where two stand at the same place, or when places
    /// have grown too long.
    pub moved: Vec<(usize, Order)>,
}

impl Order {
    /// Characters of the longest place that is made or taken.
    pub const LONGEST: usize = 96;

    /// The place of the first thing in an empty list.
    pub fn first() -> Self {
        Self("a0".to_owned())
    }

    /// # Errors
    /// [`Problem::NotAPlace`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        if text.len() <= Self::LONGEST && digits::is_place(text.as_bytes()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Problem::NotAPlace)
        }
    }

    /// Reads what somebody else wrote: what is no place stands at the first.
    pub fn lenient(text: &str) -> Self {
        Self::parse(text).unwrap_or_else(|_| Self::first())
    }

    /// The text that is stored and compared.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A place after `left` and before `right`; a missing one is the end of
    /// the list on that side. Nothing when there is no room: the two are not
    /// in order, are the same, or the place would grow too long.
    pub fn between(left: Option<&Self>, right: Option<&Self>) -> Option<Self> {
        if let (Some(left), Some(right)) = (left, right)
            && left >= right
        {
            return None;
        }
        let made = digits::between(left.map(|l| l.0.as_bytes()), right.map(|r| r.0.as_bytes()))?;
        if made.len() > Self::LONGEST {
            return None;
        }
        String::from_utf8(made).ok().map(Self)
    }

    /// So many places between two, in order and about evenly apart.
    pub fn spread(left: Option<&Self>, right: Option<&Self>, count: usize) -> Option<Vec<Self>> {
        if count == 0 {
            return Some(Vec::new());
        }
        // At an open end places count up or down: they stay short.
        match (left, right) {
            (_, None) => return Self::row(left.cloned(), count, |last| Self::between(last, None)),
            (None, Some(_)) => {
                let mut row = Self::row(right.cloned(), count, |last| Self::between(None, last))?;
                row.reverse();
                return Some(row);
            }
            _ => {}
        }
        let half = count / 2;
        let middle = Self::between(left, right)?;
        let mut all = Self::spread(left, Some(&middle), half)?;
        let rest = Self::spread(Some(&middle), right, count - half - 1)?;
        all.push(middle);
        all.extend(rest);
        Some(all)
    }

    fn row(start: Option<Self>, count: usize, next: impl Fn(Option<&Self>) -> Option<Self>) -> Option<Vec<Self>> {
        let mut row: Vec<Self> = Vec::with_capacity(count);
        for _ in 0..count {
            let made = next(row.last().or(start.as_ref()))?;
            row.push(made);
        }
        Some(row)
    }

    /// Where to put something so that it becomes number `index` of a sorted
    /// list (a larger index means the end). Moves as few others as possible.
    pub fn place(list: &[Self], index: usize) -> Placement {
        let index = index.min(list.len());
        let left = index.checked_sub(1).and_then(|i| list.get(i));
        let after = list.get(index..).unwrap_or_default();
        let tied = after.iter().take_while(|place| left.is_some_and(|left| *place <= left)).count();
        let right = after.get(tied);
        if let Some(made) = Self::spread(left, right, tied + 1) {
            let mut made = made.into_iter();
            if let Some(order) = made.next() {
                return Placement { order, moved: (index..).zip(made).collect() };
            }
        }
        Self::anew(list.len(), index)
    }

    /// New places for all: the last resort, and always short.
    fn anew(len: usize, index: usize) -> Placement {
        let mut all = Self::spread(None, None, len + 1).unwrap_or_default();
        if index >= all.len() {
            return Placement { order: Self::first(), moved: Vec::new() };
        }
        let order = all.remove(index);
        Placement { order, moved: all.into_iter().enumerate().collect() }
    }
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Order {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        Self::parse(text)
    }
}

crate::time::text_form!(Order);

#[cfg(test)]
mod tests;
