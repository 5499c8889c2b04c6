//! Typing that a crash cut off: its rows become the change that they would
//! have become.

use super::burst::Burst;
use super::whole;
use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::losses::Loss;
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
                // There is no such document: the name of it in the rows is damaged.
                Err(NodeError::NotFound(_)) => self.tell_of_typing_of_nothing(&id)?,
                // Its rows stay for the version that can write it.
                Err(NodeError::NeedsUpdate | NodeError::Write(_) | NodeError::DamagedDocument(_)) => {}
                other => other?,
            }
        }
        Ok(())
    }

    fn tell_of_typing_of_nothing(&mut self, id: &DocId) -> NodeResult<()> {
        let rows = journal::of_doc(self.store.read(), id)?.len();
        let changes = u32::try_from(rows).unwrap_or(u32::MAX);
        let loss = Loss { doc: None, changes, moved: false, at_ms: self.ports.now_ms() };
        self.store.write(|tx| {
            loss.note(tx)?;
            journal::clear(tx, id)
        })?;
        Ok(())
    }

    fn recover_in(&mut self, id: &DocId) -> NodeResult<()> {
        let now = self.ports.now_ms();
        let doc = self.doc(id)?;
        let rows = journal::of_doc(self.store.read(), id)?;
        let mut base = Heads::default();
        let mut edits = Vec::new();
        let (mut moved, mut lost) = (false, 0u32);
        for row in rows {
            if let Some(heads) = Heads::from_bytes(&row.base).filter(|heads| !heads.ids().is_empty()) {
                base = heads;
            }
            let delta = rapport_documents::burst::decode(&row.row);
            // Words of which a letter has changed are kept, and told of.
            if delta.is_err() || !whole::is_whole(id, &row) {
                lost = lost.saturating_add(1);
            }
            edits.extend(delta.map(|delta| (SectionId::new(row.part), delta)));
        }
        if lost > 0 || base != doc.heads() {
            // Its places mean nothing here: what was typed is kept at the end.
            let nowhere = edits.iter().filter(|(section, _)| note::read(&doc, *section).is_none()).count();
            lost = lost.saturating_add(u32::try_from(nowhere).unwrap_or(u32::MAX));
            edits = at_the_end(&doc, &edits);
            moved = !edits.is_empty();
        }
        let loss = Loss { doc: Some(*id), changes: lost, moved, at_ms: now };
        self.typing.last_burst += 1;
        let space = self.space_of(id)?;
        let burst = Burst::begin(self.typing.last_burst, space, doc.heads(), now).again(edits, loss);
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
