//! What is wrong with the strings, with language and key.

use std::fmt;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    language: String,
    key: String,
    what: String,
}

impl Problem {
    pub(crate) fn new(language: &str, key: &str, what: impl Into<String>) -> Self {
        Self { language: language.to_owned(), key: key.to_owned(), what: what.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { language, key, what } = self;
        if key.is_empty() { write!(f, "{language}.toml: {what}") } else { write!(f, "{language}.toml: {key}: {what}") }
    }
}

/// All of them, one a line.
#[derive(Debug)]
pub(crate) struct Problems(pub(crate) Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<_> = self.0.iter().map(|problem| format!("  {problem}")).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Problems {}
