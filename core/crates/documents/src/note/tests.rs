//! Notes in a document, and screens in front of them.

use super::*;
use crate::actor::Writer;
use crate::doc::{Doc, WriteProblem};
use crate::editor::{Edit, Editor};
use crate::genesis::Part;
use crate::kind::DocKind;
use crate::text::tests::make;
use crate::text::{Delta, Line, LineKind, Mark, Marks, NoteText, Restyle, Sheet, Style};
use crate::trial::{Fate, Incoming, full_check, trial};
use proptest::prelude::*;
use rapport_ids::{DeviceId, DocId, PersonId, SectionId};

pub(crate) const SECTION: SectionId = SectionId::new([6; 16]);

pub(crate) fn device(number: u8) -> DeviceId {
    DeviceId::new([number; 16])
}

pub(crate) fn put(at: u32, text: &str) -> Delta {
    Delta::splice(at, 0, [(text.to_owned(), Style::plain())])
}

/// A note with one section, on one device.
pub(crate) fn phone(number: u8) -> Doc {
    let mut doc = Doc::create(DocId::new([5; 16]), DocKind::Note).unwrap();
    doc.write_as(Writer::first(device(number)));
    doc.add_part(Part::section(SECTION)).unwrap();
    doc
}

/// Everything that one has and the other lacks, through the trial.
pub(crate) fn sync(from: &Doc, to: &Doc) -> (Doc, Delta) {
    let missing: Vec<_> = from.changes().into_iter().filter(|change| !to.has(change.id)).collect();
    let batch: Vec<Incoming<'_>> = missing
        .iter()
        .map(|change| {
            let raw = &change.raw;
            let peek = crate::raw::peek(raw).unwrap();
            Incoming { device: DeviceId::from_slice(&peek.actor[..16]).unwrap(), raw }
        })
        .collect();
    let trial = trial(to, &batch, true);
    assert!(trial.fates.iter().all(|(_, fate)| *fate == Fate::Applied), "{:?}", trial.fates);
    let delta = trial.sections.iter().find(|change| change.section == SECTION).map(|change| change.delta.clone());
    (trial.next.unwrap_or_else(|| to.clone()), delta.unwrap_or_default())
}

/// A phone with its screen.
struct Desk {
    doc: Doc,
    editor: Editor,
    burst: Vec<Delta>,
    screen: NoteText,
}

impl Desk {
    fn new(number: u8) -> Self {
        let doc = phone(number);
        let screen = read(&doc, SECTION).unwrap();
        Self { editor: Editor::open(&screen), doc, burst: Vec::new(), screen }
    }

    fn exchange(&mut self, edits: &[Edit]) {
        let mut alone = Editor::open(&self.screen);
        alone.exchange(edits).unwrap();
        let changes = self.editor.exchange(edits).unwrap();
        self.screen = make::screen(&alone.whole(), &changes);
        assert_eq!(self.screen, self.editor.whole());
        self.burst.extend(self.editor.drain());
    }

    fn undo(&mut self, redo: bool) {
        let changes = if redo { self.editor.redo() } else { self.editor.undo() };
        self.screen = make::screen(&self.screen, &changes);
        self.burst.extend(self.editor.drain());
    }

    /// Ends the burst; the screen gets what the document says otherwise.
    fn commit(&mut self) {
        let written = write(&self.doc, SECTION, &std::mem::take(&mut self.burst), 1).unwrap();
        self.doc = written.doc;
        self.editor.merged(&written.value);
    }

    fn pull(&mut self, from: &Doc) {
        self.commit();
        let before = read(&self.doc, SECTION).unwrap();
        let (doc, delta) = sync(from, &self.doc);
        let after = read(&doc, SECTION).unwrap();
        assert_eq!(make::apply(&before, &delta), after, "{delta:?}");
        self.doc = doc;
        self.editor.merged(&delta);
    }

    fn settle(&mut self) {
        self.exchange(&[]);
        self.commit();
        self.exchange(&[]);
        self.commit();
        assert_eq!(self.screen, read(&self.doc, SECTION).unwrap());
    }
}

#[test]
fn what_is_written_is_read() {
    let doc = phone(1);
    let bold = Marks { bold: true, ..Marks::default() };
    let link = Marks { link: Some("https://e.org".into()), mention: Some(PersonId::new([9; 32])), ..Marks::default() };
    let delta = Delta::splice(
        0,
        0,
        [
            ("Plan".to_owned(), Style::plain()),
            ("\n".to_owned(), Style::line_break(Marks::default(), Line { kind: LineKind::Check, done: true })),
            ("milk 👍".to_owned(), Style::marked(bold)),
            ("\n".to_owned(), Style::line_break(Marks::default(), Line::default())),
            ("see ".to_owned(), Style::plain()),
            ("here".to_owned(), Style::marked(link)),
        ],
    );
    let lead = Delta::of_lead(Restyle { kind: Some(LineKind::Heading1), ..Restyle::default() });
    let written = write(&doc, SECTION, &[delta.clone(), lead.clone()], 5).unwrap();
    assert!(written.value.is_empty());
    let text = read(&written.doc, SECTION).unwrap();
    assert_eq!(text.text, "Plan\nmilk 👍\nsee here");
    assert_eq!(text.lead.kind, LineKind::Heading1);
    assert_eq!(text.lines, [(4, Line { kind: LineKind::Check, done: true }), (12, Line::default())]);
    assert_eq!(text, make::apply(&make::apply(&NoteText::default(), &delta), &lead));
    let save = full_check(&written.doc).unwrap();
    let again = Doc::load(doc.id(), doc.kind(), &crate::doc::Stored { save: Some(&save), changes: &[] }).unwrap();
    assert_eq!(read(&again, SECTION).unwrap(), text);
}

#[test]
fn edits_for_another_state_are_refused() {
    let doc = phone(1);
    assert_eq!(write(&doc, SECTION, &[put(3, "x")], 1).unwrap_err(), WriteProblem::BeyondEnd);
    let nowhere = SectionId::new([8; 16]);
    assert_eq!(write(&doc, nowhere, &[put(0, "x")], 1).unwrap_err(), WriteProblem::Missing("such section"));
    let mut reader = doc.clone();
    reader = Doc::load(reader.id(), reader.kind(), &crate::doc::Stored { save: Some(&reader.save()), changes: &[] })
        .unwrap();
    assert_eq!(write(&reader, SECTION, &[put(0, "x")], 1).unwrap_err(), WriteProblem::NoWriter);
}

#[test]
fn typed_and_deleted_within_a_burst_leaves_no_change() {
    let doc = phone(1);
    let written = write(&doc, SECTION, &[put(0, "ab"), Delta::splice(0, 2, [])], 1).unwrap();
    assert_eq!(written.change, None);
    assert_eq!(written.doc.heads(), doc.heads());
}

#[test]
fn of_concurrent_ticks_done_wins_and_the_later_decides() {
    let check = |kind, done| Restyle { kind, done, ..Restyle::default() };
    let line = Delta::splice(0, 0, [("\n".to_owned(), Style::line_break(Marks::default(), Line::of(LineKind::Check)))]);
    let start = write(&phone(1), SECTION, &[line], 1).unwrap().doc;
    let (second, _) = sync(&start, &phone(2));
    let tick = |doc: &Doc, done| write(doc, SECTION, &[Delta::restyle(0, 1, check(None, Some(done)))], 2).unwrap().doc;
    let done = |doc: &Doc| read(doc, SECTION).unwrap().lines[0].1.done;
    for (a, b) in [(true, false), (false, true)] {
        let (one, two) = (tick(&tick(&start, true), a), tick(&second, b));
        let (merged, _) = sync(&two, &one);
        let (other, _) = sync(&one, &two);
        assert!(done(&merged) && done(&other), "{a} {b}");
        // Whoever unticks afterwards has seen both.
        assert!(!done(&tick(&merged, false)));
    }
    // The same for the first line.
    let lead = |doc: &Doc, done| write(doc, SECTION, &[Delta::of_lead(check(None, Some(done)))], 2).unwrap().doc;
    let (merged, delta) = sync(&lead(&second, true), &lead(&start, false));
    assert!(read(&merged, SECTION).unwrap().lead.done);
    assert_eq!(delta.lead().done, Some(true));
}

#[test]
fn a_kind_that_is_not_known_is_kept() {
    use automerge::ReadDoc;
    use automerge::transaction::Transactable;
    let doc = write(&phone(1), SECTION, &[put(0, "ab")], 1).unwrap().doc;
    let ids = doc.section_ids(SECTION);
    let newer = doc
        .write(2, |tx, _| {
            let block = tx.split_block(&ids.text, 1)?;
            tx.put(&block, "kind", "callout")?;
            tx.put(&block, "colour", "red")?;
            tx.put(&ids.lead, "kind", 7)?;
            tx.splice_text(&ids.text, 3, 0, "x\ny")?;
            tx.mark(
                &ids.text,
                automerge::marks::Mark::new("glow".into(), 3, 0, 2),
                automerge::marks::ExpandMark::None,
            )?;
            Ok(())
        })
        .unwrap()
        .doc;
    let text = read(&newer, SECTION).unwrap();
    assert_eq!(text.lines, [(1, Line::of(LineKind::Other)), (4, Line::default())]);
    assert_eq!((text.text.as_str(), text.lead.kind, text.marks.len()), ("a\nbx\ny", LineKind::Other, 0));
    // An older writer edits around it and even changes what it can.
    let done = Restyle { done: Some(true), ..Restyle::default() };
    let kind = Restyle { kind: Some(LineKind::Bullet), ..Restyle::default() };
    let older =
        write(&newer, SECTION, &[put(0, "z"), Delta::restyle(2, 1, done), Delta::restyle(5, 1, kind)], 3).unwrap();
    assert!(older.value.is_empty());
    let text = read(&older.doc, SECTION).unwrap();
    assert_eq!(text.lines, [(2, Line { kind: LineKind::Other, done: true }), (5, Line::of(LineKind::Bullet))]);
    let (_, block) = older.doc.am().get(&ids.text, 2).unwrap().unwrap();
    assert_eq!(older.doc.am().get(&block, "colour").unwrap().unwrap().0.as_str(), Some("red"));
    assert_eq!(older.doc.am().marks(&ids.text).unwrap().len(), 1);
    full_check(&older.doc).unwrap();
}

#[test]
fn a_link_ends_where_it_ends_and_stays_taken_away() {
    let doc = write(&phone(1), SECTION, &[put(0, "0123456789")], 1).unwrap().doc;
    let link = Mark::Link("https://e.org".into());
    let doc = write(&doc, SECTION, &[Delta::restyle(2, 6, Restyle::mark(link.clone(), true))], 1).unwrap().doc;
    let doc = write(&doc, SECTION, &[Delta::restyle(4, 2, Restyle::mark(link.clone(), false))], 1).unwrap().doc;
    let linked = |doc: &Doc| {
        let spans = read(doc, SECTION).unwrap().marks;
        spans.iter().map(|span| (span.from, span.to)).collect::<Vec<_>>()
    };
    assert_eq!(linked(&doc), [(2, 4), (6, 8)]);
    for (at, expected) in [(2, [(3, 5), (7, 9)]), (3, [(2, 5), (7, 9)]), (4, [(2, 4), (7, 9)]), (6, [(2, 4), (7, 9)])] {
        let typed = write(&doc, SECTION, &[put(at, "x")], 2).unwrap();
        // Written plainly, it is what the library makes of it that counts here.
        let ids = typed.doc.section_ids(SECTION);
        let by_itself = doc.write(2, |tx, _| {
            use automerge::transaction::Transactable;
            Ok(tx.splice_text(&ids.text, at as usize, 0, "x")?)
        });
        assert_eq!(linked(&by_itself.unwrap().doc), expected, "at {at}");
        let split = linked(&typed.doc);
        assert!(split.iter().all(|(from, to)| !(*from <= at && at < *to)), "plain text at {at}: {split:?}");
    }
}

#[test]
fn who_wrote_what() {
    let who = |device: &DeviceId| (device.as_bytes()[0] < 3).then(|| PersonId::new([device.as_bytes()[0]; 32]));
    let a = write(&phone(1), SECTION, &[put(0, "Hello world 👍")], 1).unwrap().doc;
    let (b, _) = sync(&a, &phone(2));
    let b =
        write(&b, SECTION, &[put(5, ",\u{e9}"), Delta::restyle(0, 9, Restyle::mark(Mark::Bold, true))], 2).unwrap().doc;
    let (c, _) = sync(&b, &phone(3));
    let line = Delta::splice(2, 3, [("\n".to_owned(), Style::line_break(Marks::default(), Line::of(LineKind::Quote)))]);
    let c = write(&c, SECTION, &[line], 3).unwrap().doc;
    assert_eq!(read(&c, SECTION).unwrap().text, "He\n,é world 👍");
    let spans: Vec<_> =
        authors(&c, SECTION, &who).iter().map(|run| (run.units, run.by.map(|p| p.as_bytes()[0]))).collect();
    assert_eq!(spans, [(2, Some(1)), (1, None), (2, Some(2)), (9, Some(1))]);
    assert_eq!(authors(&c, SectionId::new([8; 16]), &who), []);
}

#[test]
fn earlier_versions_can_be_read() {
    let who = |device: &DeviceId| Some(PersonId::new([device.as_bytes()[0]; 32]));
    let minute = 60_000;
    let a = write(&phone(1), SECTION, &[put(0, "one")], minute).unwrap().doc;
    let a = write(&a, SECTION, &[put(3, " two")], 2 * minute).unwrap().doc;
    let (b, _) = sync(&a, &phone(2));
    let b = write(&b, SECTION, &[put(7, " three")], 3 * minute).unwrap().doc;
    let (a, _) = sync(&b, &a);
    let a = write(
        &a,
        SECTION,
        &[Delta::splice(0, 4, []), Delta::restyle(0, 2, Restyle::mark(Mark::Bold, true))],
        90 * minute,
    );
    let a = a.unwrap().doc;
    let all = versions(&a, &who);
    let told: Vec<_> = all.iter().map(|v| (v.by.unwrap().as_bytes()[0], v.from_ms, v.to_ms, v.changes)).collect();
    assert_eq!(told, [(1, minute, 2 * minute, 2), (2, 3 * minute, 3 * minute, 1), (1, 90 * minute, 90 * minute, 1)]);
    let texts: Vec<_> = all.iter().map(|version| read_at(&a, SECTION, &version.heads).unwrap().text).collect();
    assert_eq!(texts, ["one two", "one two three", "two three"]);
    assert!(read_at(&a, SECTION, &all[1].heads).unwrap().marks.is_empty());
    assert_eq!(read_at(&a, SECTION, &all[2].heads).unwrap(), read(&a, SECTION).unwrap());
    assert_eq!(read_at(&a, SECTION, &crate::Heads::new(vec![crate::ChangeId([9; 32])])), None);
    // The same on the other phone, whatever order things came in.
    let (b, _) = sync(&a, &b);
    assert_eq!(versions(&b, &who), all);
}

#[test]
fn places_keep_their_meaning() {
    let doc = write(&phone(1), SECTION, &[put(0, "ab👍cd")], 1).unwrap().doc;
    let at = |doc: &Doc, at| place(doc, SECTION, at);
    assert_eq!(at(&doc, 3), None, "inside a character");
    assert_eq!(at(&doc, 7), None, "behind the end");
    let places: Vec<Place> = [0, 1, 2, 4, 5, 6].iter().map(|place| at(&doc, *place).unwrap()).collect();
    for place in &places {
        assert_eq!(place.to_string().parse::<Place>().unwrap(), *place);
    }
    let now = |doc: &Doc| places.iter().map(|place| resolve(doc, SECTION, place).unwrap()).collect::<Vec<_>>();
    assert_eq!(now(&doc), [0, 1, 2, 4, 5, 6]);
    let doc = write(&doc, SECTION, &[put(0, ">>"), put(8, "<<")], 2).unwrap().doc;
    assert_eq!(now(&doc), [0, 3, 4, 6, 7, 8], "what is typed at a place comes behind it");
    let doc = write(&doc, SECTION, &[Delta::splice(3, 3, [])], 2).unwrap().doc;
    assert_eq!(now(&doc), [0, 3, 3, 3, 4, 5], "gone: where it was");
    assert_eq!(resolve(&phone(2), SECTION, &places[1]), None, "not here yet");
    for bad in ["", "s", "éa", "after", "after@", "after0@00", "after5@zz", "after99999999999999999999@00", "after5@é"]
    {
        assert!(bad.parse::<Place>().is_err(), "{bad}");
    }
}

#[derive(Clone, Debug)]
enum Act {
    Type(u64),
    Style(u16, u16, u8, bool),
    Line(u16, u8, bool),
    Commit,
    Pull,
    Undo(bool),
}

fn acts() -> impl Strategy<Value = Vec<(bool, Act)>> {
    let act = prop_oneof![
        5 => any::<u64>().prop_map(Act::Type),
        2 => (any::<u16>(), any::<u16>(), 0u8..5, any::<bool>()).prop_map(|(a, b, m, on)| Act::Style(a, b, m, on)),
        1 => (any::<u16>(), 0u8..8, any::<bool>()).prop_map(|(a, k, d)| Act::Line(a, k, d)),
        2 => Just(Act::Commit),
        3 => Just(Act::Pull),
        2 => any::<bool>().prop_map(Act::Undo),
    ];
    proptest::collection::vec((any::<bool>(), act), 0..40)
}

fn edits(desk: &Desk, seed: u64) -> Vec<Edit> {
    let places = make::boundaries(&desk.screen.text);
    let pick = |bits: u64| (bits as usize) % places.len();
    let from = pick(seed);
    let to = (from + (seed >> 20) as usize % 4).min(places.len() - 1);
    let text = ["a", "bc", "", "\n", "é", "👍", "x\ny", " "][(seed >> 32) as usize % 8];
    let marks = match (seed >> 40) % 8 {
        0 => Some(Marks { bold: true, ..Marks::default() }),
        1 => Some(Marks::default()),
        2 => Some(Marks { link: Some("https://l.org".into()), ..Marks::default() }),
        _ => None,
    };
    let delete = if (seed >> 50).is_multiple_of(2) { places[to] - places[from] } else { 0 };
    vec![Edit::Splice { at: places[from], delete, insert: text.to_owned(), marks, line: None }]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    /// Two phones with screens over real documents: whatever happens in
    /// whatever order, each screen shows what its document says, and after
    /// both have everything both say the same.
    #[test]
    fn screens_show_what_documents_say(acts in acts()) {
        let mut desks = [Desk::new(1), Desk::new(2)];
        for (second, act) in &acts {
            let other = desks[usize::from(!second)].doc.clone();
            let desk = &mut desks[usize::from(*second)];
            match act {
                Act::Type(seed) => {
                    let edits = edits(desk, *seed);
                    desk.exchange(&edits);
                }
                Act::Style(a, b, mark, on) => {
                    let places = make::boundaries(&desk.screen.text);
                    let (a, b) = (places[*a as usize % places.len()], places[*b as usize % places.len()]);
                    let mark = match mark {
                        0 => Mark::Bold,
                        1 => Mark::Italic,
                        2 => Mark::Mention(PersonId::new([4; 32])),
                        n => Mark::Link(format!("https://{n}.org").into()),
                    };
                    desk.exchange(&[Edit::Mark { from: a.min(b), to: a.max(b), mark, on: *on }]);
                }
                Act::Line(at, kind, done) => {
                    let places = make::boundaries(&desk.screen.text);
                    let at = places[*at as usize % places.len()];
                    desk.exchange(&[Edit::Line { at, kind: Some(LineKind::ALL[*kind as usize]), done: Some(*done) }]);
                }
                Act::Commit => desk.commit(),
                Act::Pull => desk.pull(&other),
                Act::Undo(redo) => desk.undo(*redo),
            }
        }
        for desk in &mut desks {
            desk.settle();
        }
        let [a, b] = &mut desks;
        a.pull(&b.doc);
        b.pull(&a.doc);
        a.settle();
        b.settle();
        a.pull(&b.doc);
        b.pull(&a.doc);
        prop_assert_eq!(a.doc.heads(), b.doc.heads());
        prop_assert_eq!(read(&a.doc, SECTION), read(&b.doc, SECTION));
        full_check(&a.doc).unwrap();
    }
}

#[test]
fn a_difference_and_what_the_document_makes_of_it() {
    // Every random difference, written into a document, is what it says.
    use proptest::strategy::{Strategy as _, ValueTree};
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..60 {
        let start = make::note().new_tree(&mut runner).unwrap().current();
        let all = Sheet::new(&NoteText::default()).difference(&start);
        let doc = write(&phone(1), SECTION, &[all], 1).unwrap().doc;
        let before = read(&doc, SECTION).unwrap();
        assert_eq!(before, Sheet::new(&start).whole());
        let delta = make::delta_on(&before).new_tree(&mut runner).unwrap().current();
        let written = write(&doc, SECTION, std::slice::from_ref(&delta), 2).unwrap();
        let after = read(&written.doc, SECTION).unwrap();
        assert_eq!(make::apply(&make::apply(&before, &delta), &written.value), after, "{delta:?}");
    }
}
