//! A member whose phone writes what no document takes: it is set apart, and
//! all else goes on.

use super::base::{ANN, BEN, Stage, append, begin};
use super::facts::Facts;
use crate::world::look;
use crate::world::zones::Zones;
use automerge::transaction::Transactable;
use automerge::{ActorId, AutoCommit, ROOT};
use rapport_core::ports::{KeyVault, SystemClock, VaultProblem};
use rapport_core::{Config, Failure, Platform, Rapport};
use rapport_documents::WriteProblem;
use rapport_domain::note::NoteAct;
use rapport_ids::{DocId, EntryId, SpaceId};
use rapport_node::{NodeError, Secret, view};
use rapport_seal::payload::Changes;
use rapport_seal::{DeviceKeys, Entry, HpkeSecret, Kind, SignedEntry, vault};
use rapport_store::tables::{changes, docs, entries, meta, ops, outbox, secrets};
use rapport_wire::Class;
use rusqlite::Connection;
use std::sync::Arc;

/// Ben's device in the hands of somebody who knows the format.
struct Forger {
    conn: Connection,
    keys: DeviceKeys,
    space: SpaceId,
}

impl Forger {
    fn new(stage: &Stage) -> Self {
        let conn = Connection::open(stage.profile(BEN).join("rapport.db")).expect("the file");
        let key = Secret::new(stage.base.ben());
        let secret = |name: &str| -> [u8; 32] {
            let sealed = secrets::get(&conn, name).expect("read").expect("there");
            vault::open(&key, name, &sealed).expect("the key").as_slice().try_into().expect("a secret")
        };
        let account = meta::get(&conn, "account").expect("read").expect("there");
        let account = rapport_ids::AccountId::from_slice(&account).expect("an id");
        let hpke = HpkeSecret::from_bytes(&Secret::new(secret("device.hpke"))).expect("a key");
        let keys = DeviceKeys::new(account, &Secret::new(secret("device.sign")), hpke);
        Self { conn, keys, space: stage.base.space }
    }

    /// Puts an entry into the chain and the outbox, as the phone itself would.
    fn write(&mut self, doc: DocId, payload: Vec<u8>) {
        let device = self.keys.id();
        let (last, prev) = entries::head(&self.conn, &self.space, &device).expect("read").expect("a chain");
        let tip = ops::of_space(&self.conn, &self.space).expect("read");
        let tip: EntryId = tip.iter().rev().find(|op| is_control(&self.space, &op.signed)).expect("a chain").entry;
        let entry = Entry { kind: Kind::CHANGES, device, dseq: last + 1, prev, doc, tip, created_ms: 1, payload };
        let signed = entry.sign(&self.space, &self.keys).expect("signed");
        let tx = self.conn.transaction().expect("a transaction");
        let row =
            entries::EntryRow { device, dseq: last + 1, entry: signed.id(), prev, state: entries::EntryState::Stands };
        entries::insert(&tx, &self.space, &row).expect("written");
        let bytes = signed.to_bytes().expect("bytes");
        outbox::insert(&tx, &self.space, Class::Log.byte(), &signed.id(), &bytes, 1).expect("written");
        tx.commit().expect("written");
    }

    /// A change of a document by this device, made with the library itself.
    fn change(&self, doc: &DocId, actor: ActorId, act: impl FnOnce(&mut AutoCommit)) -> Vec<u8> {
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
    fn actor(&self, run: u32) -> ActorId {
        let mut bytes = self.keys.id().as_bytes().to_vec();
        bytes.extend(run.to_be_bytes());
        ActorId::from(bytes.as_slice())
    }
}

fn payload(raw: Vec<u8>) -> Vec<u8> {
    Changes::new(vec![raw]).expect("changes").write().expect("a payload")
}

fn is_control(space: &SpaceId, signed: &[u8]) -> bool {
    let entry = SignedEntry::from_bytes(space, signed).expect("an entry");
    entry.entry().kind.class() == Some(Class::Control)
}

/// Both sync until nothing is left.
fn both(stage: &Stage, ann: &mut rapport_node::Node, ben: &mut rapport_node::Node) {
    for _ in 0..3 {
        stage.world.clock.advance(20 * 60 * 1000);
        for node in [&mut *ann, &mut *ben] {
            super::carry::sync(&stage.world.relay, node, &mut Facts::default()).expect("a healthy disk");
        }
    }
}

#[test]
fn poisoned_changes_are_set_apart_and_all_else_goes_on() {
    let mut stage = Stage::new(1);
    // Folded, so that the forger has the whole.
    let mut ben = stage.open_ben();
    ben.fold_all().expect("folded");
    drop(ben);
    let mut forger = Forger::new(&stage);
    let (goal, note) = (stage.base.goal.doc(), stage.base.note.doc());
    let stranger = ActorId::from([7u8; 20].as_slice());
    let by_another = forger.change(&goal, stranger, |am| am.put(ROOT, "title", "not mine").expect("put"));
    let mut cut_off = forger.change(&goal, forger.actor(77), |am| am.put(ROOT, "x", 1).expect("put"));
    cut_off.truncate(cut_off.len() - 3);
    let mut zeros = vec![0x85, 0x6f, 0x4a, 0x83, 0, 0, 0, 0, 1];
    zeros.extend([0; 40]);
    for raw in [zeros, by_another, cut_off] {
        forger.write(goal, payload(raw.clone()));
        forger.write(note, payload(raw));
    }
    forger.write(goal, b"no changes at all".to_vec());
    forger.write(note, Vec::new());
    drop(forger);
    let mut ben = stage.open_ben();
    begin(&mut ben, stage.base.space, "After the poison", &mut stage.facts).expect("a goal");
    let mut ann = stage.open_ann().expect("it opens");
    both(&stage, &mut ann, &mut ben);
    let line = look::line(&ann, stage.now());
    assert_eq!((line.quarantined, line.deferred), (8, 0), "{line:?}");
    let held = look::through(&ann, stage.now(), view::sync::held).expect("the held");
    assert!(held.iter().all(|row| row.kind == view::sync::HeldKind::Quarantined), "{held:?}");
    // What came after it has arrived, and both write on in the same documents.
    let screen = ben.open_screen(stage.base.note, stage.base.section).expect("a screen");
    append(&screen, "On we go. ");
    ben.end_burst(&note).expect("written");
    stage.facts.text("On we go. ");
    both(&stage, &mut ann, &mut ben);
    stage.facts.assert(&stage, &ann, "", "after the poison");
    stage.facts.assert(&stage, &ben, "", "after the poison");
    // It stays set apart when the documents are put together again.
    ann.mend(&note).expect("mended");
    ann.mend(&goal).expect("mended");
    stage.facts.assert(&stage, &ann, "", "mended");
}

#[test]
fn a_document_of_a_newer_schema_is_shown_and_not_written() {
    let mut stage = Stage::new(2);
    let mut ben = stage.open_ben();
    ben.fold_all().expect("folded");
    drop(ben);
    let mut forger = Forger::new(&stage);
    let note = stage.base.note.doc();
    let newer = forger.change(&note, forger.actor(78), |am| am.put(ROOT, "min_reader", 9u64).expect("put"));
    forger.write(note, payload(newer));
    drop(forger);
    let mut ann = stage.open_ann().expect("it opens");
    let screen = ann.open_screen(stage.base.note, stage.base.section).expect("a screen");
    append(&screen, "While it came. ");
    ann.journal().expect("journalled");
    stage.facts.text("While it came. ");
    let mut ben = stage.open_ben();
    both(&stage, &mut ann, &mut ben);
    let seen = look::through(&ann, stage.now(), |lens| view::notes::note(lens, stage.base.note)).expect("shown");
    assert!(seen.needs_update);
    stage.facts.assert(&stage, &ann, "", "what was typed before it came");
    // The shape of the note is refused, and nothing changes.
    let before = look::dump(ann.reader().expect("a reader").conn(), &[]);
    let refused = ann.act_on_note(stage.base.note, NoteAct::Delete);
    assert_eq!(refused, Err(NodeError::Write(WriteProblem::NeedsUpdate(9))));
    assert_eq!(before, look::dump(ann.reader().expect("a reader").conn(), &[]));
    // Typing waits in the journal for the version that can write it; all else
    // goes on meanwhile, also after a new start.
    append(&screen, "Later. ");
    for _ in 0..10 {
        stage.world.clock.advance(5_000);
        ann.tick().expect("a turn");
    }
    assert_eq!(ann.end_burst(&note), Err(NodeError::Write(WriteProblem::NeedsUpdate(9))));
    ann.settle(&note).expect("it can be read all the same");
    begin(&mut ann, stage.base.space, "Meanwhile", &mut stage.facts).expect("a goal");
    both(&stage, &mut ann, &mut ben);
    drop(screen);
    stage.kill(ann);
    let mut ann = stage.open_ann().expect("it opens");
    ann.tick().expect("a turn");
    both(&stage, &mut ann, &mut ben);
    stage.facts.assert(&stage, &ann, "", "after a new start");
    stage.facts.assert(&stage, &ben, "", "the other");
    let waiting = rapport_store::tables::journal::of_doc(ann.reader().expect("a reader").conn(), &note).expect("read");
    assert_eq!(waiting.len(), 1, "the typing waits");
    stage.kill(ann);
    // A shell hears the same: it is no fault of ours, and there is something to do.
    let ann = Rapport::open(Config::new(stage.profile(ANN)), platform(stage.base.ann())).expect("it opens");
    let newer = || Failure::NeedsUpdate { minimum: 9 };
    assert_eq!(ann.notes().open(stage.base.note, stage.base.section).map(|_| ()), Err(newer()));
    assert_eq!(ann.notes().act(stage.base.note, NoteAct::Delete), Err(newer()));
    let shown = ann.notes().view(stage.base.note).expect("it is shown");
    assert!(shown.needs_update && shown.sections[0].text.text.contains("While it came. "));
    ann.shutdown().expect("shut down");
}

struct Kept([u8; 32]);

impl KeyVault for Kept {
    fn load(&self) -> Result<Option<[u8; 32]>, VaultProblem> {
        Ok(Some(self.0))
    }

    fn store(&self, _: &[u8; 32]) -> Result<(), VaultProblem> {
        Err(VaultProblem::Locked)
    }
}

fn platform(key: [u8; 32]) -> Platform {
    Platform { clock: Arc::new(SystemClock), zones: Arc::new(Zones), vault: Arc::new(Kept(key)), log: None }
}
