//! Texts and differences by chance, and a model that is too simple to be wrong.

use crate::text::*;
use proptest::prelude::*;
use rapport_ids::PersonId;

/// One character with its style.
type Cell = (char, Style);

pub(crate) fn marks() -> impl Strategy<Value = Marks> {
    (any::<bool>(), any::<bool>(), 0u8..4, 0u8..4).prop_map(|(bold, italic, link, mention)| Marks {
        bold,
        italic,
        link: (link > 1).then(|| Href::from(format!("https://e.org/{link}"))),
        mention: (mention > 2).then(|| PersonId::new([mention; 32])),
    })
}

pub(crate) fn line() -> impl Strategy<Value = Line> {
    (0usize..LineKind::ALL.len(), any::<bool>()).prop_map(|(kind, done)| Line { kind: LineKind::ALL[kind], done })
}

pub(crate) fn cell() -> impl Strategy<Value = Cell> {
    let letter = prop_oneof![6 => proptest::char::range('a', 'f'), 1 => Just('é'), 1 => Just('👍'), 1 => Just('ש')];
    prop_oneof![
        8 => (letter, marks()).prop_map(|(c, marks)| (c, Style::marked(marks))),
        1 => (marks(), line()).prop_map(|(marks, line)| ('\n', Style::line_break(marks, line))),
    ]
}

fn whole_of(cells: &[Cell], lead: Line) -> NoteText {
    let text: String = cells.iter().map(|(c, _)| c).collect();
    let runs: Vec<Run> =
        cells.iter().map(|(c, style)| Run { units: c.len_utf16() as u32, style: style.clone() }).collect();
    NoteText::from_runs(text, lead, &runs)
}

pub(crate) fn note() -> impl Strategy<Value = NoteText> {
    (proptest::collection::vec(cell(), 0..24), line()).prop_map(|(cells, lead)| whole_of(&cells, lead))
}

pub(crate) fn cells_of(whole: &NoteText) -> Vec<Cell> {
    let runs = whole.runs();
    let mut styles = runs.iter().flat_map(|run| std::iter::repeat_n(&run.style, run.units as usize));
    whole
        .text
        .chars()
        .map(|c| {
            let style = styles.nth(c.len_utf16() - 1).cloned().unwrap();
            (c, style)
        })
        .collect()
}

/// Every place that is not inside a character.
pub(crate) fn boundaries(text: &str) -> Vec<u32> {
    let mut all = vec![0];
    for c in text.chars() {
        all.push(all[all.len() - 1] + c.len_utf16() as u32);
    }
    all
}

#[derive(Clone, Debug)]
enum Act {
    Keep(usize),
    Style(usize, Restyle),
    Put(Vec<Cell>),
    Take(usize),
}

pub(crate) fn restyle() -> impl Strategy<Value = Restyle> {
    let link = proptest::option::of(proptest::option::of(Just(Href::from("https://e.org/x"))));
    let kind = proptest::option::of((0usize..LineKind::ALL.len()).prop_map(|k| LineKind::ALL[k]));
    (
        proptest::option::of(any::<bool>()),
        proptest::option::of(any::<bool>()),
        link,
        kind,
        proptest::option::of(any::<bool>()),
    )
        .prop_map(|(bold, italic, link, kind, done)| Restyle { bold, italic, link, mention: None, kind, done })
}

/// A difference that fits a text.
pub(crate) fn delta_on(whole: &NoteText) -> impl Strategy<Value = Delta> + use<> {
    let text = whole.text.clone();
    let act = prop_oneof![
        3 => (1usize..6).prop_map(Act::Keep),
        2 => ((1usize..6), restyle()).prop_map(|(n, r)| Act::Style(n, r)),
        2 => proptest::collection::vec(cell(), 1..4).prop_map(Act::Put),
        2 => (1usize..5).prop_map(Act::Take),
    ];
    (proptest::collection::vec(act, 0..8), restyle(), any::<bool>()).prop_map(move |(acts, lead, with_lead)| {
        let chars: Vec<char> = text.chars().collect();
        let mut at = 0usize;
        let mut delta = Delta::new();
        if with_lead {
            delta.set_lead(lead);
        }
        for act in acts {
            let mut read = |count: usize| {
                let end = (at + count).min(chars.len());
                let piece = &chars[at..end];
                at = end;
                piece.iter().map(|c| c.len_utf16() as u32).collect::<Vec<_>>()
            };
            match act {
                Act::Keep(count) => delta.keep(read(count).iter().sum(), None),
                Act::Style(count, change) => delta.keep(read(count).iter().sum(), Some(&change)),
                Act::Put(cells) => {
                    for (c, style) in cells {
                        delta.insert(&c.to_string(), style);
                    }
                }
                Act::Take(count) => delta.delete(read(count).iter().sum()),
            }
        }
        delta
    })
}

/// What a difference makes of a text, character by character.
pub(crate) fn apply(whole: &NoteText, delta: &Delta) -> NoteText {
    let mut old = cells_of(whole).into_iter();
    let mut new = Vec::new();
    let mut lead = whole.lead;
    delta.lead().apply_line(&mut lead);
    let read = |old: &mut std::vec::IntoIter<Cell>, count: u32| {
        let mut left = count as usize;
        let mut cells = Vec::new();
        while left > 0 {
            let cell = old.next().expect("a difference fits its text");
            left -= cell.0.len_utf16();
            cells.push(cell);
        }
        cells
    };
    for op in delta.ops() {
        match op {
            Op::Keep(count, change) => {
                for (c, style) in read(&mut old, *count) {
                    new.push((c, change.as_ref().map_or_else(|| style.clone(), |change| style.clone().with(change))));
                }
            }
            Op::Insert { text, style, .. } => new.extend(text.chars().map(|c| (c, style.clone()))),
            Op::Delete(count) => drop(read(&mut old, *count)),
        }
    }
    new.extend(old);
    whole_of(&new, lead)
}

/// Where a place lands: before and behind what comes in exactly there.
pub(crate) fn carried(whole: &NoteText, delta: &Delta, place: u32) -> (u32, u32) {
    let (mut before, mut now) = (0u32, 0u32);
    let mut low = None;
    for op in delta.ops() {
        match op {
            Op::Insert { units, .. } => {
                if before == place && low.is_none() {
                    low = Some(now);
                }
                now += units;
            }
            Op::Keep(count, _) => {
                for _ in 0..*count {
                    if before == place {
                        return (low.unwrap_or(now), now);
                    }
                    before += 1;
                    now += 1;
                }
            }
            Op::Delete(count) => {
                for _ in 0..*count {
                    if before == place {
                        return (low.unwrap_or(now), now);
                    }
                    before += 1;
                }
            }
        }
    }
    let rest = place - before.min(place);
    assert!(place <= whole.len());
    (low.unwrap_or(now + rest), now + rest)
}

/// A screen that does what it is told.
pub(crate) fn screen(whole: &NoteText, changes: &[Change]) -> NoteText {
    let mut cells = cells_of(whole);
    let mut lead = whole.lead;
    let index = |cells: &[Cell], place: u32| {
        let mut at = 0;
        for (index, (c, _)) in cells.iter().enumerate() {
            if at == place {
                return index;
            }
            at += c.len_utf16() as u32;
        }
        assert_eq!(at, place, "a change cuts a character");
        cells.len()
    };
    for change in changes {
        match change {
            Change::Splice { at, delete, insert, marks, line } => {
                let (from, to) = (index(&cells, *at), index(&cells, at + delete));
                assert_eq!(insert == "\n", line.is_some());
                let style = Style { marks: marks.clone(), line: *line };
                cells.splice(from..to, insert.chars().map(|c| (c, style.clone())));
            }
            Change::Mark { from, to, mark, on } => {
                let (from, to) = (index(&cells, *from), index(&cells, *to));
                for (_, style) in &mut cells[from..to] {
                    *style = style.clone().with(&Restyle::mark(mark.clone(), *on));
                }
            }
            Change::Line { at: None, line } => lead = *line,
            Change::Line { at: Some(at), line } => {
                let at = index(&cells, *at);
                assert!(cells[at].1.line.is_some());
                cells[at].1.line = Some(*line);
            }
        }
    }
    whole_of(&cells, lead)
}
