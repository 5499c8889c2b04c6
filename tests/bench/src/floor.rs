//! What nothing built on these libraries gets below: Automerge and SQLite bare.

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{Automerge, LoadOptions, ObjId, ObjType, ROOT, ReadDoc, Span, TextEncoding};
use rapport_people::Splice;
use std::path::Path;
use std::time::Instant;

/// One bare document with one text.
pub struct Text {
    pub am: Automerge,
    id: ObjId,
}

impl Text {
    pub fn new() -> Self {
        let mut am = Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit);
        let mut tx = am.transaction();
        let id = tx.put_object(ROOT, "text", ObjType::Text).expect("a text");
        tx.commit();
        Self { am, id }
    }

    /// The same text on another phone.
    pub fn fork(&self) -> Self {
        Self { am: self.am.fork(), id: self.id.clone() }
    }

    /// Types some edits as one change.
    pub fn splice(&mut self, edits: &[Splice]) {
        let mut tx = self.am.transaction();
        for Splice { at, delete, insert } in edits {
            let delete = isize::try_from(*delete).expect("small");
            tx.splice_text(&self.id, *at, delete, insert).expect("it fits");
        }
        tx.commit_with(CommitOptions::default());
    }
}

/// Loads a save, or changes one after the other.
pub fn load(bytes: &[u8]) -> Automerge {
    let options = LoadOptions::new().text_encoding(TextEncoding::Utf16CodeUnit);
    Automerge::load_with_options(bytes, options).expect("it loads")
}

/// Walks text and marks of a text once; gives their sizes so that it must be done.
pub fn walk(am: &Automerge, text: &ObjId) -> usize {
    let spans = am.spans(text).expect("a text");
    spans
        .map(|span| match span {
            Span::Text { text, marks } => text.len() + marks.map_or(0, |marks| marks.len()),
            Span::Block(block) => block.len() + 1,
        })
        .sum()
}

/// A bare file in the mode and with the syncing of a profile.
pub fn journal(folder: &Path, synchronous: &str) -> rusqlite::Connection {
    let file = tempfile::Builder::new().prefix("floor-").suffix(".db").tempfile_in(folder).expect("a file");
    let (_, path) = file.keep().expect("a file");
    let db = rusqlite::Connection::open(path).expect("a database");
    db.pragma_update(None, "journal_mode", "WAL").expect("WAL");
    db.pragma_update(None, "synchronous", synchronous).expect("syncing");
    db.execute_batch(include_str!("floor.sql")).expect("a table");
    db
}

/// Puts one row in, in a transaction of its own.
pub fn insert(db: &rusqlite::Connection, content: &[u8]) {
    let mut query = db.prepare_cached("INSERT INTO floor (content) VALUES (?1)").expect("a statement");
    query.execute([content]).expect("a row");
}

pub fn micros(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1e6
}
