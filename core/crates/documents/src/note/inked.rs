//! The marks of a text as a document has them: by runs, for comparing what
//! they should be with what they are.

use super::keys;
use crate::text::{Delta, Href, Mark, MarkSpan, Marks, Op, Restyle, Style, units};
use automerge::marks::{ExpandMark, Mark as AmMark};
use automerge::{Automerge, AutomergeError, ObjId, ReadDoc, ScalarValue};
use rapport_domain::note::Link;
use rapport_domain::sort;

/// Marks by runs: where each run ends, and its marks. Behind the last run
/// nothing is marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ink(Vec<(u32, Marks)>);

impl Ink {
    /// The marks of a text as it is now.
    pub(crate) fn of(am: &Automerge, text: &ObjId) -> Result<Self, AutomergeError> {
        Ok(Self::from_spans(&spans(&am.marks(text)?)))
    }

    pub(crate) fn from_spans(spans: &[MarkSpan]) -> Self {
        let mut cuts: Vec<u32> = spans.iter().flat_map(|span| [span.from, span.to]).collect();
        sort::by(&mut cuts, Ord::cmp);
        cuts.dedup();
        let mut sorted: Vec<&MarkSpan> = spans.iter().collect();
        sort::by_key(&mut sorted, |span| span.from);
        let mut begins = sorted.into_iter().peekable();
        let (mut open, mut at, mut made) = (Vec::<&MarkSpan>::new(), 0, Self::default());
        for cut in cuts {
            open.retain(|span| span.to > at);
            while let Some(span) = begins.next_if(|span| span.from <= at) {
                open.push(span);
            }
            let mut marks = Marks::default();
            for span in open.iter().filter(|span| span.to > at) {
                marks.set(span.mark.clone());
            }
            made.push(cut, marks);
            at = cut;
        }
        made
    }

    pub(crate) fn is_plain(&self) -> bool {
        self.0.iter().all(|(_, marks)| marks.is_plain())
    }

    /// The marks at a place.
    pub(crate) fn at(&self, place: u32) -> Marks {
        let index = self.0.partition_point(|(end, _)| *end <= place);
        self.0.get(index).map(|(_, marks)| marks.clone()).unwrap_or_default()
    }

    /// Where the run of a place ends.
    fn end(&self, place: u32) -> u32 {
        let index = self.0.partition_point(|(end, _)| *end <= place);
        self.0.get(index).map_or(u32::MAX, |(end, _)| *end)
    }

    fn push(&mut self, end: u32, marks: Marks) {
        let begin = self.0.last().map_or(0, |(end, _)| *end);
        if end <= begin {
            return;
        }
        match self.0.last_mut() {
            Some((last, same)) if *same == marks => *last = end,
            _ => self.0.push((end, marks)),
        }
    }

    /// What text typed at a place gets by itself.
    pub(crate) fn typed(&self, at: u32, len: u32) -> Marks {
        let left = at.checked_sub(1).map(|left| self.at(left));
        let right = (at < len).then(|| self.at(at));
        Marks::typed_between(left.as_ref(), right.as_ref())
    }

    /// The marks after a difference, as it says them.
    pub(crate) fn after(&self, delta: &Delta, len: u32) -> Self {
        let mut made = Self::default();
        let (mut old, mut new) = (0u32, 0u32);
        let keep = |made: &mut Self, old: &mut u32, new: &mut u32, count: u32, change: Option<&Restyle>| {
            let stop = old.saturating_add(count);
            while *old < stop {
                let step = self.end(*old).min(stop) - *old;
                let style = Style::marked(self.at(*old));
                let style = change.map_or(style.clone(), |change| style.with(change));
                *old += step;
                *new += step;
                made.push(*new, style.marks);
            }
        };
        for op in delta.ops() {
            match op {
                Op::Keep(count, change) => keep(&mut made, &mut old, &mut new, *count, change.as_deref()),
                Op::Insert { units, style, .. } => {
                    new += units;
                    made.push(new, style.marks.clone());
                }
                Op::Delete(count) => old = old.saturating_add(*count),
            }
        }
        let rest = len.saturating_sub(old);
        keep(&mut made, &mut old, &mut new, rest, None);
        made
    }

    /// The same difference with the marks that the text has afterwards: `self`
    /// before, `after` after. The marks that the difference itself names are
    /// not looked at.
    pub(crate) fn delta_to(&self, delta: &Delta, after: &Self, len: u32) -> Delta {
        if self.is_plain() && after.is_plain() {
            return delta.clone();
        }
        let mut made = Delta::new();
        made.set_lead(delta.lead().clone());
        let (mut old, mut new) = (0u32, 0u32);
        let keep = |made: &mut Delta, old: &mut u32, new: &mut u32, count: u32, change: Option<&Restyle>| {
            let stop = old.saturating_add(count);
            while *old < stop {
                let step = (self.end(*old).min(stop) - *old).min(after.end(*new).saturating_sub(*new)).max(1);
                let mut restyle = Restyle::between(&self.at(*old), &after.at(*new));
                if let Some(change) = change {
                    restyle.kind = change.kind;
                    restyle.done = change.done;
                }
                made.keep(step, Some(&restyle));
                *old += step;
                *new += step;
            }
        };
        for op in delta.ops() {
            match op {
                Op::Keep(count, change) => keep(&mut made, &mut old, &mut new, *count, change.as_deref()),
                Op::Insert { text, units: wide, style } => {
                    let (mut rest, stop) = (text.as_str(), new + wide);
                    while new < stop && !rest.is_empty() {
                        let marks = after.at(new);
                        let bytes = crate::text::skip_units(rest, after.end(new).min(stop) - new);
                        // A mark cannot end inside a character.
                        let first = rest.chars().next().map_or(rest.len(), char::len_utf8);
                        let (piece, more) = rest.split_at(bytes.max(first));
                        made.insert(piece, Style { marks, line: style.line });
                        new += units(piece);
                        rest = more;
                    }
                }
                Op::Delete(count) => {
                    made.delete(*count);
                    old = old.saturating_add(*count);
                }
            }
        }
        let rest = len.saturating_sub(old);
        keep(&mut made, &mut old, &mut new, rest, None);
        made.trimmed()
    }
}

/// The marks of this software among all marks of a text.
pub(crate) fn spans(marks: &[AmMark]) -> Vec<MarkSpan> {
    let mut all: Vec<MarkSpan> = marks.iter().filter_map(span).collect();
    sort::by_key(&mut all, |span| (span.from, span.to));
    all
}

fn span(mark: &AmMark) -> Option<MarkSpan> {
    let (from, to) = (u32::try_from(mark.start).ok()?, u32::try_from(mark.end).ok()?);
    Some(MarkSpan { from, to, mark: known(mark.name(), mark.value())? }).filter(|span| span.from < span.to)
}

fn known(name: &str, value: &ScalarValue) -> Option<Mark> {
    let flag = matches!(value, ScalarValue::Boolean(true));
    let text = if let ScalarValue::Str(text) = value { Some(text.as_str()) } else { None };
    match name {
        keys::BOLD => flag.then_some(Mark::Bold),
        keys::ITALIC => flag.then_some(Mark::Italic),
        // Nothing that runs is ever offered to be opened.
        keys::LINK => Link::new(text?).ok().map(|link| Mark::Link(Href::from(link.as_str()))),
        keys::MENTION => text?.parse().ok().map(Mark::Mention),
        _ => None,
    }
}

/// A mark as it is written: name, value, and whether text typed at its edges
/// belongs to it. Bold and italic go on at their end, whether set or taken
/// away. A link or a person takes in nothing at its edges; where one is taken
/// away, what is typed at either edge is outside too.
pub(crate) fn written(mark: &Mark, on: bool) -> (&'static str, ScalarValue, ExpandMark) {
    let (name, value, set, unset) = match mark {
        Mark::Bold => (keys::BOLD, true.into(), ExpandMark::After, ExpandMark::After),
        Mark::Italic => (keys::ITALIC, true.into(), ExpandMark::After, ExpandMark::After),
        Mark::Link(to) => (keys::LINK, (&**to).into(), ExpandMark::None, ExpandMark::Both),
        Mark::Mention(who) => (keys::MENTION, who.to_string().into(), ExpandMark::None, ExpandMark::Both),
    };
    if on { (name, value, set) } else { (name, ScalarValue::Null, unset) }
}
