//! What could not be read. Names fields, never what stands in them.

use rapport_domain::sort;
use std::cell::RefCell;

/// One value that could not be taken as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trouble {
    /// The field, or the list it is in.
    pub field: &'static str,
    pub what: What,
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Not of the type that the field has.
    Type,
    /// Longer than anybody could enter; it was cut.
    TooLong,
    /// It held characters that control machines; they were taken out.
    Control,
    /// A choice or a form that this version does not know.
    Unknown,
    /// An identifier of nothing.
    Id,
    /// Written by a device that nobody answers for.
    Author,
    /// Written by somebody who may not.
    NotTheirs,
    /// More than a thing can hold; the rest was left out.
    TooMany,
}

/// Collects them while reading.
#[derive(Debug, Default)]
pub(crate) struct Troubles(RefCell<Vec<Trouble>>);

/// More than this are not worth telling.
const MOST: usize = 200;

impl Troubles {
    pub(crate) fn add(&self, field: &'static str, what: What) {
        if let Ok(mut all) = self.0.try_borrow_mut()
            && all.len() < MOST
        {
            all.push(Trouble { field, what });
        }
    }

    pub(crate) fn into_vec(self) -> Vec<Trouble> {
        let mut all = self.0.into_inner();
        sort::by(&mut all, Ord::cmp);
        all.dedup();
        all
    }
}
