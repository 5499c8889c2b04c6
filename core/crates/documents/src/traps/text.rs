//! Traps about text and positions.

use super::{automerge, open};
use crate::note;
use crate::note::tests::{SECTION, phone, put, sync};
use crate::text::{Delta, Mark, Restyle};
use automerge::marks::{ExpandMark, Mark as AmMark};
use automerge::transaction::Transactable;
use automerge::{Automerge, ObjType, PatchLog, ROOT, ReadDoc};

#[test]
fn how_text_is_counted_is_not_in_the_save() {
    let mut am = automerge(1);
    let mut tx = am.transaction();
    let text = tx.put_object(ROOT, "t", ObjType::Text).unwrap();
    tx.splice_text(&text, 0, 0, "a👍b").unwrap();
    tx.commit();
    assert_eq!(am.length(&text), 4);
    // The trap: opened the plain way, the same text is shorter.
    let loaded = Automerge::load(&am.save()).unwrap();
    assert_eq!(loaded.length(&text), 3);
    assert_eq!(Automerge::new().text_encoding(), automerge::TextEncoding::UnicodeCodePoint);
    // Our answer: every way in counts as phones do.
    let doc = note::write(&phone(1), SECTION, &[put(0, "a👍b"), put(4, "c")], 1).unwrap().doc;
    let again = open(&doc, Some(&doc.save()), &[]).unwrap();
    assert_eq!(note::read(&again, SECTION).unwrap().text, "a👍bc");
    assert_eq!(again.am().text_encoding(), automerge::TextEncoding::Utf16CodeUnit);
}

#[test]
fn patches_tell_the_same_as_a_second_walk() {
    // The trap: `diff` walks the whole text again. Patches of the merge itself
    // give the same for nothing.
    let a = note::write(&phone(1), SECTION, &[put(0, "Hello world")], 1).unwrap().doc;
    let (b, _) = sync(&a, &phone(2));
    let b = note::write(&b, SECTION, &[put(5, ","), Delta::splice(0, 1, []), put(0, "h")], 2).unwrap().doc;
    let mut am = a.am().clone();
    let before = am.get_heads();
    let changes: Vec<_> = b.am().get_changes(&before);
    let mut log = PatchLog::active();
    am.apply_changes_log_patches(changes, &mut log).unwrap();
    assert_eq!(am.make_patches(&mut log).len(), am.diff(&before, &am.get_heads()).len());
    let (_, delta) = sync(&b, &a);
    let mut sheet = crate::text::Sheet::new(&note::read(&a, SECTION).unwrap());
    sheet.apply(&delta);
    assert_eq!(sheet.whole(), note::read(&b, SECTION).unwrap());
}

#[test]
fn patches_of_marks_in_two_texts_run_into_one_another() {
    let mut am = automerge(1);
    let mut tx = am.transaction();
    let texts: Vec<_> = ["one", "two"]
        .iter()
        .map(|key| {
            let text = tx.put_object(ROOT, *key, ObjType::Text).unwrap();
            tx.splice_text(&text, 0, 0, "0123456789").unwrap();
            text
        })
        .collect();
    tx.commit();
    let mut other = am.fork();
    let mut tx = other.transaction();
    tx.mark(&texts[0], AmMark::new("bold".into(), true, 0, 3), ExpandMark::After).unwrap();
    tx.mark(&texts[1], AmMark::new("bold".into(), true, 5, 9), ExpandMark::After).unwrap();
    tx.commit();
    let mut log = PatchLog::active();
    am.apply_changes_log_patches(other.get_changes(&am.get_heads()), &mut log).unwrap();
    // The trap: both marks are told of the first text.
    let told: Vec<_> = am.make_patches(&mut log).iter().map(|patch| patch.obj.clone()).collect();
    assert_eq!(told, [texts[0].clone()]);
    assert_eq!(am.marks(&texts[1]).unwrap().len(), 1);
    // Our answer is tested with the trial: marks are compared before and after.
}

#[test]
fn marks_of_deleted_text_reach_further_than_anybody_sees() {
    // A link inside of a bold stretch; all of it is deleted. What is typed
    // there is behind the end of the link, and so inside of the bold stretch.
    let doc = note::write(&phone(1), SECTION, &[put(0, "ab")], 1).unwrap().doc;
    let doc = note::write(&doc, SECTION, &[put(1, "xyz")], 1).unwrap().doc;
    let mark = |mark, from, len| Delta::restyle(from, len, Restyle::mark(mark, true));
    let link = Mark::Link("https://e.org".into());
    let doc = note::write(&doc, SECTION, &[mark(Mark::Bold, 1, 3), mark(link, 1, 1)], 1).unwrap().doc;
    let doc = note::write(&doc, SECTION, &[Delta::splice(1, 3, [])], 1).unwrap().doc;
    assert!(note::read(&doc, SECTION).unwrap().marks.is_empty());
    let typed = note::write(&doc, SECTION, &[put(1, "plain")], 2).unwrap();
    let read = note::read(&typed.doc, SECTION).unwrap();
    // Our answer: whatever the library makes of it, the screen is told.
    let mut screen = crate::text::Sheet::new(&note::read(&doc, SECTION).unwrap());
    screen.apply(&put(1, "plain"));
    screen.apply(&typed.value);
    assert_eq!(screen.whole(), read);
}

#[test]
fn a_place_of_a_mark_makes_the_library_panic_or_lie() {
    let doc = note::write(&phone(1), SECTION, &[put(0, "abc")], 1).unwrap().doc;
    let doc = note::write(&doc, SECTION, &[Delta::restyle(0, 2, Restyle::mark(Mark::Bold, true))], 1).unwrap().doc;
    let change = doc.changes().pop().unwrap();
    let begin = crate::raw::peek(&change.raw).unwrap().start_op;
    let hex: String = crate::Writer::first(crate::note::tests::device(1)).actor().to_hex_string();
    // Our answer: places that others send are looked up where a panic is caught.
    let place: note::Place = format!("after{begin}@{hex}").parse().unwrap();
    let _ = note::resolve(&doc, SECTION, &place);
    // And one from another text is none.
    let other: note::Place = format!("after1@{hex}").parse().unwrap();
    assert_eq!(note::resolve(&doc, SECTION, &other), None);
}

#[test]
fn a_character_of_several_parts_is_deleted_part_by_part() {
    // A flag is two characters, a family many: each is an element of its own.
    let doc = note::write(&phone(1), SECTION, &[put(0, "👩‍🚀!")], 1).unwrap().doc;
    let doc = note::write(&doc, SECTION, &[Delta::splice(2, 1, [])], 1).unwrap().doc;
    assert_eq!(note::read(&doc, SECTION).unwrap().text, "👩🚀!");
}
