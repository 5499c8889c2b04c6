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
        if !idle || self.typing.is_typing() {
            return self.job_among_many();
        }
        let mut after = None;
        while let Some(id) = changes::next_unfolded(self.store.read(), after.as_ref())? {
            if let Some(job) = self.job_of(&id)? {
                return Ok(Some(job));
            }
            after = Some(id);
        }
        Ok(None)
    }

    /// The first document that is worth folding while people work.
    fn job_among_many(&mut self) -> NodeResult<Option<FoldJob>> {
        for (id, count) in changes::unfolded(self.store.read())? {
            // What a document weighs is asked only of those that people work on.
            let much = count >= MANY || (self.docs.holds(&id) && changes::size(self.store.read(), &id)?.1 >= LARGE);
            if much && let Some(job) = self.job_of(&id)? {
                return Ok(Some(job));
            }
        }
        Ok(None)
    }

    /// None for a document of a newer version: its changes stay for the one
    /// that knows it.
    fn job_of(&mut self, id: &DocId) -> NodeResult<Option<FoldJob>> {
        let Some(last) = changes::last(self.store.read(), id)? else { return Ok(None) };
        match self.doc(id) {
            Ok(doc) => Ok(Some(FoldJob { doc, last })),
            Err(NodeError::NeedsUpdate) => Ok(None),
            Err(error) => Err(error),
        }
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
