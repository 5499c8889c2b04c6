use super::*;
use crate::relay::Relay;
use crate::role::Role;
use crate::space::{Recovery, SpaceKind};
use crate::testing::{Person, Seeded, after};
use proptest::prelude::*;
use rapport_ids::{AccountId, LogId, RecordId};
use rapport_seal::revocation::Revoke;
use rapport_seal::{Frontier, HpkePublic, Mark, Revocation};
use rapport_wire::{Chain, Origin};

fn relays() -> BTreeSet<Relay> {
    let relay = |text: &str, pin| Relay { origin: Origin::parse(text).unwrap(), pin };
    [
        relay("https://b.example", Some([7; 32])),
        relay("https://relay.example.org", None),
        relay("https://a.example", None),
    ]
    .into()
}

fn frontier() -> Frontier {
    [(DeviceId::new([3; 16]), Mark { dseq: 3, entry: EntryId::new([3; 32]) })].into_iter().collect()
}

fn acts() -> Vec<Act> {
    let ada = Person::new(1, 2);
    let genesis = Genesis {
        kind: SpaceKind::Pair,
        account: ada.id(),
        random: [1; 32],
        owner_key: [2; 32],
        recovery: None,
        certificates: ada.bundle.clone(),
        relays: relays(),
    };
    let personal = Genesis {
        kind: SpaceKind::Personal,
        recovery: Some(Recovery { hpke: HpkePublic::new([4; 32]), relay: [5; 32] }),
        ..genesis.clone()
    };
    let what = Revoke {
        device: ada.devices[1].id(),
        last_op: EntryId::new([1; 32]),
        last: Mark::START,
        standing: BTreeSet::new(),
    };
    let revocation = Revocation::by_root(&ada.root, &genesis.space(), what).unwrap();
    let remove =
        Remove { account: ada.id(), device: None, frontier: frontier(), request: Some(vec![1, 2]), revocation: None };
    vec![
        Act::Genesis(Box::new(genesis)),
        Act::Genesis(Box::new(personal)),
        Act::AddMember(AddMember { account: ada.id(), role: Role::Admin, certificates: ada.bundle.clone() }),
        Act::SetRole(SetRole { account: ada.id(), role: Role::Reader, frontier: frontier() }),
        Act::Remove(Box::new(remove.clone())),
        Act::Remove(Box::new(Remove {
            device: Some(ada.devices[1].id()),
            request: None,
            revocation: Some(revocation),
            ..remove
        })),
        Act::SetOwner(SetOwner { account: ada.id(), owner_key: [9; 32], frontier: frontier() }),
        Act::Rotate,
        Act::SetRelays(relays()),
        Act::Prune(Prune {
            log_id: LogId::new([1; 16]),
            through: 9,
            chain: Chain::new([2; 32]),
            snapshots: [RecordId::new([3; 32])].into(),
        }),
        Act::Unknown { kind: Kind(40), fields: vec![1, 2, 3] },
    ]
}

#[test]
fn every_operation_and_back() {
    for act in acts() {
        let after = After { replaces: [EntryId::new([8; 32])].into(), ..after(EpochId::new([1; 32]), [2; 32]) };
        let bytes = write_payload(&after, &act).unwrap();
        assert_eq!(read_payload(act.kind(), &bytes), Ok((after, act.clone())), "{:?}", act.kind());
        if !matches!(act, Act::Unknown { .. }) {
            let mut longer = bytes.clone();
            longer.push(0);
            assert!(read_payload(act.kind(), &longer).is_err());
            assert!(read_payload(act.kind(), &bytes[..bytes.len() - 1]).is_err());
        }
    }
}

#[test]
fn only_a_personal_genesis_has_recovery() {
    let Some(Act::Genesis(genesis)) = acts().into_iter().next() else { panic!() };
    let recovery = Some(Recovery { hpke: HpkePublic::new([4; 32]), relay: [5; 32] });
    for wrong in [
        Genesis { recovery, ..(*genesis).clone() },
        Genesis { kind: SpaceKind::Personal, ..(*genesis).clone() },
        Genesis { account: AccountId::new([1; 32]), ..*genesis },
    ] {
        let bytes = write_payload(&after(EpochId::new([1; 32]), [2; 32]), &Act::Genesis(Box::new(wrong))).unwrap();
        assert!(read_payload(Kind::GENESIS, &bytes).is_err());
    }
}

#[test]
fn a_request_is_for_an_account_and_a_revocation_for_a_device() {
    let base = after(EpochId::new([1; 32]), [2; 32]);
    for act in acts() {
        let Act::Remove(remove) = act else { continue };
        let device = if remove.device.is_some() { None } else { Some(DeviceId::new([1; 16])) };
        let wrong = Act::Remove(Box::new(Remove { device, ..*remove }));
        assert!(read_payload(Kind::REMOVE, &write_payload(&base, &wrong).unwrap()).is_err());
    }
}

#[test]
fn a_relay_has_one_written_form() {
    let mut w = Writer::new();
    w.count("relays", 1).unwrap().bytes("relay", b"https://Relay.example").unwrap().flag(false);
    assert!(Relay::read_list(&mut Reader::new(w.as_slice())).is_err());
}

#[test]
fn a_trailer_is_compared_with_the_operation() {
    let key = EpochKey::generate(&mut Seeded::new(1));
    let space = SpaceId::new([1; 16]);
    let op = Op {
        id: EntryId::NONE,
        device: DeviceId::new([1; 16]),
        tip: EntryId::NONE,
        after: after(key.id(&space), [2; 32]),
        act: Act::Rotate,
    };
    let good = Trailer {
        prev: RecordId::NONE,
        tag_after: key.tag(&space),
        auth_after: key.relay_auth(&space).public(),
        control_after: [2; 32],
        signature: [0; 64],
    };
    assert!(op.agrees_with(&good, None) && op.agrees_with(&good, Some((&key, &space))));
    assert!(!op.agrees_with(&Trailer { control_after: [3; 32], ..good.clone() }, None));
    assert!(!op.agrees_with(&Trailer { auth_after: [3; 32], ..good }, Some((&key, &space))));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(kind in 16u8..48, bytes in proptest::collection::vec(any::<u8>(), 0..500)) {
        let _ = read_payload(Kind(kind), &bytes);
    }

    #[test]
    fn any_fields_after_a_good_beginning(kind in 16u8..48, fields in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut bytes = vec![0; 98];
        bytes.extend_from_slice(&fields);
        if let Ok((after, act)) = read_payload(Kind(kind), &bytes) {
            prop_assert_eq!(write_payload(&after, &act).unwrap(), bytes);
        }
    }
}
