use super::*;
use crate::testing::Seeded;
use proptest::prelude::*;
use rapport_ids::AccountId;

const SPACE: SpaceId = SpaceId::new([1; 16]);

fn keys() -> DeviceKeys {
    DeviceKeys::generate(AccountId::new([1; 32]), &mut Seeded::new(1))
}

fn change(payload: Vec<u8>) -> Entry {
    Entry {
        kind: Kind::CHANGES,
        device: keys().id(),
        dseq: 2,
        prev: EntryId::new([2; 32]),
        doc: DocId::new([3; 16]),
        tip: EntryId::new([4; 32]),
        created_ms: 5,
        payload,
    }
}

fn padded(entry: &SignedEntry) -> Vec<u8> {
    let mut w = Writer::new();
    entry.write_padded(&mut w).unwrap();
    w.finish()
}

#[test]
fn what_is_signed_is_read_and_verified() {
    let keys = keys();
    let signed = change(vec![7; 400]).sign(&SPACE, &keys).unwrap();
    let bytes = padded(&signed);
    assert_eq!(bytes.len(), entry_size(400 + OVERHEAD));
    let read = SignedEntry::from_padded(&SPACE, Class::Log, &bytes).unwrap();
    assert_eq!(read, signed);
    assert!(read.is_by(keys.card()));
    assert_eq!(SignedEntry::from_bytes(&SPACE, &signed.to_bytes().unwrap()), Ok(signed));
}

#[test]
fn under_another_space_it_is_another_entry_that_nobody_signed() {
    let keys = keys();
    let signed = change(vec![7]).sign(&SPACE, &keys).unwrap();
    let moved = SignedEntry::from_bytes(&SpaceId::new([2; 16]), &signed.to_bytes().unwrap()).unwrap();
    assert_ne!(moved.id(), signed.id());
    assert!(!moved.is_by(keys.card()));
}

#[test]
fn another_device_did_not_sign_it() {
    let other = DeviceKeys::generate(AccountId::new([1; 32]), &mut Seeded::new(2));
    let signed = change(vec![]).sign(&SPACE, &keys()).unwrap();
    assert!(!signed.is_by(other.card()));
    assert_eq!(change(vec![]).sign(&SPACE, &other).err(), Some(bad("device")));
}

#[test]
fn the_smallest_is_512_bytes() {
    assert_eq!(padded(&change(vec![]).sign(&SPACE, &keys()).unwrap()).len(), 512);
    assert_eq!(padded(&change(vec![0; 330]).sign(&SPACE, &keys()).unwrap()).len(), 512);
    assert_eq!(padded(&change(vec![0; 331]).sign(&SPACE, &keys()).unwrap()).len(), 544);
}

#[test]
fn padding_has_one_form() {
    let bytes = padded(&change(vec![7; 3]).sign(&SPACE, &keys()).unwrap());
    for at in [OVERHEAD + 3, 511] {
        let mut other = bytes.clone();
        other[at] = 1;
        assert_eq!(SignedEntry::from_padded(&SPACE, Class::Log, &other).err(), Some(bad("padding")));
    }
    let mut longer = bytes.clone();
    longer.extend_from_slice(&[0; 32]);
    assert_eq!(SignedEntry::from_padded(&SPACE, Class::Log, &longer).err(), Some(bad("padding")));
}

#[test]
fn the_kind_fixes_the_class() {
    let bytes = padded(&change(vec![]).sign(&SPACE, &keys()).unwrap());
    assert_eq!(SignedEntry::from_padded(&SPACE, Class::Snapshot, &bytes).err(), Some(bad("kind")));
    let mut unknown = change(vec![]);
    unknown.kind = Kind(15);
    let bytes = padded(&unknown.sign(&SPACE, &keys()).unwrap());
    let kept = SignedEntry::from_padded(&SPACE, Class::Log, &bytes).unwrap();
    assert!(!kept.entry().kind.is_known());
    let mut outside = change(vec![]);
    outside.kind = Kind(200);
    assert_eq!(outside.class(), Err(EntryProblem::Newer("kind")));
}

#[test]
fn a_newer_inner_version_is_not_damage() {
    let mut bytes = padded(&change(vec![]).sign(&SPACE, &keys()).unwrap());
    bytes[0] = 2;
    let got = SignedEntry::from_padded(&SPACE, Class::Log, &bytes);
    assert_eq!(got.err(), Some(EntryProblem::Newer("inner version")));
}

#[test]
fn fields_follow_the_kind() {
    let with = |change_it: fn(&mut Entry)| {
        let mut entry = change(vec![]);
        change_it(&mut entry);
        entry.class()
    };
    assert_eq!(with(|e| e.dseq = 0), Err(bad("dseq")));
    assert_eq!(with(|e| e.dseq = 1), Err(bad("previous entry")));
    assert_eq!(with(|e| e.prev = EntryId::NONE), Err(bad("previous entry")));
    assert_eq!(with(|e| e.doc = DocId::NONE), Err(bad("document")));
    assert_eq!(with(|e| e.tip = EntryId::NONE), Err(bad("tip")));
    assert_eq!(with(|e| e.kind = Kind::SNAPSHOT), Err(bad("dseq")));
    let op = |kind, tip| Entry::plain(kind, DeviceId::new([1; 16]), tip, 0, vec![]).class();
    assert_eq!(op(Kind::GENESIS, EntryId::NONE), Ok(Class::Control));
    assert_eq!(op(Kind::GENESIS, EntryId::new([1; 32])), Err(bad("tip")));
    assert_eq!(op(Kind::ROTATE, EntryId::NONE), Err(bad("tip")));
    assert_eq!(op(Kind(40), EntryId::new([1; 32])), Ok(Class::Control));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..700)) {
        let _ = SignedEntry::from_bytes(&SPACE, &bytes);
        let _ = SignedEntry::from_padded(&SPACE, Class::Log, &bytes);
    }

    #[test]
    fn a_flipped_bit_is_seen(at in 0usize..512, bit in 0u8..8) {
        let keys = keys();
        let mut bytes = padded(&change(vec![7; 40]).sign(&SPACE, &keys).unwrap());
        bytes[at] ^= 1 << bit;
        let holds = SignedEntry::from_padded(&SPACE, Class::Log, &bytes).is_ok_and(|e| e.is_by(keys.card()));
        prop_assert!(!holds);
    }
}
