//! Check-ins in a document: whose they are, and that phones agree (I11, I15).

use super::*;
use rapport_domain::checkin::{Answer, Answers, CheckInTurn, CheckIns, Given, Key};
use rapport_ids::CheckInId;

fn mood(value: i64) -> Answers {
    Answers([(Key::new("mood").unwrap(), Answer::Number(value))].into())
}

fn given(number: u8, value: i64) -> CheckInTurn {
    CheckInTurn::Answer(Box::new(Given {
        checkin: CheckInId::new([number; 16]),
        instrument: Key::new("pulse").unwrap(),
        version: 1,
        language: "en".parse().unwrap(),
        about: None,
        day: "2026-05-10".parse().unwrap(),
        at: Millis(0),
        answers: mood(value),
    }))
}

fn correct(number: u8, value: i64) -> CheckInTurn {
    CheckInTurn::Correct { checkin: CheckInId::new([number; 16]), answers: mood(value) }
}

fn seen(doc: &Doc) -> CheckIns {
    let read = checkins(doc, ANN, &around(&pair())).unwrap();
    assert_eq!(read.troubles, []);
    read.value
}

fn write(doc: &Doc, number: u8, turn: &CheckInTurn, by: Ctx) -> Doc {
    intent::checkins(doc, event(number), turn, by.now).unwrap().doc
}

#[test]
fn what_was_answered_is_read_with_its_author_and_its_time() {
    let doc = write(&phone(DocKind::CheckIns, ANN), 1, &given(1, 4), at(ANN, 3));
    let all = seen(&doc);
    let one = &all.all[0];
    assert_eq!((one.given.answers.clone(), one.made.by, one.made.at), (mood(4), ANN, at(ANN, 3).now));
    assert_eq!(project(&doc, None, &around(&pair())), None);
    assert_eq!(project(&doc, Some(ANN), &around(&pair())).unwrap().words, []);
    assert_eq!(checkins(&phone(DocKind::Goal, ANN), ANN, &around(&pair())), None);
}

#[test]
fn i11_what_another_member_writes_into_it_counts_nothing() {
    let ann = write(&phone(DocKind::CheckIns, ANN), 1, &given(1, 2), at(ANN, 0));
    let ben = hand_over(&ann, &phone(DocKind::CheckIns, BEN));
    let ben = write(&ben, 2, &correct(1, 5), at(BEN, 1));
    let ben = write(&ben, 3, &given(2, 5), at(BEN, 2));
    let ben = write(&ben, 4, &CheckInTurn::Offer { checkin: CheckInId::new([1; 16]) }, at(BEN, 3));
    let all = seen(&hand_over(&ben, &ann));
    assert_eq!(all.all.len(), 1);
    assert_eq!((all.all[0].given.answers.clone(), all.all[0].offered), (mood(2), false));
    let rejected = all.history.iter().filter(|entry| !entry.stands()).count();
    assert_eq!(rejected, 3);
}

#[test]
fn an_answer_in_a_document_never_changes_and_can_be_put_right_beside_it() {
    let doc = write(&phone(DocKind::CheckIns, ANN), 1, &given(1, 2), at(ANN, 0));
    let again = intent::checkins(&doc, event(1), &given(1, 5), at(ANN, 1).now);
    assert_eq!(again.unwrap_err(), crate::WriteProblem::Taken);
    let put_right = write(&doc, 2, &correct(1, 3), at(ANN, 24 * 60));
    assert_eq!(seen(&put_right).all[0].given.answers, mood(3));
    let late = write(&put_right, 3, &correct(1, 5), at(ANN, 24 * 60 + 1));
    assert_eq!(seen(&late).all[0].given.answers, mood(3));
    // Set back, after the late one is known.
    let back = write(&late, 4, &correct(1, 5), at(ANN, 5));
    assert_eq!(seen(&back).all[0].given.answers, mood(3));
}

#[test]
fn two_devices_that_answered_apart_agree() {
    let one = write(&phone(DocKind::CheckIns, ANN), 1, &given(1, 2), at(ANN, 0));
    let other = write(&phone(DocKind::CheckIns, BEN), 2, &given(1, 4), at(BEN, 0));
    // Both devices are Ann's here.
    let hers = |_: &rapport_ids::DeviceId| Some(ANN);
    let members = rapport_domain::Members::alone(ANN);
    let read = |doc: &Doc| checkins(doc, ANN, &Around { members: &members, authors: &hers }).unwrap().value;
    let (a, b) = (hand_over(&other, &one), hand_over(&one, &other));
    assert_eq!(read(&a), read(&b));
    assert_eq!(read(&a).all.len(), 1);
}

#[test]
fn what_would_not_be_read_again_is_not_written() {
    let doc = phone(DocKind::CheckIns, ANN);
    let long = Answers([(Key::new("note").unwrap(), Answer::Text("x".repeat(20_000)))].into());
    let turn = CheckInTurn::Correct { checkin: CheckInId::new([1; 16]), answers: long };
    assert_eq!(intent::checkins(&doc, event(1), &turn, Millis(0)).unwrap_err(), crate::WriteProblem::NotTidy);
    let other = intent::checkins(&phone(DocKind::Goal, ANN), event(1), &CheckInTurn::Newer, Millis(0));
    assert_eq!(other.unwrap_err(), crate::WriteProblem::Missing("check-ins"));
}

#[test]
fn nobody_writes_over_an_answer_in_a_change_that_travels() {
    use crate::trial::{Fate, trial};
    use automerge::transaction::Transactable;
    let ann = write(&phone(DocKind::CheckIns, ANN), 1, &given(1, 2), at(ANN, 0));
    // Her own phone, with a hand in its files.
    let forged = ann.write(at(ANN, 1).now.0, |tx, doc| {
        Ok(tx.put(doc.map("events"), event(1).to_string(), crate::form::write_checkin_turn(&given(1, 5)))?)
    });
    let change = forged.unwrap().change.unwrap();
    let ben = hand_over(&ann, &phone(DocKind::CheckIns, BEN));
    let tried = trial(&ben, &[crate::testing::incoming(&change)], true);
    assert!(matches!(tried.fates[0].1, Fate::Rejected(_)), "{:?}", tried.fates);
}
