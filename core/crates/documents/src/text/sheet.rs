//! A text in memory that is edited a keystroke at a time: a rope for the
//! characters, runs for the styles, and the first line.

use super::delta::{Delta, Op};
use super::line::Line;
use super::marks::Marks;
use super::runs::{Run, Runs, marks_of};
use super::style::Restyle;
use super::whole::NoteText;
use ropey::Rope;

/// See the module.
#[derive(Clone, Debug)]
pub struct Sheet {
    rope: Rope,
    runs: Runs,
    lead: Line,
    len: u32,
}

impl Sheet {
    pub fn new(whole: &NoteText) -> Self {
        Self { rope: Rope::from_str(&whole.text), runs: Runs::new(whole.runs()), lead: whole.lead, len: whole.len() }
    }

    /// Units of the text.
    pub fn len(&self) -> u32 {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub fn lead(&self) -> Line {
        self.lead
    }

    /// The whole, as a screen wants it first.
    pub fn whole(&self) -> NoteText {
        NoteText::from_runs(self.rope.to_string(), self.lead, self.runs.iter())
    }

    /// The text between two places.
    pub fn text(&self, from: u32, to: u32) -> String {
        let (from, to) = (self.char_at(from), self.char_at(to));
        self.rope.get_slice(from..to.max(from)).map(|slice| slice.to_string()).unwrap_or_default()
    }

    /// The runs between two places.
    pub fn runs(&self, from: u32, to: u32) -> Vec<Run> {
        self.runs.slice(from, to)
    }

    /// Whether a place lies inside a character of two units.
    pub fn splits_pair(&self, place: u32) -> bool {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        self.rope.try_utf16_cu_to_char(place).is_ok_and(|c| self.rope.char_to_utf16_cu(c) != place)
    }

    /// The marks that text typed at a place gets.
    pub fn typed_marks(&self, at: u32) -> Marks {
        let left = at.checked_sub(1).and_then(|left| self.runs.at(left));
        Marks::typed_between(marks_of(left), marks_of(self.runs.at(at)))
    }

    /// The line of a place: where its line break stands (none on the first
    /// line), where it begins, and what it is.
    pub fn line_of(&self, place: u32) -> (Option<u32>, u32, Line) {
        match self.runs.line_of(place) {
            Some((at, line)) => (Some(at), at + 1, line),
            None => (None, 0, self.lead),
        }
    }

    /// Whether a line ends at a place.
    pub fn ends_line(&self, place: u32) -> bool {
        place >= self.len || self.runs.at(place).is_some_and(|style| style.line.is_some())
    }

    /// What the line that begins with a break at a place is.
    pub fn line_at(&self, place: u32) -> Option<Line> {
        self.runs.at(place).and_then(|style| style.line)
    }

    /// Applies a difference. What lies behind the end is left out.
    pub fn apply(&mut self, delta: &Delta) {
        delta.lead().apply_line(&mut self.lead);
        let mut at = 0u32;
        for op in delta.ops() {
            match op {
                Op::Keep(count, change) => {
                    if let Some(change) = change {
                        self.runs.restyle(at, *count, change);
                    }
                    at = at.saturating_add(*count).min(self.len);
                }
                Op::Insert { text, units, style } => {
                    let here = self.char_at(at);
                    if self.rope.try_insert(here, text).is_ok() {
                        self.runs.splice(at, 0, [Run { units: *units, style: style.clone() }]);
                        self.len = self.len.saturating_add(*units);
                        at = at.saturating_add(*units);
                    }
                }
                Op::Delete(count) => {
                    let end = at.saturating_add(*count).min(self.len);
                    let (from, to) = (self.char_at(at), self.char_at(end));
                    if from < to && self.rope.try_remove(from..to).is_ok() {
                        self.runs.splice(at, end - at, []);
                        self.len -= end - at;
                    }
                }
            }
        }
    }

    /// The difference that takes another back after it was applied to this.
    pub fn inverse(&self, delta: &Delta) -> Delta {
        let mut back = Delta::new();
        let lead = super::Style { line: Some(self.lead), ..super::Style::plain() };
        back.set_lead(delta.lead().inverse(&lead));
        let mut at = 0u32;
        for op in delta.ops() {
            match op {
                Op::Keep(count, None) => {
                    back.keep(*count, None);
                    at = at.saturating_add(*count);
                }
                Op::Keep(count, Some(change)) => {
                    let end = at.saturating_add(*count);
                    for run in self.runs.slice(at, end) {
                        back.keep(run.units, Some(&change.inverse(&run.style)));
                    }
                    at = end;
                }
                Op::Insert { units, .. } => back.delete(*units),
                Op::Delete(count) => {
                    let end = at.saturating_add(*count).min(self.len);
                    let text = self.text(at, end);
                    let mut rest = text.as_str();
                    for run in self.runs.slice(at, end) {
                        let bytes = super::skip_units(rest, run.units);
                        let (piece, more) = rest.split_at(bytes);
                        back.insert(piece, run.style);
                        rest = more;
                    }
                    at = end;
                }
            }
        }
        back.trimmed()
    }

    /// What makes this text into another: one stretch replaced, and the
    /// styles of what stays. For the rare case that it is not known what
    /// changed.
    pub fn difference(&self, to: &NoteText) -> Delta {
        let (old, new) = (self.rope.to_string(), to.text.as_str());
        let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
            a.zip(b).take_while(|(x, y)| x == y).map(|(x, _)| x).collect::<String>()
        };
        let head = same(&mut old.chars(), &mut new.chars());
        let (old_rest, new_rest) = (&old[head.len()..], &new[head.len()..]);
        let tail_bytes = same(&mut old_rest.chars().rev(), &mut new_rest.chars().rev()).len();
        let gone = super::units(&old_rest[..old_rest.len() - tail_bytes]);
        let (head, tail) = (super::units(&head), super::units(&old_rest[old_rest.len() - tail_bytes..]));
        let target = Sheet::new(to);
        let mut delta = Delta::new();
        delta.set_lead(Restyle::line(self.lead, to.lead));
        self.restyled(&mut delta, 0, &target, 0, head);
        let come = target.len - head - tail;
        let text = target.text(head, head + come);
        let mut rest = text.as_str();
        for run in target.runs.slice(head, head + come) {
            let (piece, more) = rest.split_at(super::skip_units(rest, run.units));
            delta.insert(piece, run.style);
            rest = more;
        }
        delta.delete(gone);
        self.restyled(&mut delta, head + gone, &target, head + come, tail);
        delta.trimmed()
    }

    /// Adds what makes the styles of a stretch those of another sheet's.
    fn restyled(&self, delta: &mut Delta, from: u32, target: &Self, target_from: u32, count: u32) {
        let (mine, other) = (self.runs.slice(from, from + count), target.runs.slice(target_from, target_from + count));
        let (mut mine, mut other) = (mine.into_iter(), other.into_iter());
        let (mut a, mut b) = (mine.next(), other.next());
        while let (Some(x), Some(y)) = (&mut a, &mut b) {
            let units = x.units.min(y.units);
            let mut change = Restyle::between(&x.style.marks, &y.style.marks);
            if let (Some(from), Some(to)) = (x.style.line, y.style.line) {
                let line = Restyle::line(from, to);
                change.kind = line.kind;
                change.done = line.done;
            }
            delta.keep(units, Some(&change));
            x.units -= units;
            y.units -= units;
            if x.units == 0 {
                a = mine.next();
            }
            if y.units == 0 {
                b = other.next();
            }
        }
    }

    fn char_at(&self, place: u32) -> usize {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        self.rope.try_utf16_cu_to_char(place).unwrap_or_else(|_| self.rope.len_chars())
    }
}
