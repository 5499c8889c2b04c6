//! Writing what a person did: the document's change, the entries that carry
//! it, and what lists show of it, in one transaction.

use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::hidden;
use crate::own::{Author, Own};
use crate::people::People;
use rapport_documents::{Doc, OwnChange};
use rapport_ids::{DocId, SpaceId};
use rapport_store::Transaction;
use rapport_store::tables::{changes, docs};

impl Node {
    /// Writes the next state of a document with what travels of it.
    pub(crate) fn commit_document(
        &mut self,
        next: Doc,
        own: &[Own],
        made: &[OwnChange],
        also: impl FnOnce(&Transaction<'_>) -> NodeResult<()>,
    ) -> NodeResult<()> {
        let id = next.id();
        let space = self.space_of(&id)?;
        self.commit_documents(space, own, vec![(next, made.to_vec())], also)
    }

    /// The same for several documents of one space at once.
    pub(crate) fn commit_documents(
        &mut self,
        space: SpaceId,
        own: &[Own],
        next: Vec<(Doc, Vec<OwnChange>)>,
        also: impl FnOnce(&Transaction<'_>) -> NodeResult<()>,
    ) -> NodeResult<()> {
        self.refuse_guests()?;
        let (now_ms, created_ms) = (self.ports.now_ms(), self.ports.created_ms());
        Self::space_in(&mut self.spaces, self.store.read(), &space)?;
        let known = self.spaces.get(&space).ok_or(NodeError::NotFound("space"))?;
        let author =
            Author { me: &self.me, secrets: &self.secrets, membership: &known.membership, space, created_ms, now_ms };
        let people = self.people_of(&space)?;
        self.store.write(|tx| {
            write_documents(tx, &author, &people, own, &next)?;
            also(tx)
        })?;
        self.unsynced_since_ms.get_or_insert(now_ms);
        for (doc, _) in next {
            self.changed.add(crate::receive::of_kind(doc.kind()));
            self.docs.put(doc);
        }
        if !own.is_empty() {
            self.wants_push(&space);
            self.changed.add(crate::Topics::SYNC);
        }
        Ok(())
    }

    /// The space that a document stands in.
    pub(crate) fn space_of(&self, doc: &DocId) -> NodeResult<SpaceId> {
        let opening = docs::opening(self.store.read(), doc)?;
        opening.map(|(space, _, _)| space).ok_or(NodeError::NotFound("document"))
    }
}

/// The entries, the changes and what lists show of them.
pub(crate) fn write_documents(
    tx: &Transaction<'_>,
    author: &Author<'_>,
    people: &People,
    own: &[Own],
    next: &[(Doc, Vec<OwnChange>)],
) -> NodeResult<()> {
    author.write(tx, own)?;
    for (doc, made) in next {
        for change in made {
            let kept = hidden::kept(author.secrets, doc.kind(), &doc.id(), &change.raw)?;
            changes::insert(tx, &doc.id(), &change.id.0, &kept)?;
        }
        crate::project::show(tx, &author.space, doc, people, author.now_ms)?;
    }
    Ok(())
}
