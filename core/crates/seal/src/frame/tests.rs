use super::*;
use crate::boxes::{self, BoxList};
use crate::device::DeviceKeys;
use crate::entry::{Entry, Kind};
use crate::signing::ControlKey;
use crate::testing::Seeded;
use proptest::prelude::*;
use rapport_ids::{AccountId, DocId, EntryId, RecordId, SpaceId};
use rapport_wire::FrameProblem;
use rapport_wire::frame::Boxes;

const SPACE: SpaceId = SpaceId::new([1; 16]);

struct Set {
    random: Seeded,
    keys: DeviceKeys,
    epoch: EpochKey,
}

fn set() -> Set {
    let mut random = Seeded::new(5);
    let keys = DeviceKeys::generate(AccountId::new([1; 32]), &mut random);
    let epoch = EpochKey::generate(&mut random);
    Set { random, keys, epoch }
}

fn change(set: &Set, payload: Vec<u8>) -> SignedEntry {
    let entry = Entry {
        kind: Kind::CHANGES,
        device: set.keys.id(),
        dseq: 1,
        prev: EntryId::NONE,
        doc: DocId::new([3; 16]),
        tip: EntryId::new([4; 32]),
        created_ms: 5,
        payload,
    };
    entry.sign(&SPACE, &set.keys).unwrap()
}

fn control(set: &mut Set) -> (Vec<u8>, EpochKey, ControlKey) {
    let nonce = random::array(&mut set.random);
    let (next, signer) = (EpochKey::generate(&mut set.random), ControlKey::generate(&mut set.random));
    let to = [set.keys.hpke().public()];
    let boxes = Boxes {
        epoch: boxes::seal(BoxList::Epoch, &SPACE, &nonce, next.expose(), &to, &mut set.random).unwrap(),
        control: boxes::seal(BoxList::Control, &SPACE, &nonce, &signer.seed(), &to, &mut set.random).unwrap(),
        older: vec![next.link(&SPACE, &nonce, &set.epoch)],
    };
    let mut payload = boxes.hash(&SPACE, &nonce).unwrap().to_vec();
    payload.extend_from_slice(&[0; 66]);
    let op = Entry::plain(Kind::ROTATE, set.keys.id(), EntryId::new([4; 32]), 5, payload);
    let op = op.sign(&SPACE, &set.keys).unwrap();
    let bytes = seal_control(&ControlSeal {
        entry: &op,
        boxes: &boxes,
        nonce,
        key: &set.epoch,
        key_after: &next,
        control_after: signer.public(),
        prev: RecordId::NONE,
        signer: &signer,
    });
    (bytes.unwrap(), next, signer)
}

#[test]
fn what_is_sealed_opens() {
    let mut set = set();
    let entry = change(&set, vec![7; 300]);
    let bytes = seal(&entry, &set.epoch, &mut set.random).unwrap();
    assert_eq!(bytes.len(), 92 + 512 + 16);
    assert_eq!(open(&Frame::parse(bytes).unwrap(), &set.epoch).unwrap(), entry);
}

#[test]
fn sealed_twice_it_is_another_record_and_the_same_entry() {
    let mut set = set();
    let entry = change(&set, vec![7]);
    let (a, b) =
        (seal(&entry, &set.epoch, &mut set.random).unwrap(), seal(&entry, &set.epoch, &mut set.random).unwrap());
    let (a, b) = (Frame::parse(a).unwrap(), Frame::parse(b).unwrap());
    assert_ne!(a.record_id(), b.record_id());
    assert_eq!(open(&a, &set.epoch).unwrap().id(), open(&b, &set.epoch).unwrap().id());
}

#[test]
fn another_key_does_not_open_it() {
    let mut set = set();
    let bytes = seal(&change(&set, vec![]), &set.epoch, &mut set.random).unwrap();
    let other = EpochKey::generate(&mut set.random);
    assert_eq!(open(&Frame::parse(bytes.clone()).unwrap(), &other), Err(OpenProblem::OtherKey));
    // With the other key's tag written over it, the commitment still tells.
    let mut forged = bytes;
    forged[20..36].copy_from_slice(other.tag(&SPACE).as_bytes());
    assert_eq!(open(&Frame::parse(forged).unwrap(), &other), Err(OpenProblem::Commitment));
}

#[test]
fn moved_to_another_space_it_does_not_open() {
    let mut set = set();
    let mut bytes = seal(&change(&set, vec![]), &set.epoch, &mut set.random).unwrap();
    bytes[4..20].copy_from_slice(&[2; 16]);
    let there = SpaceId::new([2; 16]);
    bytes[20..36].copy_from_slice(set.epoch.tag(&there).as_bytes());
    assert_eq!(open(&Frame::parse(bytes).unwrap(), &set.epoch), Err(OpenProblem::Commitment));
}

#[test]
fn a_body_of_the_wrong_class_is_refused() {
    let set = set();
    let entry = change(&set, vec![]);
    // Someone with the key seals a log entry as a snapshot.
    let nonce = [8; 24];
    let record = set.epoch.record_key(&SPACE, &nonce);
    let tag = set.epoch.tag(&SPACE);
    let mut w = Writer::new();
    Header { class: Class::Snapshot, space: SPACE, tag, nonce, commitment: record.commitment }.write(&mut w);
    entry.write_padded(&mut w).unwrap();
    let mut bytes = w.finish();
    let associated = bytes[..92].to_vec();
    aead::seal(&record.seal, &nonce, &associated, &mut bytes, 92);
    let got = open(&Frame::parse(bytes).unwrap(), &set.epoch);
    assert!(matches!(got, Err(OpenProblem::Malformed(m)) if m.field == "kind"));
}

#[test]
fn a_control_frame_brings_its_keys() {
    let mut set = set();
    let (bytes, next, signer) = control(&mut set);
    let frame = Frame::parse(bytes).unwrap();
    assert!(frame.control_signature_fits(&signer.public()));
    assert_eq!(open(&frame, &set.epoch).unwrap().entry().kind, Kind::ROTATE);
    let got = boxes::epoch_key(&frame, set.keys.hpke()).unwrap();
    assert!(got.expose().is(next.expose().expose()));
    assert!(boxes::control_key(&frame, set.keys.hpke(), &signer.public()).is_some());
    assert!(boxes::control_key(&frame, set.keys.hpke(), &[1; 32]).is_none());
    let older = boxes::older_keys(&frame, &got);
    assert!(older.len() == 1 && older[0].expose().is(set.epoch.expose().expose()));
    let stranger = DeviceKeys::generate(AccountId::new([1; 32]), &mut set.random);
    assert!(boxes::epoch_key(&frame, stranger.hpke()).is_none());
}

#[test]
fn other_boxes_beside_an_op_are_refused() {
    let mut set = set();
    let op = Entry::plain(Kind::ROTATE, set.keys.id(), EntryId::new([4; 32]), 5, vec![0; 98]);
    let op = op.sign(&SPACE, &set.keys).unwrap();
    let signer = ControlKey::generate(&mut set.random);
    let what = ControlSeal {
        entry: &op,
        boxes: &Boxes::default(),
        nonce: [1; 24],
        key: &set.epoch,
        key_after: &set.epoch,
        control_after: signer.public(),
        prev: RecordId::NONE,
        signer: &signer,
    };
    assert_eq!(seal_control(&what), Err(SealProblem::Boxes));
    assert_eq!(
        seal(&op, &set.epoch, &mut Seeded::new(1)),
        Err(SealProblem::Class(Class::Control)),
        "an op without its keys"
    );
    let log = change(&set, vec![]);
    assert_eq!(seal_control(&ControlSeal { entry: &log, ..what }), Err(SealProblem::Class(Class::Log)));
}

#[test]
fn a_share_brings_a_key_that_has_its_tag() {
    let mut set = set();
    let to = [set.keys.hpke().public()];
    let control = ControlKey::generate(&mut set.random);
    let share = ShareSeal { space: SPACE, key: &set.epoch, to: &to, control: Some((&control, &to)) };
    let bytes = seal_share(&share, &mut set.random).unwrap();
    let frame = Frame::parse(bytes.clone()).unwrap();
    assert!(boxes::epoch_key(&frame, set.keys.hpke()).unwrap().expose().is(set.epoch.expose().expose()));
    assert!(boxes::control_key(&frame, set.keys.hpke(), &control.public()).is_some());
    assert!(boxes::older_keys(&frame, &set.epoch).is_empty());
    assert_eq!(open(&frame, &set.epoch), Err(OpenProblem::Empty));
    let mut retagged = bytes;
    retagged[20] ^= 1;
    assert!(boxes::epoch_key(&Frame::parse(retagged).unwrap(), set.keys.hpke()).is_none());
}

#[test]
fn the_largest_payload_fits_and_one_byte_more_does_not() {
    let mut set = set();
    let full = change(&set, vec![1; crate::limits::PAYLOAD]);
    let bytes = seal(&full, &set.epoch, &mut set.random).unwrap();
    assert!(bytes.len() <= rapport_wire::limits::FRAME);
    assert_eq!(open(&Frame::parse(bytes).unwrap(), &set.epoch).unwrap(), full);
    let mut entry = full.into_entry();
    entry.payload.push(1);
    assert!(entry.sign(&SPACE, &set.keys).is_err());
    let notice = |n| Entry::plain(Kind::KEY_REQUEST, set.keys.id(), EntryId::new([1; 32]), 0, vec![0; n]);
    let small = notice(crate::limits::SMALL_PAYLOAD).sign(&SPACE, &set.keys).unwrap();
    assert!(seal(&small, &set.epoch, &mut set.random).unwrap().len() <= rapport_wire::limits::SMALL_FRAME);
    assert!(notice(crate::limits::SMALL_PAYLOAD + 1).sign(&SPACE, &set.keys).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_flipped_bit_never_opens(at in 0usize..620, bit in 0u8..8) {
        let mut set = set();
        let entry = change(&set, vec![7; 100]);
        let mut bytes = seal(&entry, &set.epoch, &mut set.random).unwrap();
        bytes[at] ^= 1 << bit;
        match Frame::parse(bytes) {
            Ok(frame) => prop_assert!(open(&frame, &set.epoch).is_err()),
            Err(FrameProblem::Newer(_) | FrameProblem::Malformed(_) | FrameProblem::TooLarge { .. }) => {}
        }
    }

    #[test]
    fn a_flipped_bit_of_a_control_frame_is_seen(at in 0usize..1200, bit in 0u8..8) {
        let mut set = set();
        let (mut bytes, _, signer) = control(&mut set);
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        if let Ok(frame) = Frame::parse(bytes) {
            prop_assert!(!frame.control_signature_fits(&signer.public()));
            let body = frame.bytes().len() - 176;
            prop_assert!(at >= body || open(&frame, &set.epoch).is_err());
            // No panic, whatever the boxes became.
            let _ = boxes::epoch_key(&frame, set.keys.hpke());
        }
    }
}
