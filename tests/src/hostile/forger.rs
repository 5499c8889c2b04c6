//! A member's device in the hands of somebody who knows the format.

use automerge::{ActorId, AutoCommit};
use rapport_ids::{AccountId, DocId, EntryId, SpaceId};
use rapport_node::Secret;
use rapport_seal::payload::Changes;
use rapport_seal::{DeviceKeys, Entry, HpkeSecret, Kind, SignedEntry, vault};
use rapport_store::tables::{changes, docs, entries, meta, ops, outbox, secrets};
use rapport_wire::Class;
use rusqlite::Connection;
use std::path::Path;

/// Writes into the profile of a phone that is not running.
pub(crate) struct Forger {
    conn: Connection,
    keys: DeviceKeys,
    space: SpaceId,
}

impl Forger {
    /// The profile in this folder, whose vault has this key.
    pub(crate) fn open(folder: &Path, key: [u8; 32], space: SpaceId) -> Self {
        let conn = Connection::open(folder.join("rapport.db")).expect("the file");
        let key = Secret::new(key);
        let secret = |name: &str| -> [u8; 32] {
            let sealed = secrets::get(&conn, name).expect("read").expect("there");
            vault::open(&key, name, &sealed).expect("the key").as_slice().try_into().expect("a secret")
        };
        let account = meta::get(&conn, "account").expect("read").expect("there");
        let account = AccountId::from_slice(&account).expect("an id");
        let hpke = HpkeSecret::from_bytes(&Secret::new(secret("device.hpke"))).expect("a key");
        let keys = DeviceKeys::new(account, &Secret::new(secret("device.sign")), hpke);
        Self { conn, keys, space }
    }

    /// Puts an entry into the chain and the outbox, as the phone itself would.
    pub(crate) fn write(&mut self, doc: DocId, payload: Vec<u8>) {
        let tip = self.tips().pop().expect("a chain");
        self.write_at(tip, doc, payload);
    }

    /// The same, by what an earlier operation allowed. Gives the signed bytes.
    pub(crate) fn write_at(&mut self, tip: EntryId, doc: DocId, payload: Vec<u8>) -> (EntryId, Vec<u8>) {
        let device = self.keys.id();
        let (last, prev) = entries::head(&self.conn, &self.space, &device).expect("read").unwrap_or((0, EntryId::NONE));
        let entry = Entry { kind: Kind::CHANGES, device, dseq: last + 1, prev, doc, tip, created_ms: 1, payload };
        let signed = entry.sign(&self.space, &self.keys).expect("signed");
        let row =
            entries::EntryRow { device, dseq: last + 1, entry: signed.id(), prev, state: entries::EntryState::Stands };
        let tx = self.conn.transaction().expect("a transaction");
        entries::insert(&tx, &self.space, &row).expect("written");
        tx.commit().expect("written");
        let bytes = signed.to_bytes().expect("bytes");
        self.send(signed.id(), &bytes);
        (signed.id(), bytes)
    }

    /// Has an entry sealed and sent once more: another record with the same in it.
    pub(crate) fn send(&mut self, entry: EntryId, signed: &[u8]) {
        let tx = self.conn.transaction().expect("a transaction");
        outbox::insert(&tx, &self.space, Class::Log.byte(), &entry, signed, 1).expect("written");
        tx.commit().expect("written");
    }

    /// The control operations that the phone knows, the oldest first.
    pub(crate) fn tips(&self) -> Vec<EntryId> {
        let all = ops::of_space(&self.conn, &self.space).expect("read");
        all.iter().filter(|op| is_control(&self.space, &op.signed)).map(|op| op.entry).collect()
    }

    /// Whether a document is in this profile as a whole.
    pub(crate) fn has(&self, doc: &DocId) -> bool {
        docs::get(&self.conn, doc).expect("read").is_some_and(|row| row.save.is_some())
    }

    /// A change of a document by this device, made with the library itself.
    pub(crate) fn change(&self, doc: &DocId, actor: ActorId, act: impl FnOnce(&mut AutoCommit)) -> Vec<u8> {
        let row = docs::get(&self.conn, doc).expect("read").expect("the document");
        let mut am = match &row.save {
            Some(save) => AutoCommit::load(save).expect("a document"),
            None => AutoCommit::new(),
        };
        for raw in changes::of_doc(&self.conn, doc).expect("read") {
            am.load_incremental(&raw).expect("a change");
        }
        am.set_actor(actor);
        act(&mut am);
        am.commit();
        am.get_last_local_change().expect("a change").raw_bytes().to_vec()
    }

    /// The actor of one of this device's lives.
    pub(crate) fn actor(&self, run: u32) -> ActorId {
        let mut bytes = self.keys.id().as_bytes().to_vec();
        bytes.extend(run.to_be_bytes());
        ActorId::from(bytes.as_slice())
    }
}

/// What an entry with one change carries.
pub(crate) fn payload(raw: Vec<u8>) -> Vec<u8> {
    Changes::new(vec![raw]).expect("changes").write().expect("a payload")
}

/// What looks like a change and is none: the right first bytes, then nothing.
pub(crate) fn hollow() -> Vec<u8> {
    let mut raw = vec![0x85, 0x6f, 0x4a, 0x83, 0, 0, 0, 0, 1];
    raw.extend([0; 40]);
    raw
}

fn is_control(space: &SpaceId, signed: &[u8]) -> bool {
    let entry = SignedEntry::from_bytes(space, signed).expect("an entry");
    entry.entry().kind.class() == Some(Class::Control)
}
