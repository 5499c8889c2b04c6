//! What the core says to people, as keys: the strings of each language hold
//! the words. No sentence for a person may stand in this crate.

mod all;
mod macros;

use crate::rules::Field;
use crate::time::{Civil, Day};
use rapport_ids::PersonId;
use serde::{Deserialize, Serialize};

pub use all::all;
pub(crate) use macros::{plain, spoken};

/// Something a person reads. Its words stand under its key in the strings of
/// every language; each argument fills the placeholder of its name.
pub trait Spoken {
    /// Where the words stand, for example `goal.state.draft`.
    fn key(&self) -> &'static str;
    /// What stands in the placeholders: name and value.
    fn args(&self) -> Vec<(&'static str, Arg)>;
}

/// A value in a sentence. The shell writes it as its language does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arg {
    /// A whole number.
    Number(i64),
    /// A word with a key of its own, to be looked up.
    Word(String),
    /// Several such words, to be written as a list.
    Words(Vec<String>),
    /// A date.
    Day(Day),
    /// A date and a time at a place.
    Time(Civil),
    /// A person, to be written by their name.
    Person(PersonId),
    /// Text to be shown as it is.
    Text(String),
}

/// One key that the core can say, and the placeholders it fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    pub key: &'static str,
    pub args: &'static [&'static str],
}

/// How a field of something spoken becomes an argument.
pub trait ToArg {
    /// The value as a sentence takes it.
    fn to_arg(&self) -> Arg;
}

impl ToArg for u32 {
    fn to_arg(&self) -> Arg {
        Arg::Number(i64::from(*self))
    }
}

impl ToArg for i64 {
    fn to_arg(&self) -> Arg {
        Arg::Number(*self)
    }
}

impl ToArg for String {
    fn to_arg(&self) -> Arg {
        Arg::Text(self.clone())
    }
}

impl ToArg for Day {
    fn to_arg(&self) -> Arg {
        Arg::Day(*self)
    }
}

impl ToArg for Civil {
    fn to_arg(&self) -> Arg {
        Arg::Time(self.clone())
    }
}

impl ToArg for PersonId {
    fn to_arg(&self) -> Arg {
        Arg::Person(*self)
    }
}

impl<T: Spoken> ToArg for Vec<T> {
    fn to_arg(&self) -> Arg {
        Arg::Words(self.iter().map(|word| word.key().to_owned()).collect())
    }
}

/// The argument that names the field a refusal is about.
pub(crate) fn field_arg(field: Field) -> (&'static str, Arg) {
    ("field", Arg::Word(field.key().to_owned()))
}
