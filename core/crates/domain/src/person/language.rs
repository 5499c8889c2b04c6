//! The short name of a language.

use crate::rules::Problem;
use std::fmt;

/// A language as BCP 47 names it: `de`, `pt-BR`, `zh-Hant-TW`. Only its form
/// is checked; the shell knows its name in words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(String);

impl Language {
    /// Characters of the longest one taken.
    pub const LONGEST: usize = 35;

    /// # Errors
    /// [`Problem::NotALanguage`].
    pub fn new(tag: &str) -> Result<Self, Problem> {
        let mut parts = tag.split('-');
        let first = parts.next().unwrap_or_default();
        let primary = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
        if tag.len() > Self::LONGEST || !primary {
            return Err(Problem::NotALanguage);
        }
        let mut written = first.to_ascii_lowercase();
        for part in parts {
            if !(1..=8).contains(&part.len()) || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return Err(Problem::NotALanguage);
            }
            written.push('-');
            written.push_str(&cased(part));
        }
        Ok(Self(written))
    }

    /// English: what everybody falls back on.
    pub fn english() -> Self {
        Self("en".to_owned())
    }

    /// The tag in its one written form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Regions in capitals, scripts with one, all else small: one written form.
fn cased(part: &str) -> String {
    let small = part.to_ascii_lowercase();
    match (part.len(), part.bytes().all(|b| b.is_ascii_alphabetic())) {
        (2, true) => part.to_ascii_uppercase(),
        (4, true) => {
            let (head, rest) = small.split_at(1);
            head.to_ascii_uppercase() + rest
        }
        _ => small,
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Language {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        Self::new(text)
    }
}

crate::time::text_form!(Language);
