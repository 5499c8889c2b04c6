//! A new device fetches a long note over loopback and can read it.

use crate::desk::PATIENCE;
use crate::floor;
use crate::input::Input;
use crate::row::Row;
use crate::shared_note::{self, SharedNote};
use crate::stats::{Bound, median};
use rapport_documents::{Doc, DocKind, Stored};
use rapport_membership::{Membership, Trust};
use rapport_seal::payload::{Certified, Changes};
use rapport_seal::{DeviceCard, EpochKey, Kind, Secret, SignedEntry, frame, vault};
use rapport_store::tables::{changes, docs, epochs, ops, records};
use rapport_store::{OpenOptions, Store};
use rapport_wire::{Class, Frame};
use std::path::Path;
use std::time::Instant;

const EDITS: usize = 20_000;
const TIMES: usize = 7;

pub fn rows(input: &Input) -> Vec<Row> {
    let typed = input.edits(EDITS);
    let shared = SharedNote::typed(&typed);
    let once = fetch(&shared, 0).1;
    let sealed = Sealed::of(&once, &shared);
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for nth in 1..=TIMES {
        ours.push(fetch(&shared, nth).0);
        let began = Instant::now();
        sealed.open();
        floor::load(&sealed.raws);
        floors.push(began.elapsed().as_secs_f64() * 1e3);
    }
    vec![Row {
        name: "a new device catches up 20,000 edits".to_owned(),
        unit: "ms",
        ours: median(&ours).unwrap_or(f64::NAN),
        floor: median(&floors),
        bound: Some(Bound::Times(2.0)),
        source: format!("{}, {} records", typed.source, sealed.frames.len()),
    }]
}

/// Fetches everything into a fresh copy; how long it took, and the copy.
fn fetch(shared: &SharedNote, nth: usize) -> (f64, std::path::PathBuf) {
    let folder = shared_note::copy(&shared.reader, &format!("copy-{nth}"));
    let phone = shared_note::open(&folder);
    let began = Instant::now();
    let report = phone.sync().pull(PATIENCE).expect("sync runs");
    let took = began.elapsed().as_secs_f64() * 1e3;
    assert_eq!(report.trouble, None, "{report:?}");
    let editor = phone.notes().open(shared.note, shared.section).expect("the note has come");
    assert!(!editor.whole().text.is_empty());
    drop(editor);
    phone.shutdown().expect("closed");
    (took, folder)
}

/// The records of the space as they were fetched, and what opens them.
struct Sealed {
    frames: Vec<Vec<u8>>,
    key: EpochKey,
    cards: Vec<DeviceCard>,
    /// All changes of the note, one after the other.
    raws: Vec<u8>,
}

impl Sealed {
    fn of(folder: &Path, shared: &SharedNote) -> Self {
        let secret = shared_note::key(folder);
        let store = Store::open(folder, OpenOptions::default()).expect("the file");
        let conn = store.read();
        let frames = records::of_class(conn, &shared.space, Class::Log.byte()).expect("records");
        let (epoch, sealed) = epochs::of_space(conn, &shared.space).expect("keys").pop().expect("a key");
        let name = format!("epoch/{}/{}", shared.space, epoch.tag());
        let opened = vault::open(&secret, &name, &sealed).expect("our own key");
        let key = EpochKey::new(Secret::new(opened.as_slice().try_into().expect("32 bytes")));
        let row = docs::get(conn, &shared.note.doc()).expect("read").expect("the note");
        let changes = changes::of_doc(conn, &shared.note.doc()).expect("changes");
        let changes: Vec<&[u8]> = changes.iter().map(Vec::as_slice).collect();
        let stored = Stored { save: row.save.as_deref(), changes: &changes };
        let doc = Doc::load(shared.note.doc(), DocKind::Note, &stored).expect("it loads");
        let raws = doc.changes().into_iter().flat_map(|change| change.raw).collect();
        Self { frames, key, cards: cards(conn, shared), raws }
    }

    /// Opens all of them: the seal, the signature, the changes.
    fn open(&self) {
        for bytes in &self.frames {
            let sealed = Frame::parse(bytes.clone()).expect("a frame");
            let entry: SignedEntry = frame::open(&sealed, &self.key).expect("it opens");
            assert!(self.cards.iter().any(|card| card.id == entry.entry().device && entry.is_by(card)));
            if entry.entry().kind == Kind::CHANGES {
                Changes::read(&entry.entry().payload).expect("changes");
            }
        }
    }
}

fn cards(conn: &rapport_store::Connection, shared: &SharedNote) -> Vec<DeviceCard> {
    let mut membership = Membership::new(shared.space);
    let mut chain = Vec::new();
    for op in ops::of_space(conn, &shared.space).expect("operations") {
        let signed = SignedEntry::from_bytes(&shared.space, &op.signed).expect("an entry");
        match Certified::read(&signed.entry().payload) {
            Ok(certified) if signed.entry().kind == Kind::CERTIFICATE => {
                membership.certify(&certified.0, Trust::Verified).expect("a certificate");
            }
            _ => chain.push(signed),
        }
    }
    let chain: Vec<_> = chain.iter().filter(|one| one.entry().kind.class() == Some(Class::Control)).collect();
    membership.insert_all(chain.into_iter().map(|one| (one, Trust::Verified)));
    let devices: std::collections::BTreeSet<_> = conn
        .prepare("SELECT device FROM devices WHERE space = ?1")
        .expect("a statement")
        .query_map([shared.space.as_bytes()], |row| Ok(rapport_ids::DeviceId::new(row.get(0)?)))
        .expect("devices")
        .collect::<Result<_, _>>()
        .expect("ids");
    devices.iter().filter_map(|device| membership.devices().get(device)).map(|kin| kin.card).collect()
}
