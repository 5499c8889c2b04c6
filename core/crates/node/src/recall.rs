//! What could not be brought back here may still stand at the relay: its log
//! is read once more from the beginning, and what came of it is put in.

use crate::Node;
use crate::error::NodeResult;
use crate::losses::Loss;
use rapport_ids::{DocId, RecordId, SpaceId};
use rapport_store::tables::cursors::{self, Cursor};
use rapport_store::tables::{docs, meta, records};
use rapport_store::{StoreResult, Transaction};
use rapport_wire::{Chain, Frame};

/// Under this and the name of a document stands what is looked for.
const KEY: &str = "recall ";

/// A document that lost something.
struct Recalled {
    doc: DocId,
    /// How many changes are looked for.
    lost: u32,
    /// The log is being read from its beginning.
    begun: bool,
}

impl Recalled {
    fn put(&self, tx: &Transaction<'_>) -> StoreResult<()> {
        let mut bytes = self.lost.to_be_bytes().to_vec();
        bytes.push(u8::from(self.begun));
        meta::put(tx, &key(&self.doc), &bytes)
    }

    fn read(key: &str, bytes: &[u8]) -> Option<Self> {
        let (lost, rest) = bytes.split_first_chunk::<4>()?;
        let doc = key.strip_prefix(KEY)?.parse().ok()?;
        Some(Self { doc, lost: u32::from_be_bytes(*lost), begun: rest == [1] })
    }
}

fn key(doc: &DocId) -> String {
    format!("{KEY}{doc}")
}

/// Has the log of a space read again from its beginning by the next look at it.
/// `damaged` are records that hold nothing any more: as long as they are there,
/// nothing else is taken under their names.
pub(crate) fn ask(
    tx: &Transaction<'_>,
    space: &SpaceId,
    doc: &DocId,
    lost: u32,
    damaged: &[RecordId],
) -> StoreResult<()> {
    damaged.iter().try_for_each(|record| records::delete(tx, space, record))?;
    Recalled { doc: *doc, lost, begun: false }.put(tx)
}

impl Node {
    /// Records of a space whose bytes are not what they were.
    pub(crate) fn damaged_records(&self, space: &SpaceId) -> NodeResult<Vec<RecordId>> {
        let whole =
            |row: &records::Lying| Frame::parse(row.frame.clone()).is_ok_and(|sealed| sealed.record_id() == row.record);
        let all = records::all(self.store.read())?.into_iter();
        Ok(all.filter(|row| row.space == *space && !whole(row)).map(|row| row.record).collect())
    }

    /// Relays are asked once more for what documents lost before and nobody
    /// has seen yet.
    pub(crate) fn recall_losses(&mut self) -> NodeResult<()> {
        for id in Loss::all(self.store.read())?.into_iter().filter_map(|loss| loss.doc) {
            if docs::get(self.store.read(), &id)?.is_none() {
                continue;
            }
            let together = self.gather(&id)?;
            if together.lost > 0 {
                let damaged = self.damaged_records(&together.space)?;
                self.store.write(|tx| ask(tx, &together.space, &id, together.lost, &damaged))?;
            }
        }
        Ok(())
    }

    /// A space is about to be asked for: from its beginning, where something is
    /// looked for and this was not done yet.
    pub(crate) fn begin_recall(&mut self, space: &SpaceId) -> NodeResult<()> {
        let asked: Vec<_> = self.recalled(space)?.into_iter().filter(|one| !one.begun).collect();
        let (Some(cursor), false) = (cursors::get(self.store.read(), space)?, asked.is_empty()) else { return Ok(()) };
        self.store.write(|tx| {
            cursors::put(tx, space, &Cursor { seq: 0, chain: Chain::START, ..cursor })?;
            asked.into_iter().try_for_each(|one| Recalled { begun: true, ..one }.put(tx))
        })?;
        Ok(())
    }

    /// The log of a space has been read to its end: what came back is put into
    /// the documents that lost it, and is told as lost no more. Whether it has
    /// to be read once more, for what was lost meanwhile.
    pub(crate) fn take_up_recalled(&mut self, space: &SpaceId) -> NodeResult<bool> {
        let (begun, asked): (Vec<_>, Vec<_>) = self.recalled(space)?.into_iter().partition(|one| one.begun);
        for Recalled { doc, lost, .. } in begun {
            if self.docs.holds(&doc) {
                self.end_each(&[doc])?;
            }
            let together = self.gather(&doc)?;
            let back = lost.saturating_sub(together.lost);
            if back == 0 {
                self.store.write(|tx| meta::delete(tx, &key(&doc)))?;
                continue;
            }
            self.replace(together, |tx| {
                Loss::came_back(tx, doc, back)?;
                meta::delete(tx, &key(&doc))
            })?;
        }
        Ok(!asked.is_empty())
    }

    fn recalled(&self, space: &SpaceId) -> NodeResult<Vec<Recalled>> {
        let conn = self.store.read();
        let mut all = Vec::new();
        for (key, value) in meta::beginning_with(conn, KEY)? {
            let Some(one) = Recalled::read(&key, &value) else { continue };
            if docs::get(conn, &one.doc)?.is_some_and(|row| row.space == *space) {
                all.push(one);
            }
        }
        Ok(all)
    }
}
