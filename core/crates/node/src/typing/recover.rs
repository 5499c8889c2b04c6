//! Typing that a crash cut off: its rows become the change that they would
//! have become.

use super::burst::Burst;
use crate::Node;
use crate::error::{NodeError, NodeResult};
use rapport_documents::text::{Delta, Op};
use rapport_documents::{Heads, note};
use rapport_ids::{DocId, SectionId};
use rapport_store::tables::journal;
use std::collections::BTreeMap;

impl Node {
    /// Takes up what the journal still holds: called once at the start, before
    /// anything else is written. One document that cannot take it up keeps the
    /// others from nothing.
    pub(crate) fn recover_typing(&mut self) -> NodeResult<()> {
        for id in journal::docs(self.store.read())? {
            match self.recover_in(&id) {
                // Its rows stay for the version that can write it.
                Err(NodeError::NeedsUpdate | NodeError::Write(_) | NodeError::DamagedDocument(_)) => {}
                other => other?,
            }
        }
        Ok(())
    }

    fn recover_in(&mut self, id: &DocId) -> NodeResult<()> {
        let now = self.ports.now_ms();
        let doc = self.doc(id)?;
        let rows = journal::of_doc(self.store.read(), id)?;
        let mut base = Heads::default();
        let mut edits = Vec::new();
        let mut whole = true;
        for row in rows {
            if let Some(heads) = Heads::from_bytes(&row.base).filter(|heads| !heads.ids().is_empty()) {
                base = heads;
            }
            match rapport_documents::burst::decode(&row.row) {
                Ok(delta) => edits.push((SectionId::new(row.part), delta)),
                Err(_) => whole = false,
            }
        }
        if !whole || base != doc.heads() {
            // Its places mean nothing here: what was typed is kept at the end.
            edits = at_the_end(&doc, &edits);
            self.mended_with_loss = self.mended_with_loss.saturating_add(1);
        }
        self.typing.last_burst += 1;
        let space = self.space_of(id)?;
        let burst = Burst::begin(self.typing.last_burst, space, doc.heads(), now).again(edits);
        self.typing.bursts.insert(*id, burst);
        let ended = self.end_burst(id);
        if ended.is_err() {
            self.typing.bursts.remove(id);
        }
        ended
    }
}

/// The words of edits whose places are lost, each after what its section holds.
fn at_the_end(doc: &rapport_documents::Doc, edits: &[(SectionId, Delta)]) -> Vec<(SectionId, Delta)> {
    let mut words: BTreeMap<SectionId, Delta> = BTreeMap::new();
    for (section, delta) in edits {
        let Some(text) = note::read(doc, *section) else { continue };
        let all = words.entry(*section).or_insert_with(|| {
            let mut all = Delta::new();
            all.keep(text.len(), None);
            all
        });
        for op in delta.ops() {
            if let Op::Insert { text, style, .. } = op {
                all.insert(text, style.clone());
            }
        }
    }
    words.into_iter().collect()
}
