//! The style of a piece of text and a change of it, key by key: two people
//! who change different things about one stretch both get what they want.

use super::line::{Line, LineKind};
use super::marks::{Href, Mark, Marks};
use rapport_ids::PersonId;

/// Marks of a piece; for a line break also what the line after it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style {
    pub marks: Marks,
    /// Given exactly for a line break, which is one unit wide.
    pub line: Option<Line>,
}

impl Style {
    pub const fn plain() -> Self {
        Self { marks: Marks { bold: false, italic: false, link: None, mention: None }, line: None }
    }

    pub fn marked(marks: Marks) -> Self {
        Self { marks, line: None }
    }

    pub fn line_break(marks: Marks, line: Line) -> Self {
        Self { marks, line: Some(line) }
    }

    /// This style after a change.
    pub fn with(mut self, change: &Restyle) -> Self {
        change.apply(&mut self);
        self
    }
}

/// A change of style: what is `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restyle {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    /// `Some(None)` takes a link away.
    pub link: Option<Option<Href>>,
    pub mention: Option<Option<PersonId>>,
    pub kind: Option<LineKind>,
    pub done: Option<bool>,
}

impl Restyle {
    pub fn is_empty(&self) -> bool {
        !self.has_marks() && !self.has_line()
    }

    /// Whether it changes a mark.
    pub fn has_marks(&self) -> bool {
        self.bold.is_some() || self.italic.is_some() || self.link.is_some() || self.mention.is_some()
    }

    /// Whether it changes what a line is.
    pub fn has_line(&self) -> bool {
        self.kind.is_some() || self.done.is_some()
    }

    /// Sets or takes away one mark. What a link led to, or whom a mention
    /// meant, does not matter when it is taken away.
    pub fn mark(mark: Mark, on: bool) -> Self {
        let mut change = Self::default();
        match mark {
            Mark::Bold => change.bold = Some(on),
            Mark::Italic => change.italic = Some(on),
            Mark::Link(to) => change.link = Some(on.then_some(to)),
            Mark::Mention(who) => change.mention = Some(on.then_some(who)),
        }
        change
    }

    /// What makes `to` out of `from`.
    pub fn between(from: &Marks, to: &Marks) -> Self {
        Self {
            bold: (from.bold != to.bold).then_some(to.bold),
            italic: (from.italic != to.italic).then_some(to.italic),
            link: (from.link != to.link).then(|| to.link.clone()),
            mention: (from.mention != to.mention).then_some(to.mention),
            ..Self::default()
        }
    }

    /// What makes one line out of another.
    pub fn line(from: Line, to: Line) -> Self {
        Self {
            kind: (from.kind != to.kind).then_some(to.kind),
            done: (from.done != to.done).then_some(to.done),
            ..Self::default()
        }
    }

    pub fn apply(&self, style: &mut Style) {
        if let Some(bold) = self.bold {
            style.marks.bold = bold;
        }
        if let Some(italic) = self.italic {
            style.marks.italic = italic;
        }
        if let Some(link) = &self.link {
            style.marks.link.clone_from(link);
        }
        if let Some(mention) = self.mention {
            style.marks.mention = mention;
        }
        if let Some(line) = &mut style.line {
            self.apply_line(line);
        }
    }

    pub fn apply_line(&self, line: &mut Line) {
        line.kind = self.kind.unwrap_or(line.kind);
        line.done = self.done.unwrap_or(line.done);
    }

    /// This change and then another: where both say something, the later.
    pub fn then(&self, later: &Self) -> Self {
        Self {
            bold: later.bold.or(self.bold),
            italic: later.italic.or(self.italic),
            link: later.link.clone().or_else(|| self.link.clone()),
            mention: later.mention.or(self.mention),
            kind: later.kind.or(self.kind),
            done: later.done.or(self.done),
        }
    }

    /// What is left of it where another change has the last word.
    pub fn under(&self, winner: &Self) -> Self {
        Self {
            bold: self.bold.filter(|_| winner.bold.is_none()),
            italic: self.italic.filter(|_| winner.italic.is_none()),
            link: self.link.clone().filter(|_| winner.link.is_none()),
            mention: self.mention.filter(|_| winner.mention.is_none()),
            kind: self.kind.filter(|_| winner.kind.is_none()),
            done: self.done.filter(|_| winner.done.is_none()),
        }
    }

    /// What takes this change back from something that looked like `was`;
    /// nothing about a line where there is no line.
    pub fn inverse(&self, was: &Style) -> Self {
        let line = was.line;
        Self {
            bold: self.bold.map(|_| was.marks.bold),
            italic: self.italic.map(|_| was.marks.italic),
            link: self.link.as_ref().map(|_| was.marks.link.clone()),
            mention: self.mention.map(|_| was.marks.mention),
            kind: line.and_then(|line| self.kind.map(|_| line.kind)),
            done: line.and_then(|line| self.done.map(|_| line.done)),
        }
    }

    /// What two changes to the left and the right of a place agree on: text
    /// that somebody else typed just there gets the same marks.
    pub fn around(left: Option<&Self>, right: Option<&Self>) -> Self {
        let (Some(left), Some(right)) = (left, right) else { return Self::default() };
        Self {
            bold: left.bold.filter(|_| left.bold == right.bold),
            italic: left.italic.filter(|_| left.italic == right.italic),
            link: left.link.clone().filter(|_| left.link == right.link),
            mention: left.mention.filter(|_| left.mention == right.mention),
            kind: None,
            done: None,
        }
    }

    /// The marks it sets or takes away, one by one.
    pub fn each_mark(&self) -> impl Iterator<Item = (Mark, bool)> {
        let bold = self.bold.map(|on| (Mark::Bold, on));
        let italic = self.italic.map(|on| (Mark::Italic, on));
        let link = self.link.as_ref().map(|to| match to {
            Some(to) => (Mark::Link(to.clone()), true),
            None => (Mark::Link(Href::from("")), false),
        });
        let mention = self.mention.map(|who| match who {
            Some(who) => (Mark::Mention(who), true),
            None => (Mark::Mention(PersonId::new([0; 32])), false),
        });
        [bold, italic, link, mention].into_iter().flatten()
    }
}
