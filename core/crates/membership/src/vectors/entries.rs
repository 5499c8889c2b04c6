//! Entries of every kind outside the control chain, sealed.

use super::keys::{SPACE, bundle_bytes};
use super::{entry, frontier, hex};
use crate::document::{DocGenesis, Part, Writers};
use crate::role::Role;
use crate::testing::{Person, Seeded};
use rapport_ids::{DocId, EntryId, EpochTag, LogId, RecordId};
use rapport_seal::frame::{ShareSeal, seal, seal_share};
use rapport_seal::payload::{
    Attest, Certified, Changes, Chunk, KeyRequest, LeaveRequest, Live, Place, Presence, Snapshot, SnapshotSeen,
    Submission, Whole,
};
use rapport_seal::revocation::Revoke;
use rapport_seal::{
    ControlKey, DeviceKeys, Entry, EpochKey, Frontier, HpkeSecret, Kind, Mark, Revocation, SignedEntry,
};
use rapport_wire::{Chain, Class, Frame};
use serde_json::{Value, json};

struct Desk {
    ada: Person,
    epoch: EpochKey,
    random: Seeded,
    dseq: u64,
    prev: EntryId,
    records: Vec<Value>,
}

const TIP: EntryId = EntryId::new([0x61; 32]);
const CREATED: u64 = 1_767_225_600_000;

impl Desk {
    fn new() -> Self {
        let mut random = Seeded::new(60);
        let epoch = EpochKey::generate(&mut random);
        Self { ada: Person::new(1, 2), epoch, random, dseq: 0, prev: EntryId::NONE, records: Vec::new() }
    }

    fn keys(&self) -> &DeviceKeys {
        self.ada.key()
    }

    /// Signs, seals and notes an entry of any kind.
    fn record(&mut self, name: &str, kind: Kind, doc: DocId, payload: Vec<u8>, fields: Value) -> SignedEntry {
        let mut what = Entry::plain(kind, self.keys().id(), TIP, CREATED, payload);
        what.doc = doc;
        if kind.class() == Some(Class::Log) {
            self.dseq += 1;
            (what.dseq, what.prev) = (self.dseq, self.prev);
        }
        let signed = what.sign(&SPACE, self.keys()).unwrap();
        if signed.entry().dseq > 0 {
            self.prev = signed.id();
        }
        let bytes = seal(&signed, &self.epoch, &mut self.random).unwrap();
        let frame = Frame::parse(bytes).unwrap();
        let header = frame.header();
        let record = self.epoch.record_key(&SPACE, &header.nonce);
        self.records.push(json!({
            "class": frame.class().byte(),
            "frame": hex(frame.bytes()),
            "record_id": hex(frame.record_id()),
            "key": hex(self.epoch.expose().expose()),
            "tag": hex(header.tag),
            "nonce": hex(header.nonce),
            "k_enc": hex(record.seal.expose()),
            "commitment": hex(header.commitment),
            "entry": entry(name, &signed, &self.keys().card().sign, fields),
        }));
        signed
    }
}

/// Not a change that Automerge would take, but one from the outside.
fn change(len: usize) -> Vec<u8> {
    let mut raw = vec![0x85, 0x6f, 0x4a, 0x83, 1, 2, 3, 4, 1];
    raw.resize(9 + len, 0x5a);
    raw
}

fn marks() -> Frontier {
    let mark = |n: u8| (rapport_ids::DeviceId::new([n; 16]), Mark { dseq: u64::from(n), entry: EntryId::new([n; 32]) });
    [mark(9), mark(3)].into_iter().collect()
}

pub(super) fn records() -> Value {
    let mut desk = Desk::new();
    let opening = DocGenesis { kind: 5, key: vec![7; 16], writers: Writers::AtLeast(Role::Writer) };
    let doc = opening.doc_id(&SPACE).unwrap();
    let fields = json!({ "kind": 5, "key": hex([7; 16]), "writers": { "role": 2 } });
    let genesis = desk.record("doc-genesis", Kind::DOC_GENESIS, doc, opening.write().unwrap(), fields);
    let changes = Changes::new(vec![change(20), change(400)]).unwrap();
    let fields = json!({ "changes": [hex(change(20)), hex(change(400))] });
    desk.record("changes", Kind::CHANGES, doc, changes.write().unwrap(), fields);
    let part = Part { kind: 1, id: [6; 16] };
    desk.record("part", Kind::PART, doc, part.write(), json!({ "kind": 1, "id": hex([6; 16]) }));
    large(&mut desk, doc);
    let attest = Attest {
        log_id: LogId::new([1; 16]),
        head: 77,
        chain: Chain::new([2; 32]),
        tip: TIP,
        exceptions: [RecordId::new([4; 32]), RecordId::new([3; 32])].into(),
        entries: marks(),
    };
    let fields = json!({
        "log_id": hex([1; 16]), "head": 77, "chain": hex([2; 32]), "tip": hex(TIP),
        "exceptions": [hex([3; 32]), hex([4; 32])], "entries": frontier(&marks()),
    });
    desk.record("attest", Kind::ATTEST, DocId::NONE, attest.write().unwrap(), fields);
    let snapshot =
        Snapshot { genesis: genesis.clone(), save: vec![0x5b; 700], vector: marks(), left_out: [TIP].into() };
    let fields = json!({
        "genesis": hex(genesis.to_bytes().unwrap()), "save": hex([0x5b; 700]),
        "vector": frontier(&marks()), "left_out": [hex(TIP)],
    });
    let sealed = desk.record("snapshot", Kind::SNAPSHOT, doc, snapshot.write().unwrap(), fields);
    let seen = SnapshotSeen { snapshot: sealed.id() };
    desk.record("snapshot-seen", Kind::SNAPSHOT_SEEN, doc, seen.write(), json!({ "snapshot": hex(sealed.id()) }));
    presence(&mut desk, doc);
    notices(&mut desk);
    let fields = json!({ "unknown": hex(b"from a newer version") });
    desk.record("unknown log kind", Kind(15), doc, b"from a newer version".to_vec(), fields);
    Value::Array(desk.records)
}

/// A small whole, cut as if it were large.
fn large(desk: &mut Desk, doc: DocId) {
    let whole = Changes::new(vec![change(300)]).unwrap().write().unwrap();
    for (kind, of) in [(Kind::CHANGES_MANIFEST, Kind::CHANGES), (Kind::SNAPSHOT_MANIFEST, Kind::SNAPSHOT)] {
        let whole = Whole::new(whole.clone()).unwrap();
        let mut chunks = Vec::new();
        for chunk in whole.chunks() {
            let fields = json!({ "whole": hex(chunk.whole), "index": chunk.index, "bytes": hex(&chunk.bytes) });
            chunks.push(desk.record("chunk", Kind::CHUNK, doc, chunk.write().unwrap(), fields).id());
        }
        let manifest = whole.manifest(of, chunks.clone());
        let fields = json!({
            "kind": of.0, "whole": hex(whole.hash()), "len": manifest.len,
            "chunks": chunks.iter().map(hex).collect::<Vec<_>>(),
        });
        let name = if kind == Kind::CHANGES_MANIFEST { "changes-manifest" } else { "snapshot-manifest" };
        desk.record(name, kind, doc, manifest.write().unwrap(), fields);
    }
}

fn presence(desk: &mut Desk, doc: DocId) {
    let chain = Mark { dseq: desk.dseq, entry: desk.prev };
    let place = Place { section: [8; 16], cursor: b"cursor".to_vec(), selected_from: Some(b"other".to_vec()) };
    let there = Presence { doc, place: Some(place), writing: true };
    let base = json!({ "run": hex([7; 16]), "dseq": chain.dseq, "entry": hex(chain.entry) });
    for (counter, name, presence, said) in [
        (
            1,
            "live",
            Some(there),
            json!({ "doc": hex(doc), "writing": true, "place": {
                "section": hex([8; 16]), "cursor": hex("cursor"), "selected_from": hex("other") } }),
        ),
        (2, "live, away", None, Value::Null),
    ] {
        let live = Live { run: [7; 16], counter, chain, presence };
        let mut fields = base.clone();
        fields["counter"] = json!(counter);
        fields["presence"] = said;
        desk.record(name, Kind::LIVE, DocId::NONE, live.write().unwrap(), fields);
    }
}

fn notices(desk: &mut Desk) {
    let bundle = desk.ada.bundle.clone();
    let listed = hex(bundle_bytes(&bundle));
    let certified = Certified(bundle.clone()).write().unwrap();
    desk.record("certificate", Kind::CERTIFICATE, DocId::NONE, certified, json!({ "certificates": listed }));
    let what = Revoke { device: desk.ada.devices[1].id(), last_op: TIP, last: Mark::START, standing: [].into() };
    let revocation = Revocation::by_root(&desk.ada.root, &SPACE, what).unwrap().write().unwrap();
    let fields = json!({ "revocation": hex(&revocation) });
    desk.record("revocation", Kind::REVOCATION, DocId::NONE, revocation, fields);
    let leave = LeaveRequest { account: desk.ada.id(), frontier: marks() };
    let fields = json!({ "account": hex(desk.ada.id()), "frontier": frontier(&marks()) });
    desk.record("leave-request", Kind::LEAVE_REQUEST, DocId::NONE, leave.write().unwrap(), fields);
    let request = KeyRequest { wanted: EpochTag::new([9; 16]), certificates: bundle };
    let fields = json!({ "wanted": hex([9; 16]), "certificates": listed });
    desk.record("key-request", Kind::KEY_REQUEST, DocId::NONE, request.write().unwrap(), fields);
}

/// How large payloads are cut: lengths only.
pub(super) fn wholes() -> Value {
    let one = |len: usize| {
        let whole = Whole::new(vec![0x77; len]).unwrap();
        let chunks: Vec<Chunk> = whole.chunks().collect();
        json!({
            "byte": 0x77, "len": len, "hash": hex(whole.hash()),
            "chunks": chunks.iter().map(|c| c.bytes.len()).collect::<Vec<_>>(),
        })
    };
    json!([one(1), one(rapport_seal::limits::CHUNK), one(rapport_seal::limits::CHUNK * 2 + 9)])
}

pub(super) fn shares() -> Value {
    let mut random = Seeded::new(70);
    let (ada, ben) = (Person::new(1, 2), Person::new(2, 1));
    let (key, control) = (EpochKey::generate(&mut random), ControlKey::generate(&mut random));
    let (to, to_control) = ([ada.devices[1].hpke().public(), ben.key().hpke().public()], [ben.key().hpke().public()]);
    let one = |control: Option<&ControlKey>, random: &mut Seeded| {
        let what = ShareSeal { space: SPACE, key: &key, to: &to, control: control.map(|c| (c, to_control.as_slice())) };
        let frame = Frame::parse(seal_share(&what, random).unwrap()).unwrap();
        json!({
            "frame": hex(frame.bytes()),
            "record_id": hex(frame.record_id()),
            "key": hex(key.expose().expose()),
            "tag": hex(frame.header().tag),
            "recipient_secret": hex(ben.key().hpke().expose().expose()),
            "control_seed": control.map(|c| hex(c.seed().expose())),
            "control_public": control.map(|c| hex(c.public())),
        })
    };
    json!([one(None, &mut random), one(Some(&control), &mut random)])
}

pub(super) fn submissions() -> Value {
    let mut random = Seeded::new(80);
    let (ada, to) = (Person::new(1, 1), HpkeSecret::generate(&mut random));
    let what = Submission { topic: [0x81; 32], body: b"what a coordinator may read".to_vec() };
    let named = what.seal_confidential(&SPACE, &to.public(), ada.key(), &mut random).unwrap();
    let nameless = what.seal_anonymous(&SPACE, &to.public(), b"a blind token", &mut random).unwrap();
    let base = json!({
        "space": hex(SPACE), "secret": hex(to.expose().expose()), "topic": hex(what.topic), "body": hex(&what.body),
    });
    let (mut a, mut b) = (base.clone(), base);
    a["sealed"] = json!(hex(named));
    a["device"] = json!(hex(ada.key().id()));
    a["account"] = json!(hex(ada.id()));
    a["signer"] = json!(hex(ada.key().card().sign));
    b["sealed"] = json!(hex(nameless));
    b["token"] = json!(hex("a blind token"));
    json!([a, b])
}
