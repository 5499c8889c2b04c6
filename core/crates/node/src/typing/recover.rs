//! Typing that a crash cut off: its rows become the change that they would
//! have become.

use super::burst::Burst;
use crate::Node;
use crate::error::{NodeError, NodeResult};
use rapport_documents::Heads;
use rapport_ids::SectionId;
use rapport_store::tables::journal;

impl Node {
    /// Takes up what the journal still holds: called once at the start, before
    /// anything else is written.
    pub(crate) fn recover_typing(&mut self) -> NodeResult<()> {
        let now = self.ports.now_ms();
        for id in journal::docs(self.store.read())? {
            let rows = journal::of_doc(self.store.read(), &id)?;
            let mut base = Heads::default();
            let mut edits = Vec::new();
            for row in rows {
                if let Some(heads) = Heads::from_bytes(&row.base).filter(|heads| !heads.ids().is_empty()) {
                    base = heads;
                }
                let delta = rapport_documents::burst::decode(&row.row).map_err(|_| damaged())?;
                edits.push((SectionId::new(row.part), delta));
            }
            self.typing.last_burst += 1;
            let space = self.space_of(&id)?;
            let burst = Burst::begin(self.typing.last_burst, space, base, now).again(edits);
            let heads = self.docs.get(self.store.read(), self.me.keys.id(), &id)?.heads();
            if *burst.base() != heads {
                return Err(NodeError::Bug("a journal for another state of its document"));
            }
            self.typing.bursts.insert(id, burst);
            self.end_burst(&id)?;
        }
        Ok(())
    }
}

const fn damaged() -> NodeError {
    NodeError::Store(rapport_store::StoreError::BadRow { table: "journal" })
}
