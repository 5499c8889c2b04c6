//! Folding: the changes of a document become one verified whole. The whole
//! before it stays beside it for a day, until the new one has been read back.
//!
//! Checking and saving a long note takes tens of milliseconds: that part can
//! run without the node, on a copy of the document.

use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::hidden;
use rapport_documents::{Doc, DocKind, Stored, full_check};
use rapport_ids::DocId;
use rapport_store::tables::{changes, docs};

/// Changes after which a document is folded also while people type.
const MANY: u32 = 200;
/// Bytes of changes after which it is.
const LARGE: u64 = 256 * 1024;

/// A document that is to be folded.
pub struct FoldJob {
    doc: Doc,
    /// The last of the changes that are in it.
    last: i64,
}

/// A document that has been checked, and its save.
pub struct Folded {
    id: DocId,
    kind: DocKind,
    last: i64,
    /// None when it did not pass its check.
    save: Option<Vec<u8>>,
}

impl FoldJob {
    /// Checks and saves. Needs nothing but the copy that it holds.
    pub fn run(self) -> Folded {
        let save = full_check(&self.doc).is_ok().then(|| self.doc.save());
        Folded { id: self.doc.id(), kind: self.doc.kind(), last: self.last, save }
    }
}

impl Node {
    /// The next document to fold: one with many changes, or, when nobody is at
    /// work (`idle`), one with any.
    ///
    /// # Errors
    /// The storage failed.
    pub fn fold_job(&mut self, idle: bool) -> NodeResult<Option<FoldJob>> {
        let idle = idle && !self.typing.is_typing();
        for (id, count, bytes, last) in changes::unfolded(self.store.read())? {
            if count >= MANY || bytes >= LARGE || idle {
                match self.doc(&id) {
                    Ok(doc) => return Ok(Some(FoldJob { doc, last })),
                    // Its changes stay for the version that knows it.
                    Err(NodeError::NeedsUpdate) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(None)
    }

    /// Keeps what a job made. Changes that came meanwhile stay beside it;
    /// nothing is dropped that the save does not hold.
    ///
    /// # Errors
    /// The storage failed: everything stays as it was.
    pub fn finish_fold(&mut self, folded: Folded) -> NodeResult<()> {
        let Folded { id, kind, last, save } = folded;
        let Some(save) = save else { return self.mend(&id) };
        let save = hidden::kept(&self.secrets, kind, &id, &save)?;
        let now = self.ports.now_ms();
        let keep = now.saturating_add(crate::tick::KEEP_OLD_MS);
        self.store.write(|tx| {
            docs::fold(tx, &id, &save, keep)?;
            changes::clear_until(tx, &id, last)
        })?;
        self.unsynced_since_ms.get_or_insert(now);
        Ok(())
    }

    /// Folds everything at once: for a clock without threads, and before a phone sleeps.
    ///
    /// # Errors
    /// The storage failed.
    pub fn fold_all(&mut self) -> NodeResult<()> {
        self.end_all_bursts()?;
        while let Some(job) = self.fold_job(true)? {
            self.finish_fold(job.run())?;
        }
        Ok(())
    }

    /// The day is over: if the newer whole reads back, the older one may go.
    pub(crate) fn drop_old_whole(&mut self, id: &DocId) -> NodeResult<()> {
        let row = docs::get(self.store.read(), id)?.ok_or(NodeError::NotFound("document"))?;
        let kind = DocKind::numbered(row.kind).ok_or(NodeError::NeedsUpdate)?;
        let save = row.save.map(|save| hidden::read(Some(&self.secrets), kind, id, save)).transpose();
        let load =
            |save: Option<Vec<u8>>| Doc::load(*id, kind, &Stored { save: save.as_deref(), changes: &[] }).is_ok();
        let reads = save.is_ok_and(load);
        if reads {
            self.store.write(|tx| docs::drop_old(tx, id))?;
            Ok(())
        } else {
            self.mend(id)
        }
    }
}
