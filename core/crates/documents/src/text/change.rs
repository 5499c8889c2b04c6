//! What a screen does to follow a difference: changes one after another, each
//! in the coordinates that the ones before it left.

use super::delta::{Delta, Op};
use super::line::Line;
use super::marks::{Mark, Marks};
use super::sheet::Sheet;
use super::style::Restyle;

/// One change of a text on a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// At `at`, `delete` units go and `insert` comes.
    Splice {
        at: u32,
        delete: u32,
        /// One line break, or text without any.
        insert: String,
        /// The marks of what comes.
        marks: Marks,
        /// For a line break: what the line after it is.
        line: Option<Line>,
    },
    /// A mark is set or taken away from `from` up to `to`.
    Mark { from: u32, to: u32, mark: Mark, on: bool },
    /// What a line is: the one after the line break at `at`, or the first.
    Line { at: Option<u32>, line: Line },
}

impl Delta {
    /// As changes for a screen; `after` is the text afterwards.
    pub fn changes(&self, after: &Sheet) -> Vec<Change> {
        let mut changes = Vec::new();
        if self.lead().has_line() {
            changes.push(Change::Line { at: None, line: after.lead() });
        }
        let mut at = 0u32;
        let mut just_put = false;
        for op in self.ops() {
            match op {
                Op::Keep(count, change) => {
                    if let Some(change) = change {
                        kept(&mut changes, at, *count, change, after);
                    }
                    at += count;
                }
                Op::Insert { text, units, style } => {
                    changes.push(Change::Splice {
                        at,
                        delete: 0,
                        insert: text.clone(),
                        marks: style.marks.clone(),
                        line: style.line,
                    });
                    at += units;
                }
                Op::Delete(count) => match changes.last_mut() {
                    Some(Change::Splice { delete, .. }) if just_put => *delete += count,
                    _ => changes.push(Change::Splice {
                        at,
                        delete: *count,
                        insert: String::new(),
                        marks: Marks::default(),
                        line: None,
                    }),
                },
            }
            just_put = matches!(op, Op::Insert { .. });
        }
        changes
    }
}

fn kept(changes: &mut Vec<Change>, at: u32, count: u32, change: &Restyle, after: &Sheet) {
    changes.extend(change.each_mark().map(|(mark, on)| Change::Mark { from: at, to: at + count, mark, on }));
    if change.has_line() {
        let lines = (at..at + count).filter_map(|place| Some((place, after.line_at(place)?)));
        changes.extend(lines.map(|(place, line)| Change::Line { at: Some(place), line }));
    }
}
