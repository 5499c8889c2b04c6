//! A text with lines and marks, as it is read and exported. Positions are
//! UTF-16 units from the start of the section; a line break counts one.

use super::{BlockKind, Mark};
use crate::text::units;
use serde::{Deserialize, Serialize};

/// A stretch of text with a mark: from a position to the one after its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub from: u32,
    pub to: u32,
    pub mark: Mark,
}

/// One line and its kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub kind: BlockKind,
    /// Whether a check item is ticked (I7).
    pub done: bool,
    /// Without a line break.
    pub text: String,
}

/// The text of a section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RichText {
    /// At least one line once somebody has written.
    pub lines: Vec<Line>,
    /// In the order of where they begin.
    pub spans: Vec<Span>,
}

impl RichText {
    /// Nothing to be seen in it.
    pub fn is_blank(&self) -> bool {
        self.lines.iter().all(|line| crate::text::is_blank(&line.text))
    }

    /// The words alone, line by line.
    pub fn plain(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        lines.join("\n")
    }

    /// How long it is.
    pub fn units(&self) -> u32 {
        let breaks = u32::try_from(self.lines.len().saturating_sub(1)).unwrap_or(u32::MAX);
        self.lines.iter().fold(breaks, |sum, line| sum.saturating_add(units(&line.text)))
    }

    /// Where each line begins.
    pub fn starts(&self) -> Vec<u32> {
        let mut at = 0u32;
        let mut starts = Vec::with_capacity(self.lines.len());
        for line in &self.lines {
            starts.push(at);
            at = at.saturating_add(units(&line.text)).saturating_add(1);
        }
        starts
    }
}
