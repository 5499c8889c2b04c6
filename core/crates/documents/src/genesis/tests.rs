//! Every phone makes the same bytes.

use super::*;
use crate::actor::Writer;
use crate::doc::Doc;
use crate::note;
use crate::text::{Delta, Style};
use rapport_ids::{DeviceId, SectionId};

fn put(at: u32, text: &str) -> Delta {
    Delta::splice(at, 0, [(text.to_owned(), Style::plain())])
}

/// The hashes of all derived changes of one document id. When this fails,
/// phones that have the new version and phones that have the old one can no
/// longer read one another: never change it, add a part instead.
#[test]
fn the_bytes_are_frozen() {
    let id = DocId::new([7; 16]);
    let hashes: Vec<String> =
        DocKind::ALL.iter().map(|kind| Genesis::new(id, *kind).unwrap().change.id.to_string()).collect();
    assert_eq!(hashes, include_str!("tests/genesis.txt").lines().collect::<Vec<_>>());
    let part = Part::section(SectionId::new([9; 16])).derive(id, DocKind::Note).unwrap();
    assert_eq!(part.id.to_string(), include_str!("tests/part.txt").trim());
}

#[test]
fn two_phones_make_the_same_bytes() {
    for kind in DocKind::ALL {
        let (a, b) =
            (Genesis::new(DocId::new([1; 16]), kind).unwrap(), Genesis::new(DocId::new([1; 16]), kind).unwrap());
        assert_eq!(a.change, b.change);
        assert_eq!(a.am.save(), b.am.save());
        let other = Genesis::new(DocId::new([2; 16]), kind).unwrap();
        assert_ne!(a.change.id, other.change.id);
    }
}

#[test]
fn objects_are_where_they_are_looked_for() {
    for kind in DocKind::ALL {
        let genesis = Genesis::new(DocId::new([3; 16]), kind).unwrap();
        let roots = Roots::new(DocId::new([3; 16]), kind);
        for key in roots.maps() {
            let (_, found) = genesis.am.get(ROOT, *key).unwrap().unwrap();
            assert_eq!(found, roots.map(key), "{kind:?} {key}");
        }
    }
    let (id, section) = (DocId::new([3; 16]), SectionId::new([4; 16]));
    let mut doc = Doc::create(id, DocKind::Note).unwrap();
    doc.add_part(Part::section(section)).unwrap();
    let ids = doc.section_ids(section);
    let map = doc.am().get(doc.roots().map("sections"), section.to_string()).unwrap().unwrap().1;
    assert_eq!(map, ids.map);
    assert_eq!(doc.am().get(&map, "text").unwrap().unwrap().1, ids.text);
    assert_eq!(doc.am().get(&map, "lead").unwrap().unwrap().1, ids.lead);
}

#[test]
fn both_offline_on_the_same_part_hide_nothing() {
    let (id, section) = (DocId::new([5; 16]), SectionId::new([6; 16]));
    let phone = |device: u8, text: &str| {
        let mut doc = Doc::create(id, DocKind::Note).unwrap();
        doc.write_as(Writer::first(DeviceId::new([device; 16])));
        // A part is made whenever it is first needed, in any state.
        doc.add_part(Part::section(SectionId::new([device; 16]))).unwrap();
        assert!(doc.add_part(Part::section(section)).unwrap().is_some());
        assert!(doc.add_part(Part::section(section)).unwrap().is_none(), "once");
        note::write(&doc, section, &[put(0, text)], 1).unwrap()
    };
    let (ann, ben) = (phone(1, "Ann"), phone(2, "Ben"));
    let (mut a, mut b) = (ann.doc, ben.doc);
    a.add_part(Part::section(SectionId::new([2; 16]))).unwrap();
    b.add_part(Part::section(SectionId::new([1; 16]))).unwrap();
    let merge = |doc: &Doc, device: u8, change: &crate::doc::OwnChange| {
        let batch = [crate::trial::Incoming { device: DeviceId::new([device; 16]), raw: &change.raw }];
        crate::trial::trial(doc, &batch, true).next.unwrap()
    };
    let (a, b) = (merge(&a, 2, &ben.change.unwrap()), merge(&b, 1, &ann.change.unwrap()));
    assert_eq!(a.heads(), b.heads());
    let text = note::read(&a, section).unwrap().text;
    assert!(text == "AnnBen" || text == "BenAnn", "{text}");
    assert_eq!(note::read(&b, section).unwrap().text, text);
}

#[test]
fn derived_changes_are_nobodys_own() {
    let section = SectionId::new([6; 16]);
    let mut doc = Doc::create(DocId::new([5; 16]), DocKind::Note).unwrap();
    let device = DeviceId::new([1; 16]);
    doc.write_as(Writer::first(device));
    doc.add_part(Part::section(section)).unwrap();
    let written = note::write(&doc, section, &[put(0, "mine")], 1).unwrap();
    let own = written.doc.changes_by(device);
    assert_eq!(own, [written.change.unwrap()]);
    assert_eq!(written.doc.changes().len(), 3, "first change, part, and what was typed");
}
