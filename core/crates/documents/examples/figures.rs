//! What the hot paths of this crate cost beside the library alone: prints a
//! table. Text comes from a seeded typist; every figure is a median.
//!
//! `cargo run --release -p rapport-documents --example figures`

// A figure that cannot be taken is no figure: stop and say where.
#![allow(clippy::expect_used)]

use automerge::transaction::Transactable;
use automerge::{ActorId, Automerge, Change, LoadOptions, ObjType, ROOT, ReadDoc, Span, TextEncoding};
use rapport_documents::editor::{Edit, Editor};
use rapport_documents::text::{Delta, Line, LineKind, Marks, Style};
use rapport_documents::{Doc, DocKind, Incoming, Part, Stored, Writer, burst, full_check, note, trial};
use rapport_ids::{DeviceId, DocId, SectionId};
use std::hint::black_box;
use std::time::Instant;

const SECTION: SectionId = SectionId::new([6; 16]);

struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from(self.0 % u64::from(limit.max(1))).unwrap_or(0)
    }
}

/// Somebody who types: mostly onwards, sometimes elsewhere, with corrections
/// and line breaks. Calls back with each keystroke.
fn type_text(count: usize, mut each: impl FnMut(u32, u32, char)) {
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let (mut len, mut at) = (0u32, 0u32);
    for _ in 0..count {
        if chance.below(100) < 3 {
            at = chance.below(len + 1);
        }
        if chance.below(100) < 12 && at > 0 {
            at -= 1;
            len -= 1;
            each(at, 1, 'x');
        } else {
            let c = match chance.below(100) {
                0..=1 => '\n',
                2..=17 => ' ',
                n => char::from(b'a' + u8::try_from(n % 26).unwrap_or(0)),
            };
            each(at, 0, c);
            at += 1;
            len += 1;
        }
    }
}

fn style(c: char) -> Style {
    if c == '\n' { Style::line_break(Marks::default(), Line::of(LineKind::Paragraph)) } else { Style::plain() }
}

fn keystroke(at: u32, delete: u32, c: char) -> Delta {
    if delete > 0 { Delta::splice(at, delete, []) } else { Delta::splice(at, 0, [(c.to_string(), style(c))]) }
}

fn phone(number: u8) -> Doc {
    let mut doc = Doc::create(DocId::new([5; 16]), DocKind::Note).expect("a document");
    doc.write_as(Writer::first(DeviceId::new([number; 16])));
    doc.add_part(Part::section(SECTION)).expect("a section");
    doc
}

/// A note of so many keystrokes, twenty a burst.
fn note_of(count: usize) -> Doc {
    let mut doc = phone(1);
    let mut pending = Vec::new();
    type_text(count, |at, delete, c| {
        pending.push(keystroke(at, delete, c));
        if pending.len() == 20 {
            doc = note::write(&doc, SECTION, &std::mem::take(&mut pending), 1).expect("a burst").doc;
        }
    });
    note::write(&doc, SECTION, &pending, 1).expect("the last burst").doc
}

/// The median of several runs, in microseconds.
fn median(times: usize, mut run: impl FnMut() -> f64) -> f64 {
    let mut all: Vec<f64> = (0..times).map(|_| run()).collect();
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

fn timed<T>(run: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let value = black_box(run());
    (start.elapsed().as_secs_f64() * 1e6, value)
}

fn micros<T>(times: usize, mut run: impl FnMut() -> T) -> f64 {
    median(times, || timed(&mut run).0)
}

fn load(save: &[u8]) -> Automerge {
    let options = LoadOptions::new().text_encoding(TextEncoding::Utf16CodeUnit);
    Automerge::load_with_options(save, options).expect("a save")
}

fn main() {
    editor();
    for count in [2_000, 20_000, 100_000] {
        opening(count);
    }
    for count in [2_000, 20_000, 100_000] {
        gate(count);
    }
    catching_up();
}

fn editor() {
    println!("a keystroke through the editor (us)");
    for count in [1_000, 20_000, 250_000] {
        let mut screen = Editor::open(&note::read(&phone(1), SECTION).expect("a text"));
        type_text(count, |at, delete, c| {
            screen
                .exchange(&[Edit::splice(at, delete, if delete > 0 { String::new() } else { c.to_string() })])
                .expect("typed");
            screen.drain();
        });
        let len = screen.len();
        let mut chance = Chance(7);
        let mut all: Vec<f64> = Vec::new();
        for number in 0..20_000u32 {
            let at = if number % 30 == 0 { chance.below(len) } else { len / 2 + number % 1_000 };
            let (time, _) = timed(|| {
                let given = screen.exchange(&[Edit::splice(at.min(len), 0, "e")]).expect("typed");
                (given, screen.drain())
            });
            all.push(time);
        }
        all.sort_by(f64::total_cmp);
        println!("  after {count:>7} edits: median {:.2}, p99 {:.2}", all[all.len() / 2], all[all.len() * 99 / 100]);
    }
    let row = burst::encode(&keystroke(10_000, 0, 'e'));
    let there = micros(1_000, || burst::encode(&keystroke(10_000, 0, 'e')));
    println!("  a journal row: {} bytes, {there:.2} us to write", row.len());
}

fn opening(count: usize) {
    let doc = note_of(count);
    let save = full_check(&doc).expect("sound");
    let text = load(&save);
    let id = text_of(&text);
    let times = if count > 50_000 { 7 } else { 15 };
    // Ours and its floor by turns.
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for _ in 0..times {
        ours.push(
            timed(|| {
                let stored = Stored { save: Some(&save), changes: &[] };
                let doc = Doc::load(DocId::new([5; 16]), DocKind::Note, &stored).expect("loads");
                let text = note::read(&doc, SECTION).expect("reads");
                (Editor::open(&text), doc)
            })
            .0,
        );
        floors.push(
            timed(|| {
                let am = load(&save);
                let walked = am.spans(&id).expect("a text").fold(0, |sum, span| {
                    sum + match span {
                        Span::Text { text, marks } => text.len() + marks.map_or(0, |marks| marks.len()),
                        Span::Block(map) => map.len() + 1,
                    }
                });
                (am, walked)
            })
            .0,
        );
    }
    ours.sort_by(f64::total_cmp);
    floors.sort_by(f64::total_cmp);
    let (our, floor) = (ours[times / 2], floors[times / 2]);
    println!(
        "opening {count} edits ({} bytes): ours {our:.0} us, library {floor:.0} us, ratio {:.2}",
        save.len(),
        our / floor
    );
    let read = micros(9, || note::read(&doc, SECTION));
    let walk = micros(9, || text.spans(&id).expect("a text").count());
    let open = {
        let text = note::read(&doc, SECTION).expect("a text");
        micros(9, || Editor::open(&text))
    };
    let who = |_: &DeviceId| None;
    let authors = micros(9, || note::authors(&doc, SECTION, &who));
    let versions = micros(9, || note::versions(&doc, &who));
    println!(
        "  read {read:.0} (a bare walk {walk:.0}), editor {open:.0}, authors {authors:.0}, versions {versions:.0}"
    );
}

fn text_of(am: &Automerge) -> automerge::ObjId {
    let (_, sections) = am.get(ROOT, "sections").expect("a map").expect("there");
    let (_, section) = am.get(&sections, SECTION.to_string()).expect("a map").expect("there");
    am.get(section, "text").expect("a text").expect("there").1
}

fn gate(count: usize) {
    let doc = note_of(count);
    let len = note::read(&doc, SECTION).expect("a text").len();
    let mut other = doc.clone();
    other.write_as(Writer::first(DeviceId::new([2; 16])));
    let edits: Vec<Delta> = (0..20).map(|n| keystroke(len / 2 + n, 0, 'y')).collect();
    let change = note::write(&other, SECTION, &edits, 2).expect("written").change.expect("a change");
    let incoming = [Incoming { device: DeviceId::new([2; 16]), raw: &change.raw }];
    let times = if count > 50_000 { 7 } else { 15 };
    let clone = micros(times, || doc.clone());
    let am = load(&doc.save());
    let parsed = Change::try_from(&change.raw[..]).expect("a change");
    let (mut gates, mut applies) = (Vec::new(), Vec::new());
    for _ in 0..times {
        gates.push(timed(|| trial(&doc, &incoming, true)).0);
        let mut copy = am.clone();
        applies.push(timed(|| copy.apply_changes([parsed.clone()])).0);
    }
    gates.sort_by(f64::total_cmp);
    applies.sort_by(f64::total_cmp);
    let (gate, apply) = (gates[times / 2], applies[times / 2]);
    let own = micros(times, || note::write(&doc, SECTION, &edits, 2).expect("written"));
    let typed = micros(times, || {
        let mut copy = am.clone();
        copy.set_actor(ActorId::from(&[1u8; 20][..]));
        let text = text_of(&copy);
        let mut tx = copy.transaction();
        for n in 0..20 {
            tx.splice_text(&text, (len / 2 + n) as usize, 0, "y").expect("typed");
        }
        tx.commit();
    });
    let check = micros(3, || full_check(&doc).expect("sound"));
    println!(
        "one burst into {count} edits: trial {gate:.0} us, raw apply {apply:.0} us, difference {:.0} us ({:.2}x), clone {clone:.0}",
        gate - apply,
        gate / apply
    );
    println!("  own burst of 20 keys {own:.0} us, the library key by key {typed:.0} us; full check {check:.0} us");
}

fn catching_up() {
    let doc = note_of(20_000);
    let part = Part::section(SECTION);
    let all: Vec<Vec<u8>> = doc.changes_by(DeviceId::new([1; 16])).into_iter().map(|change| change.raw).collect();
    let batch: Vec<Incoming<'_>> = all.iter().map(|raw| Incoming { device: DeviceId::new([1; 16]), raw }).collect();
    let mut empty = Doc::create(doc.id(), DocKind::Note).expect("a document");
    empty.add_part(part).expect("a section");
    let ours = micros(5, || trial(&empty, &batch, false).next.expect("applied"));
    let raws: Vec<u8> = doc.changes().into_iter().flat_map(|change| change.raw).collect();
    let floor = micros(5, || load(&raws));
    println!(
        "{} bursts of a new device: trial {ours:.0} us, one load {floor:.0} us, ratio {:.2}",
        batch.len(),
        ours / floor
    );
    let mut am = Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit);
    let mut tx = am.transaction();
    let text = tx.put_object(ROOT, "t", ObjType::Text).expect("a text");
    tx.splice_text(&text, 0, 0, &note::read(&doc, SECTION).expect("a text").text).expect("typed");
    tx.commit();
    println!(
        "  its save {} bytes; the same text with line breaks as characters in one change {}",
        doc.save().len(),
        am.save().len()
    );
}
