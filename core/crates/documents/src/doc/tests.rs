//! Live documents.

use super::*;
use crate::note;
use crate::note::tests::{SECTION, device, phone, put};

#[test]
fn writing_leaves_what_was_given() {
    let doc = phone(1);
    let written = note::write(&doc, SECTION, &[put(0, "x")], 1).unwrap();
    assert_ne!(written.doc.heads(), doc.heads());
    assert_eq!(note::read(&doc, SECTION).unwrap().text, "");
    let change = written.change.unwrap();
    assert!(!doc.has(change.id) && written.doc.has(change.id));
    assert_eq!(written.doc.change(change.id), Some(change.raw.clone()));
    assert_eq!(crate::raw::id_of(&change.raw), change.id);
}

#[test]
fn a_document_is_opened_from_changes_alone_or_after_a_save() {
    let doc = note::write(&phone(1), SECTION, &[put(0, "one")], 1).unwrap().doc;
    let save = doc.save();
    let later = note::write(&doc, SECTION, &[put(3, " two")], 2).unwrap();
    let all = later.doc.changes();
    let raws: Vec<&[u8]> = all.iter().rev().map(|change| change.raw.as_slice()).collect();
    let open = |save: Option<&[u8]>, changes: &[&[u8]]| Doc::load(doc.id(), doc.kind(), &Stored { save, changes });
    let from_changes = open(None, &raws).unwrap();
    let from_save = open(Some(&save), &[&later.change.unwrap().raw]).unwrap();
    assert_eq!(from_changes.heads(), later.doc.heads());
    assert_eq!(from_save.heads(), later.doc.heads());
    assert_eq!(note::read(&from_save, SECTION).unwrap().text, "one two");
    let other = Doc::load(DocId::new([9; 16]), doc.kind(), &Stored { save: Some(&save), changes: &[] });
    assert_eq!(other.unwrap_err(), LoadProblem::OtherDocument);
    let other = Doc::load(doc.id(), DocKind::Goal, &Stored { save: Some(&save), changes: &[] });
    assert_eq!(other.unwrap_err(), LoadProblem::OtherDocument);
}

#[test]
fn what_came_since_a_state() {
    let doc = note::write(&phone(1), SECTION, &[put(0, "one")], 1).unwrap().doc;
    let then = doc.heads();
    let later = note::write(&doc, SECTION, &[put(3, " two")], 2).unwrap();
    let change = later.change.unwrap();
    assert_eq!(later.doc.changes_since(&then), std::slice::from_ref(&change));
    assert_eq!(later.doc.changes_since(&Heads::new(vec![ChangeId([9; 32])])).len(), 4);
    let ids: Vec<ChangeId> = later.doc.changes().iter().map(|change| change.id).collect();
    assert_eq!(later.doc.change_ids(), ids);
    assert_eq!(later.doc.changes_since(&later.doc.heads()), []);
}

#[test]
fn nothing_is_printed_of_what_people_wrote() {
    let written = note::write(&phone(1), SECTION, &[put(0, "plain words")], 1).unwrap();
    let printed = format!("{:?} {:?}", written.doc, written.change);
    assert!(!printed.contains("words") && !printed.contains("112, 108"), "{printed}");
}

#[test]
fn a_device_that_begins_anew_has_another_writer() {
    let doc = note::write(&phone(1), SECTION, &[put(0, "one")], 1).unwrap().doc;
    let mut again = doc.clone();
    again.write_as(Writer { device: device(1), run: 1 });
    let more = note::write(&again, SECTION, &[put(3, "!")], 2).unwrap().doc;
    assert_eq!(more.changes_by(device(1)).len(), 2);
    assert_eq!(more.changes_by(device(2)), []);
}

#[test]
fn absurd_clocks_are_written_as_far_as_they_can_be_kept() {
    for at in [i64::MIN, -1, 0, i64::MAX] {
        let doc = note::write(&phone(1), SECTION, &[put(0, "x")], at).unwrap().doc;
        crate::full_check(&doc).unwrap();
        let raw = &doc.changes_by(device(1))[0].raw;
        assert!(crate::raw::peek(raw).is_ok());
    }
}

#[test]
fn heads_as_bytes() {
    let heads = Heads::new(vec![ChangeId([2; 32]), ChangeId([1; 32]), ChangeId([2; 32])]);
    assert_eq!(heads.ids(), [ChangeId([1; 32]), ChangeId([2; 32])]);
    assert_eq!(Heads::from_bytes(&heads.to_bytes()), Some(heads));
    assert_eq!(Heads::from_bytes(&[0; 33]), None);
}

#[test]
fn parts_belong_to_notes() {
    let mut goal = Doc::create(DocId::new([1; 16]), DocKind::Goal).unwrap();
    let part = Part::section(SECTION);
    assert_eq!(goal.add_part(part).unwrap_err(), WriteProblem::Missing("such part"));
    assert_eq!(note::read(&goal, SECTION), None);
    assert_eq!(crate::genesis::PartKind::numbered(part.kind.number()), Some(part.kind));
}
