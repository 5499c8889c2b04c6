//! Traps about what is stored and what comes in.

use super::{automerge, open};
use crate::note::tests::{SECTION, device, phone, put};
use crate::trial::{Fate, Incoming, Reason, trial};
use crate::{Doc, note, quiet, raw};
use automerge::legacy::{Key, ObjectId, OpId};
use automerge::transaction::Transactable;
use automerge::{Automerge, Change, ExpandedChange, ObjType, ROOT, ReadDoc};
use sha2::{Digest, Sha256};

/// What somebody typed, bent by a member who can sign.
fn bent(bend: impl FnOnce(&mut ExpandedChange)) -> (Doc, Vec<u8>) {
    let written = note::write(&phone(1), SECTION, &[put(0, "bold"), put(4, " words")], 1).unwrap().doc;
    let bold = crate::text::Delta::restyle(0, 4, crate::text::Restyle::mark(crate::text::Mark::Bold, true));
    let change = note::write(&written, SECTION, &[bold], 2).unwrap().change.unwrap();
    let mut expanded = Change::try_from(&change.raw[..]).unwrap().decode();
    bend(&mut expanded);
    (written, Change::from(expanded).raw_bytes().to_vec())
}

fn refused(doc: &Doc, raw: &[u8]) -> bool {
    let trial = trial(doc, &[Incoming { device: device(1), raw }], true);
    trial.next.is_none() && matches!(trial.fates[0].1, Fate::Rejected(_))
}

#[test]
fn a_change_can_make_decoding_panic() {
    let (doc, raw) = bent(|_| {});
    // Both operations are in an object of actor 1, the only other one; that
    // becomes actor 9 in the column that says so.
    let mut bytes = raw.clone();
    let at = bytes.windows(3).position(|three| three == [2, 1, 2]).expect("a run of two, actor one");
    bytes[at + 1] = 9;
    let sum = Sha256::digest(&bytes[8..]);
    bytes[4..8].copy_from_slice(&sum[..4]);
    let change = Change::try_from(&bytes[..]).unwrap();
    assert!(quiet::catch(|| change.decode()).is_err(), "the trap");
    assert!(refused(&doc, &bytes));
    assert!(!refused(&doc, &raw), "as it was it is fine");
}

#[test]
fn a_change_can_apply_and_make_the_save_unloadable() {
    // A mark that ends before it begins.
    let (doc, raw) = bent(|change| change.operations.swap(0, 1));
    let change = Change::try_from(&raw[..]).unwrap();
    let unloadable = quiet::catch(|| {
        let mut am = doc.am().clone();
        am.apply_changes([change]).map(|()| Automerge::load(&am.save()).is_err())
    });
    assert_eq!(unloadable, Ok(Ok(true)), "the trap");
    assert!(refused(&doc, &raw));
}

#[test]
fn a_change_can_panic_when_it_is_applied() {
    let (doc, raw) = bent(|change| {
        let nowhere = OpId::new(1, &change.actor_id);
        change.operations[1].key = Key::Seq(automerge::legacy::ElementId::Id(nowhere));
    });
    let change = Change::try_from(&raw[..]).unwrap();
    assert!(quiet::catch(|| doc.am().clone().apply_changes([change])).is_err(), "the trap");
    assert!(refused(&doc, &raw));
}

#[test]
fn an_object_inside_of_itself_would_fill_the_memory() {
    // Patches look for the outside of an object for ever. It is refused by
    // its bytes, before the library sees it: memory that is full cannot be caught.
    let doc = phone(1);
    let ids = doc.section_ids(SECTION);
    let written = doc
        .write(1, |tx, _| {
            let block = tx.split_block(&ids.text, 0)?;
            Ok(tx.put(&block, "kind", "bullet")?)
        })
        .unwrap();
    let mut change = Change::try_from(&written.change.unwrap().raw[..]).unwrap().decode();
    let own = OpId::new(change.start_op.get(), &change.actor_id);
    change.operations[0].obj = ObjectId::Id(own);
    change.operations[0].key = Key::Map("kind".into());
    change.operations[0].insert = false;
    let raw = Change::from(change).raw_bytes().to_vec();
    let trial = trial(&doc, &[Incoming { device: device(1), raw: &raw }], true);
    assert_eq!(trial.fates[0].1, Fate::Rejected(Reason::Bytes(raw::BadBytes::Operation)));
}

#[test]
fn garbage_is_no_error_for_load_incremental() {
    let mut am = automerge(1);
    let mut tx = am.transaction();
    tx.put(ROOT, "n", 1).unwrap();
    tx.commit();
    assert!(am.load_incremental(b"this is no change at all").is_ok(), "the trap");
    // Our answer: every change by itself, and a save as a whole.
    let doc = note::write(&phone(1), SECTION, &[put(0, "x")], 1).unwrap().doc;
    let save = doc.save();
    assert_eq!(open(&doc, Some(&save), &[b"garbage"]).unwrap_err(), crate::LoadProblem::BadChange(0));
    let cut = &save[..save.len() - 3];
    for bad in [cut, b"garbage", b""] {
        assert_eq!(open(&doc, Some(bad), &[]).unwrap_err(), crate::LoadProblem::BadSave);
    }
    let mut twice = save.clone();
    twice.extend_from_slice(b"leftover");
    assert_eq!(open(&doc, Some(&twice), &[]).unwrap_err(), crate::LoadProblem::BadSave);
}

#[test]
fn a_change_that_waits_for_others_is_never_kept_inside() {
    // The library would keep it in a queue and write it into every save.
    let first = note::write(&phone(1), SECTION, &[put(0, "x")], 1).unwrap();
    let second = note::write(&first.doc, SECTION, &[put(1, "y")], 1).unwrap().change.unwrap();
    let reader = phone(2);
    let trial = trial(&reader, &[Incoming { device: device(1), raw: &second.raw }], true);
    assert!(matches!(&trial.fates[0].1, Fate::Orphaned { missing } if missing == &[first.change.unwrap().id]));
    let problem = open(&reader, Some(&reader.save()), &[&second.raw]).unwrap_err();
    assert!(matches!(problem, crate::LoadProblem::Missing(missing) if missing.len() == 1));
}

#[test]
fn the_checksum_is_not_checked_by_the_library() {
    let change = note::write(&phone(1), SECTION, &[put(0, "x")], 1).unwrap().change.unwrap();
    let mut raw = change.raw.clone();
    raw[4] ^= 1;
    assert!(Change::try_from(&raw[..]).is_ok(), "the trap");
    assert!(refused(&phone(2), &raw));
}

#[test]
fn one_change_a_keystroke_is_fifty_times_as_long_as_what_is_kept() {
    let text = "It is a truth universally acknowledged, that a single letter is a change of its own. ".repeat(3);
    let mut doc = phone(1);
    let mut log = 0;
    for (at, c) in text.char_indices() {
        let written = note::write(&doc, SECTION, &[put(at as u32, &c.to_string())], 1).unwrap();
        log += written.change.unwrap().raw.len();
        doc = written.doc;
    }
    let single = doc.save().len();
    let mut bursts = phone(1);
    let mut burst_log = 0;
    for (number, piece) in text.as_bytes().chunks(20).enumerate() {
        let piece = std::str::from_utf8(piece).unwrap();
        let written = note::write(&bursts, SECTION, &[put(number as u32 * 20, piece)], 1).unwrap();
        burst_log += written.change.unwrap().raw.len();
        bursts = written.doc;
    }
    assert_eq!(note::read(&doc, SECTION), note::read(&bursts, SECTION));
    assert!(log > 20 * single, "the trap: {log} bytes for {single}");
    assert!(log > 8 * burst_log, "bursts: {burst_log} bytes");
    assert!(bursts.size().changes < doc.size().changes / 10);
}

#[test]
fn deleted_text_stays_in_the_file() {
    let secret = "a name that should be forgotten";
    let doc = note::write(&phone(1), SECTION, &[put(0, secret), put(0, "What stays. ")], 1).unwrap().doc;
    let doc = note::write(&doc, SECTION, &[crate::text::Delta::splice(12, secret.len() as u32, [])], 2).unwrap().doc;
    let holds = |doc: &Doc| {
        let bytes = doc.am().save_nocompress();
        bytes.windows(secret.len()).any(|window| window == secret.as_bytes())
    };
    assert!(holds(&doc), "the trap");
    // Our answer: a new generation begins with what is there now.
    let now = note::read(&doc, SECTION).unwrap();
    let fresh = note::write(&phone(1), SECTION, &[now.anew()], 3).unwrap().doc;
    assert_eq!(note::read(&fresh, SECTION).unwrap(), now);
    assert!(!holds(&fresh));
}

#[test]
fn panics_do_not_say_what_people_wrote() {
    let said = quiet::catch(|| {
        let mut am = automerge(1);
        let mut tx = am.transaction();
        let text = tx.put_object(ROOT, "t", ObjType::Text).unwrap();
        tx.splice_text(&text, 0, 0, "secret").unwrap();
        panic!("{:?}", tx.text(&text));
    });
    assert!(!format!("{said:?}").contains("secret"));
}
