//! What a command answers: words for people, or one JSON value a line.

use serde_json::Value;
use std::io::Write;

/// Where answers go, and in which of the two forms. The log is not among
/// them: it goes to stderr.
pub struct Answers<'a> {
    out: &'a mut dyn Write,
    json: bool,
}

impl<'a> Answers<'a> {
    /// As JSON, or else in words.
    pub fn new(out: &'a mut dyn Write, json: bool) -> Self {
        Self { out, json }
    }

    /// Gives an answer; the two arguments say the same.
    pub(super) fn say(&mut self, words: &str, value: &Value) {
        let text = if self.json { format!("{value}\n") } else { words.to_owned() };
        // Whoever closed stdout does not want to hear it.
        let _ = self.out.write_all(text.as_bytes());
        let _ = self.out.flush();
    }
}
