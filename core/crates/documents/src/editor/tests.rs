//! One screen, one document, everybody else.

use super::*;
use crate::text::tests::make::{self, screen};
use crate::text::{Line, LineKind, Mark, Marks, Style};
use proptest::prelude::*;

fn plain(text: &str) -> NoteText {
    let runs: Vec<_> = text
        .chars()
        .map(|c| crate::text::Run {
            units: c.len_utf16() as u32,
            style: if c == '\n' { Style::line_break(Marks::default(), Line::default()) } else { Style::plain() },
        })
        .collect();
    NoteText::from_runs(text.to_owned(), Line::default(), &runs)
}

fn typed(at: u32, text: &str) -> Edit {
    Edit::splice(at, 0, text)
}

/// An editor, what its screen shows, and what the document has.
struct Desk {
    editor: Editor,
    screen: NoteText,
    document: NoteText,
}

impl Desk {
    fn new(text: &NoteText) -> Self {
        Self { editor: Editor::open(text), screen: text.clone(), document: text.clone() }
    }

    fn follow(&mut self, changes: &[Change]) {
        self.screen = screen(&self.screen, changes);
        assert_eq!(self.screen, self.editor.whole(), "the screen follows");
    }

    /// Types; the screen itself shows what was typed.
    fn exchange(&mut self, edits: &[Edit]) -> Result<(), Invalid> {
        // What the screen shows of its own is what an editor alone would show.
        let mut alone = Editor::open(&self.screen);
        alone.exchange(edits)?;
        let changes = self.editor.exchange(edits)?;
        self.screen = screen(&alone.whole(), &changes);
        assert_eq!(self.screen, self.editor.whole(), "the screen follows");
        Ok(())
    }

    fn undo(&mut self) {
        let changes = self.editor.undo();
        self.follow(&changes);
    }

    fn redo(&mut self) {
        let changes = self.editor.redo();
        self.follow(&changes);
    }

    fn drain(&mut self) {
        for delta in self.editor.drain() {
            self.document = make::apply(&self.document, &delta);
        }
    }

    fn others(&mut self, delta: &Delta) {
        self.document = make::apply(&self.document, delta);
        self.editor.merged(delta);
    }

    fn settle(&mut self) {
        self.drain();
        self.exchange(&[]).unwrap();
        assert!(!self.editor.waits());
        assert_eq!(self.screen, self.document);
    }
}

fn put(at: u32, text: &str) -> Delta {
    Delta::splice(at, 0, [(text.to_owned(), Style::plain())])
}

#[test]
fn a_run_typed_over_merges_stays_together() {
    let mut desk = Desk::new(&plain(""));
    desk.exchange(&[typed(0, "he")]).unwrap();
    desk.others(&put(0, "XX"));
    desk.exchange(&[typed(2, "l")]).unwrap();
    assert_eq!(desk.screen.text, "XXhel");
    desk.drain();
    desk.others(&put(5, "Y"));
    desk.exchange(&[typed(5, "lo")]).unwrap();
    desk.settle();
    assert_eq!(desk.document.text, "XXhelYlo");
}

#[test]
fn refused_edits_change_nothing() {
    let mut desk = Desk::new(&plain("a👍b"));
    let refused = |desk: &mut Desk, edits: &[Edit]| {
        let (before, waits) = (desk.screen.clone(), desk.editor.waits());
        let invalid = desk.editor.exchange(edits).unwrap_err();
        assert_eq!((desk.editor.whole(), desk.editor.waits()), (before, waits));
        assert!(desk.editor.drain().is_empty());
        (invalid.edit, invalid.field, invalid.problem)
    };
    desk.editor.merged(&put(0, "late"));
    assert_eq!(refused(&mut desk, &[typed(5, "x")]), (0, "at", Wrong::BeyondEnd { len: 4 }));
    assert_eq!(refused(&mut desk, &[typed(0, "x"), typed(3, "x")]), (1, "at", Wrong::InsideCharacter));
    assert_eq!(refused(&mut desk, &[Edit::splice(0, 2, "")]), (0, "delete", Wrong::InsideCharacter));
    assert_eq!(refused(&mut desk, &[Edit::splice(1, u32::MAX, "")]), (0, "delete", Wrong::BeyondEnd { len: 4 }));
    assert_eq!(refused(&mut desk, &[typed(0, "ab\u{1b}")]), (0, "insert", Wrong::ControlCharacter { at: 2 }));
    assert_eq!(refused(&mut desk, &[typed(0, "\r\n")]), (0, "insert", Wrong::ControlCharacter { at: 0 }));
    let long = "x".repeat(1 << 20);
    let too_long = Wrong::TooLong { limit: limits::INSERT, is: 1 << 20 };
    assert_eq!(refused(&mut desk, &[typed(0, &long)]), (0, "insert", too_long));
    let link = Edit::Mark { from: 0, to: 1, mark: Mark::Link("".into()), on: true };
    assert_eq!(refused(&mut desk, &[link]), (0, "mark", Wrong::NotALink));
    let runs = Edit::Mark { from: 0, to: 1, mark: Mark::Link("javascript:alert(1)".into()), on: true };
    assert_eq!(refused(&mut desk, &[runs]), (0, "mark", Wrong::NotALink));
    let bold = Edit::Mark { from: 1, to: 0, mark: Mark::Bold, on: true };
    assert_eq!(refused(&mut desk, &[bold]), (0, "to", Wrong::Backwards));
    let other = Edit::Line { at: 0, kind: Some(LineKind::Other), done: None };
    assert_eq!(refused(&mut desk, &[other]), (0, "kind", Wrong::Unknown));
    desk.exchange(&[typed(0, "tab\tand\nbreak")]).unwrap();
}

#[test]
fn a_section_has_an_end() {
    let mut editor = Editor::open(&plain(&"x".repeat(limits::SECTION as usize)));
    let is = limits::SECTION + 1;
    let problem = Wrong::TooLong { limit: limits::SECTION, is };
    assert_eq!(editor.exchange(&[typed(0, "y")]).unwrap_err().problem, problem);
    editor.exchange(&[Edit::splice(0, 1, "y")]).unwrap();
}

#[test]
fn a_return_begins_the_line_that_people_expect() {
    let kinds = |desk: &Desk| {
        let mut all = vec![desk.screen.lead.kind];
        all.extend(desk.screen.lines.iter().map(|(_, line)| line.kind));
        all
    };
    use LineKind::*;
    let mut desk = Desk::new(&plain("Title"));
    desk.exchange(&[Edit::Line { at: 0, kind: Some(Heading1), done: None }, typed(5, "\n")]).unwrap();
    assert_eq!(kinds(&desk), [Heading1, Paragraph]);
    desk.exchange(&[Edit::Line { at: 6, kind: Some(Check), done: Some(true) }, typed(6, "milk\n")]).unwrap();
    assert_eq!(kinds(&desk), [Heading1, Check, Check]);
    assert!(desk.screen.lines[0].1.done && !desk.screen.lines[1].1.done);
    // At the beginning of a line the line keeps what it is.
    desk.exchange(&[typed(0, "\n")]).unwrap();
    assert_eq!(kinds(&desk), [Paragraph, Heading1, Check, Check]);
    desk.exchange(&[typed(7, "\n")]).unwrap();
    assert_eq!(desk.screen.text, "\nTitle\n\nmilk\n");
    assert_eq!(kinds(&desk), [Paragraph, Heading1, Check, Check, Check]);
    assert!(!desk.screen.lines[1].1.done && desk.screen.lines[2].1.done);
    let explicit = Edit::Splice { at: 0, delete: 0, insert: "q\n".into(), marks: None, line: Some(Line::of(Quote)) };
    desk.exchange(&[explicit]).unwrap();
    assert_eq!(kinds(&desk)[..2], [Paragraph, Quote]);
    desk.settle();
}

#[test]
fn typed_text_takes_the_marks_of_its_left_side() {
    let mut desk = Desk::new(&plain("abcd"));
    let link = Mark::Link("https://e.org".into());
    desk.exchange(&[
        Edit::Mark { from: 0, to: 2, mark: Mark::Bold, on: true },
        Edit::Mark { from: 2, to: 4, mark: link, on: true },
    ])
    .unwrap();
    desk.exchange(&[typed(2, "x"), typed(4, "y"), typed(6, "z")]).unwrap();
    assert_eq!(desk.screen.text, "abxcydz");
    let marked = |mark: &dyn Fn(&Mark) -> bool| {
        let spans = desk.screen.marks.iter().filter(|span| mark(&span.mark));
        spans.map(|span| (span.from, span.to)).collect::<Vec<_>>()
    };
    assert_eq!(marked(&|mark| *mark == Mark::Bold), [(0, 3)], "bold goes on");
    assert_eq!(marked(&|mark| matches!(mark, Mark::Link(_))), [(3, 6)], "a link only inside");
}

#[test]
fn undo_takes_back_a_step_and_leaves_others_alone() {
    let mut desk = Desk::new(&plain("The end."));
    desk.exchange(&[typed(4, "very ")]).unwrap();
    desk.drain();
    desk.others(&put(6, "XX"));
    desk.exchange(&[typed(9, "last ")]).unwrap();
    assert_eq!(desk.screen.text, "The veXXry last end.");
    desk.undo();
    desk.settle();
    assert_eq!(desk.screen.text, "The XXend.");
    desk.redo();
    desk.settle();
    assert_eq!(desk.screen.text.replace("XX", ""), "The very last end.");
}

#[test]
fn steps_end_where_the_caller_says() {
    let mut desk = Desk::new(&plain(""));
    desk.exchange(&[typed(0, "one ")]).unwrap();
    desk.editor.end_step();
    desk.exchange(&[typed(4, "two")]).unwrap();
    desk.undo();
    assert_eq!(desk.screen.text, "one ");
    desk.undo();
    assert_eq!(desk.screen.text, "");
    assert!(!desk.editor.can_undo());
    desk.redo();
    desk.redo();
    assert_eq!(desk.screen.text, "one two");
    desk.undo();
    desk.exchange(&[typed(0, "!")]).unwrap();
    assert!(!desk.editor.can_redo(), "typing forgets what was taken back");
    desk.settle();
}

#[test]
fn undo_of_an_undone_deletion_is_not_left_behind() {
    // Typed, deleted and restored by undo: taking back the typing takes it all.
    let mut desk = Desk::new(&plain(""));
    desk.exchange(&[typed(0, "abc")]).unwrap();
    desk.editor.end_step();
    desk.exchange(&[Edit::splice(1, 1, "")]).unwrap();
    desk.undo();
    assert_eq!(desk.screen.text, "abc");
    desk.undo();
    assert_eq!(desk.screen.text, "");
}

#[test]
fn undo_does_not_take_back_what_others_made_of_it_since() {
    let mut desk = Desk::new(&plain("word"));
    let link = |to: &str| Mark::Link(to.into());
    desk.exchange(&[Edit::Mark { from: 0, to: 4, mark: link("https://a.org"), on: true }]).unwrap();
    desk.drain();
    desk.others(&Delta::restyle(0, 4, crate::text::Restyle::mark(link("https://b.org"), true)));
    desk.exchange(&[]).unwrap();
    desk.undo();
    desk.settle();
    assert_eq!(desk.screen.marks[0].mark, link("https://b.org"));
}

#[test]
fn restored_text_has_its_marks_and_lines() {
    let mut desk = Desk::new(&plain("one two\nthree"));
    desk.exchange(&[
        Edit::Mark { from: 4, to: 10, mark: Mark::Bold, on: true },
        Edit::Line { at: 9, kind: Some(LineKind::Check), done: Some(true) },
    ])
    .unwrap();
    desk.editor.end_step();
    let before = desk.screen.clone();
    desk.exchange(&[Edit::splice(2, 9, "")]).unwrap();
    desk.undo();
    assert_eq!(desk.screen, before);
    desk.settle();
}

#[test]
fn a_line_of_a_newer_version_is_not_made_up_again() {
    let mut start = plain("one\ntwo");
    start.lines[0].1 = Line { kind: LineKind::Other, done: false };
    let mut desk = Desk::new(&start);
    let bullet = Edit::Line { at: 5, kind: Some(LineKind::Bullet), done: None };
    desk.exchange(&[bullet]).unwrap();
    desk.undo();
    assert_eq!(desk.screen.lines[0].1.kind, LineKind::Bullet, "what it was cannot be written");
    let mut desk = Desk::new(&start);
    desk.exchange(&[Edit::splice(2, 3, "")]).unwrap();
    desk.undo();
    assert_eq!((desk.screen.text.as_str(), desk.screen.lines[0].1.kind), ("one\ntwo", LineKind::Paragraph));
    desk.settle();
    // A refusal leaves it exactly as it was.
    let mut desk = Desk::new(&start);
    desk.editor.exchange(&[Edit::splice(2, 3, ""), typed(99, "x")]).unwrap_err();
    assert_eq!(desk.editor.whole(), start);
}

#[test]
fn carets_of_others_move_along() {
    let ann = CaretId::new([1; 16]);
    let mut desk = Desk::new(&plain("hello world"));
    desk.exchange(&[typed(0, ">> ")]).unwrap();
    desk.editor.place_caret(ann, Caret { anchor: 6, head: 11 });
    let at = |desk: &Desk| desk.editor.carets().map(|(_, caret)| (caret.anchor, caret.head)).collect::<Vec<_>>();
    assert_eq!(at(&desk), [(9, 14)]);
    desk.exchange(&[Edit::splice(3, 6, ""), typed(3, "my ")]).unwrap();
    assert_eq!(at(&desk), [(6, 11)]);
    desk.drain();
    desk.others(&put(0, "0"));
    desk.exchange(&[]).unwrap();
    assert_eq!(at(&desk), [(7, 12)]);
    desk.editor.remove_caret(ann);
    assert_eq!(at(&desk), []);
}

#[test]
fn a_text_can_be_read_anew() {
    let mut desk = Desk::new(&plain("one two three"));
    desk.exchange(&[typed(3, "!")]).unwrap();
    assert_eq!(desk.editor.reread(&plain("x")), Err(NotDrained));
    desk.drain();
    desk.document = plain("one! 2 three");
    desk.editor.reread(&desk.document).unwrap();
    desk.settle();
}

#[derive(Clone, Debug)]
enum Act {
    Type(Vec<(u16, u8, String, bool)>),
    Style(u16, u16, u8, bool),
    Line(u16, u8, bool),
    Others(u64),
    Drain,
    Undo,
    Redo,
    EndStep,
}

fn acts(len: usize) -> impl Strategy<Value = Vec<Act>> {
    let text = prop_oneof![4 => "[a-d]{1,3}", 1 => Just("\n".to_owned()), 1 => Just("é👍".to_owned()), 1 => Just(String::new())];
    let edit = (any::<u16>(), prop_oneof![2 => Just(0u8), 1 => 1u8..4], text, any::<bool>());
    proptest::collection::vec(
        prop_oneof![
            4 => proptest::collection::vec(edit, 0..3).prop_map(Act::Type),
            1 => (any::<u16>(), any::<u16>(), 0u8..4, any::<bool>()).prop_map(|(a, b, m, on)| Act::Style(a, b, m, on)),
            1 => (any::<u16>(), 0u8..8, any::<bool>()).prop_map(|(a, k, d)| Act::Line(a, k, d)),
            3 => any::<u64>().prop_map(Act::Others),
            2 => Just(Act::Drain),
            2 => Just(Act::Undo),
            1 => Just(Act::Redo),
            1 => Just(Act::EndStep),
        ],
        0..len,
    )
}

/// A place in a text, never inside a character.
fn somewhere(text: &str, at: u16) -> u32 {
    let places = make::boundaries(text);
    places[at as usize % places.len()]
}

fn sampled<T>(strategy: impl Strategy<Value = T>, seed: u64) -> T {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
    let mut bytes = [7; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    strategy.new_tree(&mut runner).unwrap().current()
}

fn play(desk: &mut Desk, act: &Act, capitals: &mut Option<usize>) {
    match act {
        Act::Type(edits) => {
            // Each in the coordinates that the one before left.
            let mut alone = Editor::open(&desk.screen);
            let mut made = Vec::new();
            for (at, delete, text, bold) in edits {
                let now = alone.whole().text;
                let from = somewhere(&now, *at);
                let units: Vec<u16> = now.encode_utf16().collect();
                let mut end = (from as usize + *delete as usize).min(units.len());
                while String::from_utf16(&units[from as usize..end]).is_err() {
                    end -= 1;
                }
                let gone = String::from_utf16(&units[from as usize..end]).unwrap();
                let spare = capitals.is_some() && gone.chars().any(char::is_uppercase);
                let marks = bold.then(|| Marks { bold: true, ..Marks::default() });
                let delete = if spare { 0 } else { end as u32 - from };
                let edit = Edit::Splice { at: from, delete, insert: text.clone(), marks, line: None };
                alone.exchange(std::slice::from_ref(&edit)).unwrap();
                made.push(edit);
            }
            desk.exchange(&made).unwrap();
        }
        Act::Style(a, b, mark, on) => {
            let (a, b) = (somewhere(&desk.screen.text, *a), somewhere(&desk.screen.text, *b));
            let mark =
                [Mark::Bold, Mark::Italic, Mark::Link("https://l.org".into()), Mark::Link("https://m.org".into())]
                    [*mark as usize]
                    .clone();
            desk.exchange(&[Edit::Mark { from: a.min(b), to: a.max(b), mark, on: *on }]).unwrap();
        }
        Act::Line(at, kind, done) => {
            let at = somewhere(&desk.screen.text, *at);
            desk.exchange(&[Edit::Line { at, kind: Some(LineKind::ALL[*kind as usize]), done: Some(*done) }]).unwrap();
        }
        Act::Others(seed) => {
            let delta = match capitals {
                // Others type one capital and delete nothing.
                Some(count) => {
                    *count += 1;
                    put(somewhere(&desk.document.text, *seed as u16), "Q")
                }
                None => sampled(make::delta_on(&desk.document), *seed),
            };
            desk.others(&delta);
        }
        Act::Drain => desk.drain(),
        Act::Undo => desk.undo(),
        Act::Redo => desk.redo(),
        Act::EndStep => desk.editor.end_step(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_interleaving_ends_with_one_text(start in make::note(), acts in acts(30)) {
        let mut desk = Desk::new(&Sheet::new(&start).whole());
        for act in &acts {
            play(&mut desk, act, &mut None);
        }
        desk.settle();
    }

    #[test]
    fn undo_never_removes_what_somebody_else_typed(acts in acts(30)) {
        let mut desk = Desk::new(&plain("some text here\nand there"));
        let mut capitals = Some(0);
        for act in &acts {
            play(&mut desk, act, &mut capitals);
        }
        desk.settle();
        while desk.editor.can_undo() {
            desk.undo();
        }
        desk.settle();
        prop_assert_eq!(desk.screen.text.matches('Q').count(), capitals.unwrap());
        prop_assert_eq!(desk.screen.text.replace('Q', ""), "some text here\nand there");
    }

    #[test]
    fn undo_and_redo_are_nothing_when_nobody_else_writes(start in make::note(), acts in acts(25)) {
        let start = Sheet::new(&start).whole();
        let mut desk = Desk::new(&start);
        for act in acts.iter().filter(|act| !matches!(act, Act::Others(_))) {
            play(&mut desk, act, &mut None);
        }
        while desk.editor.can_redo() {
            desk.redo();
        }
        let end = desk.screen.clone();
        let mut steps = 0;
        while desk.editor.can_undo() {
            desk.undo();
            steps += 1;
        }
        prop_assert_eq!(&desk.screen, &start);
        for _ in 0..steps {
            desk.redo();
        }
        prop_assert_eq!(&desk.screen, &end);
        desk.settle();
    }
}
