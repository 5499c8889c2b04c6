//! What passes, what waits, what is rejected, and that nothing that passes
//! damages a document later.

mod bend;
mod chance;
mod fields;
mod tamper;

use super::*;
use crate::doc::{OwnChange, Stored};
use crate::genesis::Part;
use crate::kind::DocKind;
use crate::note;
use crate::note::tests::{SECTION, device, phone, put, sync};
use crate::text::{Delta, Line, LineKind, Mark, Marks, Restyle, Style};
use automerge::transaction::Transactable;
use automerge::{ObjType, ROOT};
use rapport_domain::Millis;
use rapport_domain::note::NoteAct;

fn incoming(number: u8, change: &OwnChange) -> Incoming<'_> {
    Incoming { device: device(number), raw: &change.raw }
}

fn typed(doc: &Doc, at: u32, text: &str) -> (Doc, OwnChange) {
    let written = note::write(doc, SECTION, &[put(at, text)], 1).unwrap();
    (written.doc, written.change.unwrap())
}

fn fates(trial: &Trial) -> Vec<&Fate> {
    trial.fates.iter().map(|(_, fate)| fate).collect()
}

#[test]
fn a_batch_in_any_order_is_taken_as_one() {
    let (a, first) = typed(&phone(1), 0, "one ");
    let (a, second) = typed(&a, 4, "two ");
    let (_, third) = typed(&a, 8, "three");
    let (b, _) = typed(&phone(2), 0, "zero ");
    let batch = [incoming(1, &third), incoming(1, &first), incoming(1, &second), incoming(1, &first)];
    let trial = trial(&b, &batch, true);
    assert_eq!(fates(&trial), [&Fate::Applied, &Fate::Applied, &Fate::Applied, &Fate::Known]);
    assert_eq!(trial.sections.len(), 1);
    let next = trial.next.unwrap();
    let text = note::read(&next, SECTION).unwrap().text;
    assert!(text == "one two threezero " || text == "zero one two three", "{text}");
    let again = super::trial(&next, &batch[..1], true);
    assert!(again.next.is_none() && again.sections.is_empty());
    assert_eq!(fates(&again), [&Fate::Known]);
}

#[test]
fn what_is_missing_is_named() {
    let (a, first) = typed(&phone(1), 0, "one ");
    let (a, second) = typed(&a, 4, "two ");
    let (_, third) = typed(&a, 8, "three");
    let b = phone(2);
    let trial = super::trial(&b, &[incoming(1, &third), incoming(1, &second)], true);
    let orphan = Fate::Orphaned { missing: vec![first.id] };
    assert_eq!(fates(&trial), [&orphan, &orphan]);
    assert!(trial.next.is_none());
    // A part that has not come yet is missing like anything else.
    let mut bare = crate::Doc::create(b.id(), DocKind::Note).unwrap();
    let orphaned = super::trial(&bare, &[incoming(1, &first)], true);
    let part = Part::section(SECTION);
    let derived = bare.add_part(part).unwrap().unwrap();
    assert_eq!(fates(&orphaned), [&Fate::Orphaned { missing: vec![derived.id] }]);
    assert_eq!(fates(&super::trial(&bare, &[incoming(1, &first)], true)), [&Fate::Applied]);
}

#[test]
fn the_signer_is_the_writer() {
    let (_, change) = typed(&phone(1), 0, "x");
    let trial = super::trial(&phone(3), &[incoming(2, &change)], true);
    assert_eq!(fates(&trial), [&Fate::Rejected(Reason::Actor)]);
    // Nobody can pass off a derived change as theirs.
    let mut part = phone(3);
    let other = rapport_ids::SectionId::new([0x77; 16]);
    let derived = part.add_part(Part::section(other)).unwrap().unwrap();
    let forged = Incoming { device: device(1), raw: &derived.raw };
    assert_eq!(fates(&super::trial(&phone(2), &[forged], true)), [&Fate::Rejected(Reason::Actor)]);
}

#[test]
fn a_copied_device_does_not_wedge_the_document() {
    let start = phone(1);
    let (_, one) = typed(&start, 0, "one");
    let (_, other) = typed(&start, 0, "other");
    let b = phone(2);
    let trial = super::trial(&b, &[incoming(1, &one), incoming(1, &other)], true);
    assert_eq!(fates(&trial), [&Fate::Applied, &Fate::Rejected(Reason::Duplicate)]);
    let later = super::trial(trial.next.as_ref().unwrap(), &[incoming(1, &other)], true);
    assert_eq!(fates(&later), [&Fate::Rejected(Reason::Duplicate)]);
    let (more, _) = typed(&trial.next.unwrap(), 0, "goes on ");
    full_check(&more).unwrap();
}

#[test]
fn the_culprit_is_found_and_all_others_count() {
    let honest: Vec<OwnChange> = {
        let mut doc = phone(1);
        (0..20)
            .map(|n| {
                let (next, change) = typed(&doc, 0, &format!("{n} "));
                doc = next;
                change
            })
            .collect()
    };
    // Valid by its bytes, but it names an element that is not there.
    let poison = bend::poisoned(&phone(4));
    let mut batch: Vec<Incoming<'_>> = honest.iter().map(|change| incoming(1, change)).collect();
    batch.insert(7, incoming(4, &poison));
    let (reader, _) = typed(&phone(2), 0, "mine");
    let trial = super::trial(&reader, &batch, true);
    for (index, (_, fate)) in trial.fates.iter().enumerate() {
        match index {
            7 => assert!(matches!(fate, Fate::Rejected(Reason::Panicked(_) | Reason::Reencoded)), "{fate:?}"),
            _ => assert_eq!(*fate, Fate::Applied),
        }
    }
    let next = trial.next.unwrap();
    assert!(note::read(&next, SECTION).unwrap().text.contains("19 18 17"));
    full_check(&next).unwrap();
    assert_eq!(note::read(&reader, SECTION).unwrap().text, "mine", "what was given is untouched");
}

/// No change is known that passes the gate and fails the full check later, so one is named here.
#[test]
fn what_passes_the_gate_and_fails_beside_it_is_found_by_halves_with_what_stands_on_it() {
    let (mine, first) = typed(&phone(1), 0, "one ");
    let (mine, bad) = typed(&mine, 4, "bad ");
    let (_, after) = typed(&mine, 8, "after");
    let mut theirs = phone(3);
    let others = ["three ", "four ", "five "].map(|word| {
        let (next, change) = typed(&theirs, 0, word);
        theirs = next;
        change
    });
    let mut batch = vec![incoming(1, &after), incoming(1, &bad), incoming(1, &first)];
    batch.extend(others.iter().map(|change| incoming(3, change)));
    let refused = Reason::Damage(Damage::Reads);
    let beside = |next: &Doc| if next.has(bad.id) { Err(Damage::Reads) } else { Ok(()) };
    let trial = trial_beside(&phone(2), &batch, false, &beside);
    let (culprit, on_it) = (Fate::Rejected(refused), Fate::Rejected(Reason::DependsOn(bad.id)));
    let fine = &Fate::Applied;
    assert_eq!(fates(&trial), [&on_it, &culprit, fine, fine, fine, fine]);
    let next = trial.next.unwrap();
    let text = note::read(&next, SECTION).unwrap().text;
    assert!(text == "one five four three " || text == "five four three one ", "{text}");
    full_check(&next).unwrap();
    // With the real check nothing of it is left out.
    let whole = trial_in_full(&phone(2), &batch);
    assert!(whole.fates.iter().all(|(_, fate)| fate == fine), "{:?}", whole.fates);
}

#[test]
fn what_depends_on_a_rejected_change_is_rejected_with_it() {
    let poison = bend::poisoned(&phone(4));
    let mut dependent = fields::Raw::of(&typed(&phone(1), 0, "x").1.raw);
    dependent.dependencies = vec![poison.id];
    dependent.start_op = crate::raw::peek(&poison.raw).unwrap().max_op() + 1;
    let dependent = dependent.bytes();
    let batch = [incoming(4, &poison), Incoming { device: device(1), raw: &dependent }];
    let trial = super::trial(&phone(2), &batch, true);
    assert!(matches!(trial.fates[0].1, Fate::Rejected(_)));
    assert_eq!(trial.fates[1].1, Fate::Rejected(Reason::DependsOn(poison.id)));
}

#[test]
fn counters_and_numbers_follow_from_what_a_change_depends_on() {
    let (a, first) = typed(&phone(1), 0, "one");
    let (_, second) = typed(&a, 3, " two");
    let (b, _) = sync(&a, &phone(2));
    let bent = |bend: &dyn Fn(&mut fields::Raw)| {
        let mut raw = fields::Raw::of(&second.raw);
        bend(&mut raw);
        let bytes = raw.bytes();
        let trial = super::trial(&b, &[Incoming { device: device(1), raw: &bytes }], true);
        assert!(trial.next.is_none());
        trial.fates[0].1.clone()
    };
    let rejected = Fate::Rejected;
    assert_eq!(bent(&|raw| raw.start_op += 1), rejected(Reason::StartOp));
    assert_eq!(bent(&|raw| raw.start_op = (1 << 31) - 20), rejected(Reason::StartOp));
    assert_eq!(bent(&|raw| raw.start_op = 1 << 31), rejected(Reason::Bytes(BadBytes::Counter)));
    assert_eq!(bent(&|raw| raw.seq = 3), rejected(Reason::Sequence));
    assert_eq!(bent(&|raw| raw.seq = 1), rejected(Reason::Sequence));
    assert_eq!(bent(&|raw| raw.seq = u64::MAX), rejected(Reason::Bytes(BadBytes::Counter)));
    assert_eq!(bent(&|raw| raw.time = i64::MIN), rejected(Reason::Bytes(BadBytes::Time)));
    assert_eq!(bent(&|raw| raw.dependencies.clear()), rejected(Reason::NoDependency));
    assert_eq!(bent(&|raw| raw.extra = vec![1]), rejected(Reason::Bytes(BadBytes::Unknown)));
    assert_eq!(bent(&|raw| raw.actor[0] ^= 1), rejected(Reason::Actor));
    // Another number of the same device begins anew, with a number of its own.
    assert_eq!(bent(&|raw| raw.actor[19] ^= 1), rejected(Reason::Sequence));
    assert!(matches!(
        bent(&|raw| raw.dependencies = vec![ChangeId([9; 32])]),
        Fate::Orphaned { missing } if missing == [ChangeId([9; 32])]
    ));
    assert_eq!(fates(&super::trial(&b, &[incoming(1, &second)], true)), [&Fate::Applied]);
    assert_eq!(fates(&super::trial(&b, &[incoming(1, &first)], true)), [&Fate::Known]);
}

#[test]
fn the_shape_of_a_document_cannot_be_broken() {
    let victim = typed(&phone(2), 0, "precious").0;
    let attack = |act: &dyn Fn(&mut automerge::transaction::Transaction<'_>, &Doc)| {
        let (doc, _) = sync(&victim, &phone(1));
        let written = doc
            .write(1, |tx, doc| {
                act(tx, doc);
                Ok(())
            })
            .unwrap();
        let trial = super::trial(&victim, &[incoming(1, &written.change.unwrap())], true);
        trial.fates[0].1.clone()
    };
    let shape = Fate::Rejected(Reason::Shape);
    assert_eq!(attack(&|tx, _| tx.put(ROOT, "sections", 1).unwrap()), shape);
    assert_eq!(
        attack(&|tx, _| {
            tx.put_object(ROOT, "sections", ObjType::Map).unwrap();
        }),
        shape
    );
    assert_eq!(attack(&|tx, _| tx.delete(ROOT, "sections").unwrap()), shape);
    let section = SECTION.to_string();
    assert_eq!(attack(&|tx, doc| tx.delete(doc.map("sections"), section.as_str()).unwrap()), shape);
    assert_eq!(
        attack(&|tx, doc| {
            tx.put_object(doc.map("sections"), section.as_str(), ObjType::Map).unwrap();
        }),
        shape
    );
    assert_eq!(
        attack(&|tx, doc| {
            tx.put_object(doc.section_ids(SECTION).map, "text", ObjType::Text).unwrap();
        }),
        shape
    );
    assert_eq!(attack(&|tx, doc| tx.delete(doc.section_ids(SECTION).map, "lead").unwrap()), shape);
    let own = rapport_ids::SectionId::new([0x55; 16]).to_string();
    assert_eq!(
        attack(&|tx, doc| {
            tx.put_object(doc.map("sections"), own.as_str(), ObjType::Map).unwrap();
        }),
        shape
    );
}

#[test]
fn marks_in_several_sections_at_once_are_told_apart() {
    let other = rapport_ids::SectionId::new([7; 16]);
    let mut doc = phone(1);
    doc.add_part(Part::section(other)).unwrap();
    let doc = typed(&doc, 0, "first section").0;
    let doc = note::write(&doc, other, &[put(0, "the other one")], 1).unwrap().doc;
    let mut reader = phone(2);
    reader.add_part(Part::section(other)).unwrap();
    let (reader, _) = sync(&doc, &reader);
    let bold = |from, len| Delta::restyle(from, len, Restyle::mark(Mark::Bold, true));
    let one = note::write(&doc, SECTION, &[bold(0, 5)], 2).unwrap();
    let two = note::write(&one.doc, other, &[bold(4, 5)], 2).unwrap();
    let batch = [incoming(1, one.change.as_ref().unwrap()), incoming(1, two.change.as_ref().unwrap())];
    let trial = super::trial(&reader, &batch, true);
    let deltas: Vec<_> = trial.sections.iter().map(|change| (change.section, change.delta.clone())).collect();
    assert_eq!(deltas, [(SECTION, bold(0, 5)), (other, bold(4, 5))]);
    assert!(!trial.fully_checked, "the order of honest marks is certain");
}

#[test]
fn titles_and_lines_are_told() {
    let start = typed(&phone(1), 0, "ab").0;
    let (reader, _) = sync(&start, &phone(2));
    let line = Line { kind: LineKind::Check, done: true };
    let put_line = Delta::splice(1, 0, [("\n".to_owned(), Style::line_break(Marks::default(), line))]);
    let written = note::write(&start, SECTION, std::slice::from_ref(&put_line), 2).unwrap();
    let trial = super::trial(&reader, &[incoming(1, &written.change.unwrap())], true);
    assert_eq!(trial.sections, [SectionChange { section: SECTION, delta: put_line }]);
    let reader = trial.next.unwrap();
    let undone = Restyle { done: Some(false), ..Restyle::default() };
    let relined = Delta::restyle(1, 1, undone);
    let again = note::write(&written.doc, SECTION, std::slice::from_ref(&relined), 3).unwrap();
    let trial = super::trial(&reader, &[incoming(1, &again.change.unwrap())], true);
    assert_eq!(trial.sections, [SectionChange { section: SECTION, delta: relined }]);
    let act = NoteAct::SectionTitle { id: SECTION, title: "T".into() };
    let titled = crate::intent::note(&again.doc, &act, Millis(4)).unwrap();
    let trial = super::trial(&trial.next.unwrap(), &[incoming(1, &titled.change.unwrap())], true);
    assert!(trial.sections.is_empty() && trial.next.is_some());
}

#[test]
fn a_full_check_finds_another_document() {
    let doc = typed(&phone(1), 0, "x").0;
    let save = full_check(&doc).unwrap();
    let other = Doc::load(rapport_ids::DocId::new([1; 16]), DocKind::Note, &Stored { save: Some(&save), changes: &[] });
    assert_eq!(other.unwrap_err(), crate::LoadProblem::OtherDocument);
}
