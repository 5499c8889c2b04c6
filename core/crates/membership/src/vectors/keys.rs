//! Keys, certificates and what is derived from them.

use super::hex;
use crate::document::{DocGenesis, Part, Writers};
use crate::role::Role;
use crate::space::{SpaceKind, genesis_hash, space_id};
use crate::testing::{Person, Seeded};
use rapport_ids::{AccountId, EntryId, SpaceId};
use rapport_seal::boxes::{self, BoxList};
use rapport_seal::revocation::Revoke;
use rapport_seal::{EpochKey, Mark, RecoveryWords, Revocation, Secret, ShortCode, padme};
use rapport_wire::Writer;
use serde_json::{Value, json};

pub(super) const SPACE: SpaceId = SpaceId::new([0x11; 16]);

pub(super) fn padme() -> Value {
    let sizes = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, 100, 182, 511, 512, 513, 1000, 1025, 3000, 3969, 65_537];
    let large = [100_000, 258_048, 258_049, 1_000_000];
    sizes.iter().chain(&large).map(|n| json!([n, padme::padme(*n), padme::entry_size(*n)])).collect()
}

pub(super) fn words() -> Value {
    let one = |entropy: [u8; 32]| {
        let words = RecoveryWords::from_entropy(Secret::new(entropy));
        let account = words.account();
        let owner = account.personal_owner.public();
        let random = account.personal_random.expose();
        json!({
            "entropy": hex(entropy),
            "words": *words.phrase(),
            "root_seed": hex(account.root.seed().expose()),
            "account": hex(account.id),
            "recovery_hpke_secret": hex(account.recovery_hpke.expose().expose()),
            "recovery_hpke_public": hex(account.recovery_hpke.public().as_bytes()),
            "recovery_relay_public": hex(account.recovery_relay.public()),
            "personal_owner_public": hex(owner),
            "personal_random": hex(random),
            "personal_space": hex(space_id(&owner, SpaceKind::Personal, &account.id, random)),
        })
    };
    json!([one([0; 32]), one([0xff; 32]), one(*Secret::random(&mut Seeded::new(24)).expose())])
}

pub(super) fn devices() -> Value {
    let all = [1, 2].map(|seed| Person::new(seed, 2));
    let devices = all.iter().flat_map(|person| &person.devices);
    let one = |keys: &rapport_seal::DeviceKeys| {
        json!({
            "account": hex(keys.account()),
            "sign_seed": hex(keys.sign_seed().expose()),
            "sign_public": hex(keys.card().sign),
            "hpke_secret": hex(keys.hpke().expose().expose()),
            "hpke_public": hex(keys.card().hpke.as_bytes()),
            "device": hex(keys.id()),
        })
    };
    devices.map(one).collect()
}

pub(super) fn certificates() -> Value {
    let ada = Person::new(1, 2);
    let one = |c: &rapport_seal::Certificate| {
        let by = c.certifier.map_or(*c.card.account.as_bytes(), |by| ada.bundle.card(&by).unwrap().sign);
        json!({
            "bytes": hex(c.to_bytes()),
            "account": hex(c.card.account),
            "device": hex(c.card.id),
            "certifier": c.certifier.map(hex),
            "certifier_public": hex(by),
            "n": c.n,
            "hash": hex(c.hash()),
        })
    };
    ada.bundle.certificates().iter().map(one).collect()
}

pub(super) fn bundle_bytes(bundle: &rapport_seal::Bundle) -> Vec<u8> {
    let mut w = Writer::new();
    bundle.write(&mut w).unwrap();
    w.finish()
}

pub(super) fn bundles() -> Value {
    let ada = Person::new(1, 3);
    let mut devices = rapport_seal::Devices::new(SPACE);
    devices.add(&ada.bundle);
    // From senior to junior.
    let mut kin: Vec<_> = devices.all(&ada.id()).collect();
    kin.sort_by(|a, b| a.path.cmp(&b.path));
    let seniority: Vec<String> = kin.iter().map(|kin| hex(kin.card.id)).collect();
    json!([{ "bytes": hex(bundle_bytes(&ada.bundle)), "account": hex(ada.id()), "seniority": seniority }])
}

pub(super) fn revocations() -> Value {
    let ada = Person::new(1, 3);
    let what = |standing: Vec<rapport_ids::DeviceId>, last| Revoke {
        device: ada.devices[1].id(),
        last_op: EntryId::new([2; 32]),
        last,
        standing: standing.into_iter().collect(),
    };
    let mark = Mark { dseq: 7, entry: EntryId::new([3; 32]) };
    let all = [
        (Revocation::by_root(&ada.root, &SPACE, what(vec![ada.devices[2].id()], mark)).unwrap(), ada.root.public()),
        (Revocation::by_device(ada.key(), &SPACE, what(vec![], Mark::START)).unwrap(), ada.key().card().sign),
    ];
    let one = |(r, public): &(Revocation, [u8; 32])| {
        json!({
            "space": hex(SPACE),
            "bytes": hex(r.write().unwrap()),
            "account": hex(r.account),
            "device": hex(r.device),
            "last_op": hex(r.last_op),
            "dseq": r.last.dseq,
            "entry": hex(r.last.entry),
            "standing": r.standing.iter().map(hex).collect::<Vec<_>>(),
            "revoker": r.revoker.map(hex),
            "revoker_public": hex(public),
        })
    };
    all.iter().map(one).collect()
}

pub(super) fn spaces() -> Value {
    let kinds = [SpaceKind::Personal, SpaceKind::Pair, SpaceKind::Case, SpaceKind::Circle, SpaceKind::Programme];
    let account = AccountId::new([0x21; 32]);
    let one = |kind: &SpaceKind| {
        json!({
            "kind": kind.byte(),
            "account": hex(account),
            "random": hex([0x22; 32]),
            "owner_public": hex([0x23; 32]),
            "g": hex(genesis_hash(*kind, &account, &[0x22; 32])),
            "space": hex(space_id(&[0x23; 32], *kind, &account, &[0x22; 32])),
        })
    };
    kinds.iter().map(one).collect()
}

fn epoch(seed: u64) -> EpochKey {
    EpochKey::generate(&mut Seeded::new(seed))
}

pub(super) fn epochs() -> Value {
    let one = |seed: u64| {
        let key = epoch(seed);
        let record = key.record_key(&SPACE, &[0x31; 24]);
        json!({
            "space": hex(SPACE),
            "key": hex(key.expose().expose()),
            "epoch_id": hex(key.id(&SPACE)),
            "tag": hex(key.tag(&SPACE)),
            "relay_auth_public": hex(key.relay_auth(&SPACE).public()),
            "nonce": hex([0x31; 24]),
            "k_enc": hex(record.seal.expose()),
            "commitment": hex(record.commitment),
        })
    };
    json!([one(31), one(32)])
}

pub(super) fn links() -> Value {
    let (older, newer) = (epoch(31), epoch(32));
    let link = newer.link(&SPACE, &[0x33; 24], &older);
    json!([{
        "space": hex(SPACE),
        "nonce": hex([0x33; 24]),
        "newer": hex(newer.expose().expose()),
        "older": hex(older.expose().expose()),
        "tag": hex(link.tag),
        "sealed": hex(link.sealed),
    }])
}

pub(super) fn boxes() -> Value {
    let people = [1, 2].map(|seed| Person::new(seed, 2));
    let to: Vec<_> = people.iter().flat_map(|p| &p.devices).map(|d| d.hpke().public()).collect();
    // Nine recipients so that there is a dummy.
    let more = (0..5).map(|i| rapport_seal::HpkeSecret::generate(&mut Seeded::new(900 + i)).public());
    let to: Vec<_> = to.into_iter().chain(more).collect();
    let secret = Secret::new([0x41; 32]);
    let one = |list: BoxList, n: u8| {
        let boxed = boxes::seal(list, &SPACE, &[0x42; 24], &secret, &to, &mut Seeded::new(43)).unwrap();
        let bytes = boxed.iter().flat_map(|b| [b.hint.as_slice(), &b.enc, &b.sealed].concat());
        let mine = people[0].key().hpke();
        json!({
            "list": n,
            "space": hex(SPACE),
            "nonce": hex([0x42; 24]),
            "boxes": hex(bytes.collect::<Vec<u8>>()),
            "recipient_secret": hex(mine.expose().expose()),
            "hint": hex(boxes::hint(list, &mine.public(), &[0x42; 24])),
            "recipients": to.len(),
            "secret": hex(secret.expose()),
        })
    };
    json!([one(BoxList::Epoch, 0), one(BoxList::Control, 1)])
}

pub(super) fn documents() -> Value {
    let accounts = [AccountId::new([5; 32]), AccountId::new([4; 32])];
    let all = [
        DocGenesis { kind: 3, key: vec![7; 16], writers: Writers::AtLeast(Role::Writer) },
        DocGenesis { kind: 9, key: b"2026-03".to_vec(), writers: Writers::Accounts(accounts.into()) },
    ];
    let one = |g: &DocGenesis| {
        let writers = match &g.writers {
            Writers::AtLeast(role) => json!({ "role": role.byte() }),
            Writers::Accounts(accounts) => json!({ "accounts": accounts.iter().map(hex).collect::<Vec<_>>() }),
        };
        json!({
            "space": hex(SPACE),
            "payload": hex(g.write().unwrap()),
            "kind": g.kind,
            "key": hex(&g.key),
            "writers": writers,
            "doc": hex(g.doc_id(&SPACE).unwrap()),
        })
    };
    let part = Part { kind: 1, id: [6; 16] };
    json!({
        "openings": all.iter().map(one).collect::<Vec<_>>(),
        "parts": [{ "payload": hex(part.write()), "kind": part.kind, "id": hex(part.id) }],
    })
}

pub(super) fn codes() -> Value {
    let one = |seed| {
        let hash = *Secret::random(&mut Seeded::new(seed)).expose();
        json!({ "hash": hex(hash), "code": ShortCode::from_hash(&hash).to_string() })
    };
    json!([one(51), one(52), one(53)])
}
