//! The names of instruments, of their items and of their parts.

use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// Small letters, digits and underscores: `who5`, `mood`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Key(String);

impl Key {
    /// Characters of the longest one.
    pub const LONGEST: usize = 40;

    /// Nothing for a text of another form.
    pub fn new(text: &str) -> Option<Self> {
        let form = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        let fits = (1..=Self::LONGEST).contains(&text.len()) && text.bytes().all(form);
        fits.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The one part of an instrument that is scored as a whole.
    pub(super) fn total() -> Self {
        Self("total".to_owned())
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Key {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        Self::new(&text).ok_or_else(|| serde::de::Error::custom(crate::rules::Problem::UnknownChoice))
    }
}
