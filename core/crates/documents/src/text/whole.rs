//! A whole text as a screen first gets it.

use super::delta::Delta;
use super::line::Line;
use super::marks::{Mark, MarkSpan, Marks};
use super::runs::{Run, push};
use super::sheet::Sheet;
use super::style::Style;
use super::units::units;
use rapport_domain::note::{self, Line as DomainLine, RichText};
use rapport_domain::sort;

/// One section's text. Line breaks are `\n` in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct NoteText {
    pub text: String,
    /// What the first line is.
    pub lead: Line,
    /// Where each line break stands, and what the line after it is.
    pub lines: Vec<(u32, Line)>,
    /// By where they begin, then by kind.
    pub marks: Vec<MarkSpan>,
}

impl NoteText {
    /// Units of the text.
    pub fn len(&self) -> u32 {
        units(&self.text)
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// As the domain reads and exports it.
    pub fn rich(&self) -> RichText {
        let kinds = std::iter::once(self.lead).chain(self.lines.iter().map(|(_, line)| *line));
        let lines = self.text.split('\n').zip(kinds).map(|(text, line)| DomainLine {
            kind: line.kind.into(),
            done: line.done,
            text: text.to_owned(),
        });
        let mark = |mark: &Mark| {
            Some(match mark {
                Mark::Bold => note::Mark::Bold,
                Mark::Italic => note::Mark::Italic,
                Mark::Link(to) => note::Mark::Link(note::Link::new(to).ok()?),
                Mark::Mention(who) => note::Mark::Mention(*who),
            })
        };
        let spans = self
            .marks
            .iter()
            .filter_map(|span| Some(note::Span { from: span.from, to: span.to, mark: mark(&span.mark)? }));
        // Nothing was ever written: no line at all.
        let blank = self.text.is_empty() && self.lead == Line::default();
        RichText { lines: if blank { Vec::new() } else { lines.collect() }, spans: spans.collect() }
    }

    /// What makes it out of nothing: the first edit of a new generation of a
    /// document, in which nothing of what was deleted before is left.
    pub fn anew(&self) -> Delta {
        Sheet::new(&Self::default()).difference(self)
    }

    /// The same as runs of one style each.
    pub fn runs(&self) -> Vec<Run> {
        let len = self.len();
        // Every place where something begins or ends.
        let mut cuts: Vec<u32> = Vec::with_capacity(self.lines.len() * 2 + self.marks.len() * 2 + 2);
        cuts.extend(self.lines.iter().flat_map(|(at, _)| [*at, at.saturating_add(1)]));
        cuts.extend(self.marks.iter().flat_map(|span| [span.from, span.to]));
        cuts.push(len);
        sort::by(&mut cuts, Ord::cmp);
        cuts.dedup();
        let mut begins: Vec<&MarkSpan> = self.marks.iter().collect();
        sort::by_key(&mut begins, |span| span.from);
        let (mut begins, mut open) = (begins.into_iter().peekable(), Vec::<&MarkSpan>::new());
        let mut lines = self.lines.iter().peekable();
        let (mut runs, mut at) = (Vec::new(), 0u32);
        for cut in cuts.into_iter().filter(|cut| (1..=len).contains(cut)) {
            open.retain(|span| span.to > at);
            while let Some(span) = begins.next_if(|span| span.from <= at) {
                if span.to > at {
                    open.push(span);
                }
            }
            let mut marks = Marks::default();
            for span in &open {
                marks.set(span.mark.clone());
            }
            while lines.next_if(|(place, _)| *place < at).is_some() {}
            let line = lines.next_if(|(place, _)| *place == at).map(|(_, line)| *line);
            push(&mut runs, Run { units: cut - at, style: Style { marks, line } });
            at = cut;
        }
        runs
    }

    /// From a text and its runs.
    pub fn from_runs<'a>(text: String, lead: Line, runs: impl IntoIterator<Item = &'a Run>) -> Self {
        let mut made = Self { text, lead, ..Self::default() };
        let mut open: Vec<MarkSpan> = Vec::new();
        let mut at = 0u32;
        for run in runs {
            if let Some(line) = run.style.line {
                made.lines.push((at, line));
            }
            let now: Vec<_> = run.style.marks.each().collect();
            let (still, over): (Vec<_>, Vec<_>) = open.into_iter().partition(|span| now.contains(&span.mark));
            made.marks.extend(over);
            open = still;
            for mark in now {
                match open.iter_mut().find(|span| span.mark == mark) {
                    Some(span) => span.to = at + run.units,
                    None => open.push(MarkSpan { from: at, to: at + run.units, mark }),
                }
            }
            at += run.units;
        }
        made.marks.extend(open);
        sort::by_key(&mut made.marks, |span| (span.from, rank(span), span.to));
        made
    }
}

fn rank(span: &MarkSpan) -> u8 {
    match span.mark {
        Mark::Bold => 0,
        Mark::Italic => 1,
        Mark::Link(_) => 2,
        Mark::Mention(_) => 3,
    }
}
