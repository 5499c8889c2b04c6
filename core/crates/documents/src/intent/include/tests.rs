use super::include;
use crate::doc::WriteProblem;
use crate::heads::ChangeId;
use crate::note;
use crate::note::tests::{SECTION, device, phone, put};
use crate::trial::{Fate, Incoming, trial};
use rapport_domain::Millis;

#[test]
fn whoever_has_not_got_the_late_change_waits_for_it() {
    // Phone 1 wrote late; phone 2 takes it in; phone 3 hears of that first.
    let late = note::write(&phone(1), SECTION, &[put(0, "late ")], 1).unwrap();
    let late = late.change.unwrap();
    let late_from_1 = Incoming { device: device(1), raw: &late.raw };
    let two = trial(&phone(2), &[late_from_1], false).next.unwrap();
    let said = include(&two, &[late.id], Millis(5)).unwrap();
    let change = said.change.unwrap();
    let from_2 = Incoming { device: device(2), raw: &change.raw };
    let three = phone(3);
    let waits = trial(&three, &[from_2], false);
    assert!(waits.next.is_none());
    assert_eq!(waits.fates[0].1, Fate::Orphaned { missing: vec![late.id] });
    let both = trial(&three, &[from_2, late_from_1], true);
    assert!(both.fates.iter().all(|(_, fate)| *fate == Fate::Applied), "{:?}", both.fates);
    let three = both.next.unwrap();
    assert_eq!(note::read(&three, SECTION).unwrap().text, "late ");
    assert_eq!(three.heads(), said.doc.heads());
    assert!(crate::full_check(&three).is_ok(), "it is saved and read again");
    // The word alone puts nothing into the text.
    assert_eq!(note::read(&said.doc, SECTION).unwrap().text, "late ");
}

#[test]
fn only_what_is_there_is_taken_in() {
    let doc = phone(2);
    let nothing = include(&doc, &[], Millis(5));
    assert_eq!(nothing.err(), Some(WriteProblem::Missing("such change")));
    let unknown = include(&doc, &[ChangeId([7; 32])], Millis(5));
    assert_eq!(unknown.err(), Some(WriteProblem::Missing("such change")));
}
