//! What could not be brought back when something was mended. It is kept until
//! the person has seen it: they alone can say or write it again.

use crate::Node;
use crate::error::NodeResult;
use crate::topics::Topics;
use rapport_domain::sort;
use rapport_ids::DocId;
use rapport_store::tables::meta;
use rapport_store::{Connection, StoreResult, Transaction};

/// Under this and the name of its document each loss stands in the profile.
const KEY: &str = "lost ";

/// Something that came back without some of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Loss {
    /// Which document; none when that is not known.
    pub(crate) doc: Option<DocId>,
    /// Changes that are gone, and rows of typing.
    pub(crate) changes: u32,
    /// Whether typing whose place was lost was put at the end.
    pub(crate) moved: bool,
    pub(crate) at_ms: i64,
}

impl Loss {
    /// Writes it down, in the transaction that mends.
    pub(crate) fn note(self, tx: &Transaction<'_>) -> StoreResult<()> {
        if self.changes == 0 && !self.moved {
            return Ok(());
        }
        let key = key(self.doc);
        // What was lost before and has not been seen yet stays lost.
        let before = meta::get(tx, &key)?.and_then(|bytes| read(self.doc, &bytes));
        let changes = self.changes.saturating_add(before.map_or(0, |before| before.changes));
        let moved = self.moved || before.is_some_and(|before| before.moved);
        let mut bytes = changes.to_be_bytes().to_vec();
        bytes.push(u8::from(moved));
        bytes.extend(self.at_ms.to_be_bytes());
        meta::put(tx, &key, &bytes)
    }

    /// So many changes of a document are here again.
    pub(crate) fn came_back(tx: &Transaction<'_>, doc: DocId, changes: u32) -> StoreResult<()> {
        let key = key(Some(doc));
        let Some(loss) = meta::get(tx, &key)?.and_then(|bytes| read(Some(doc), &bytes)) else { return Ok(()) };
        meta::delete(tx, &key)?;
        Self { changes: loss.changes.saturating_sub(changes), ..loss }.note(tx)
    }

    /// All that nobody has seen yet, the oldest first.
    pub(crate) fn all(conn: &Connection) -> StoreResult<Vec<Self>> {
        let rows = meta::beginning_with(conn, KEY)?.into_iter();
        let known = |(key, bytes): (String, Vec<u8>)| read(key.strip_prefix(KEY)?.parse().ok(), &bytes);
        let mut all: Vec<Self> = rows.filter_map(known).collect();
        sort::by_key(&mut all, |loss| (loss.at_ms, loss.doc));
        Ok(all)
    }
}

fn key(doc: Option<DocId>) -> String {
    doc.map_or_else(|| KEY.to_owned(), |doc| format!("{KEY}{doc}"))
}

fn read(doc: Option<DocId>, bytes: &[u8]) -> Option<Loss> {
    let (changes, rest) = bytes.split_first_chunk::<4>()?;
    let (moved, at_ms) = rest.split_first()?;
    let at_ms = i64::from_be_bytes(at_ms.try_into().ok()?);
    Some(Loss { doc, changes: u32::from_be_bytes(*changes), moved: *moved != 0, at_ms })
}

impl Node {
    /// What the file lost before it was opened; told once.
    pub(crate) fn note_unread(&mut self) -> NodeResult<()> {
        let (changes, at_ms) = (self.store.unread_commits(), self.ports.now_ms());
        if changes > 0 {
            self.store.write(|tx| Loss { doc: None, changes, moved: false, at_ms }.note(tx))?;
            // What is left of the log would be found again.
            self.store.checkpoint()?;
        }
        Ok(())
    }

    /// The person has seen what could not be brought back: it is told no more.
    ///
    /// # Errors
    /// The storage failed.
    pub fn losses_seen(&mut self) -> NodeResult<()> {
        let seen = Loss::all(self.store.read())?;
        if seen.is_empty() {
            return Ok(());
        }
        self.store.write(|tx| seen.iter().try_for_each(|loss| meta::delete(tx, &key(loss.doc))))?;
        self.changed.add(Topics::SYNC);
        Ok(())
    }
}
