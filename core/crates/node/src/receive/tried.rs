//! Changes of others, tried on copies of their documents.

use super::Wanted;
use crate::Node;
use crate::error::{NodeError, NodeResult};
use rapport_documents::trial::SectionChange;
use rapport_documents::{Doc, DocKind, Fate, Part, PartKind, Writer};
use rapport_engine::{Fault, Hold, Item, Plan, Verdict, Wait};
use rapport_ids::{DeviceId, DocId};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// What came out for each document.
#[derive(Default)]
pub(super) struct Tried {
    pub(super) docs: BTreeMap<DocId, Next>,
}

/// The next state of a document, and what has to be stored for it.
pub(super) struct Next {
    pub(super) doc: Doc,
    /// Changes to keep, each with its name.
    pub(super) changes: Vec<([u8; 32], Vec<u8>)>,
    pub(super) sections: Vec<SectionChange>,
}

impl Node {
    /// Tries all changes of a plan. A record whose changes do not pass is held
    /// instead; the others count.
    pub(super) fn try_changes(&mut self, plan: &mut Plan) -> NodeResult<Tried> {
        let mut tried = Tried::default();
        let mut wanted = Wanted::new();
        for (index, item) in plan.items.iter_mut().enumerate() {
            let Some(doc) = item.entry().map(|entry| entry.entry().doc) else { continue };
            match item.verdict().clone() {
                Verdict::Opens(opening) => match DocKind::numbered(opening.kind) {
                    Some(kind) => self.open_new(&mut tried, doc, kind)?,
                    None => item.hold(Hold::NeedsUpdate("document kind")),
                },
                Verdict::Part(part) => match PartKind::numbered(part.kind) {
                    Some(kind) => {
                        if !self.add_part(&mut tried, doc, Part { kind, id: part.id })? {
                            item.hold(Hold::Fault(Fault::Payload));
                        }
                    }
                    None => item.hold(Hold::NeedsUpdate("part")),
                },
                Verdict::Changes(_) => wanted.entry(doc).or_default().push(index),
                _ => {}
            }
        }
        for (doc, indexes) in wanted {
            self.try_document(&mut tried, plan, doc, &indexes)?;
        }
        Ok(tried)
    }

    fn next_of<'a>(&mut self, tried: &'a mut Tried, id: DocId) -> NodeResult<&'a mut Next> {
        Ok(match tried.docs.entry(id) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(empty) => {
                let doc = self.doc(&id)?;
                empty.insert(Next { doc, changes: Vec::new(), sections: Vec::new() })
            }
        })
    }

    fn open_new(&self, tried: &mut Tried, id: DocId, kind: DocKind) -> NodeResult<()> {
        let here = rapport_store::tables::docs::opening(self.store.read(), &id)?.is_some();
        if here || tried.docs.contains_key(&id) {
            return Ok(());
        }
        let mut doc = Doc::create(id, kind)?;
        doc.write_as(Writer::first(self.me.keys.id()));
        tried.docs.insert(id, Next { doc, changes: Vec::new(), sections: Vec::new() });
        Ok(())
    }

    /// False when documents of this kind have no such part.
    fn add_part(&mut self, tried: &mut Tried, id: DocId, part: Part) -> NodeResult<bool> {
        let next = match self.next_of(tried, id) {
            Ok(next) => next,
            Err(NodeError::NotFound(_)) => return Ok(false),
            Err(error) => return Err(error),
        };
        if !part.kind.fits(next.doc.kind()) {
            return Ok(false);
        }
        if let Some(derived) = next.doc.add_part(part)? {
            next.changes.push((derived.id.0, derived.raw));
        }
        Ok(true)
    }

    fn try_document(&mut self, tried: &mut Tried, plan: &mut Plan, id: DocId, indexes: &[usize]) -> NodeResult<()> {
        let next = match self.next_of(tried, id) {
            Ok(next) => next,
            Err(NodeError::NeedsUpdate) => {
                hold_all(plan, indexes, &Hold::NeedsUpdate("document kind"));
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let raw: Vec<(usize, DeviceId, Vec<u8>)> = indexes.iter().flat_map(|index| raw_of(plan, *index)).collect();
        let batch: Vec<_> =
            raw.iter().map(|(_, device, raw)| rapport_documents::Incoming { device: *device, raw }).collect();
        let texts = next.doc.kind() == DocKind::Note;
        let trial = rapport_documents::trial(&next.doc, &batch, texts);
        for ((index, _, bytes), (change, fate)) in raw.iter().zip(&trial.fates) {
            let hold = match fate {
                Fate::Applied => {
                    next.changes.push((change.0, bytes.clone()));
                    continue;
                }
                Fate::Known => continue,
                Fate::Orphaned { missing } => match missing.first() {
                    Some(first) => Hold::Wait(Wait::Change(first.0)),
                    None => Hold::Fault(Fault::Change),
                },
                Fate::Rejected(_) => Hold::Fault(Fault::Change),
            };
            if let Some(item) = plan.items.get_mut(*index) {
                item.hold(hold);
            }
        }
        if let Some(doc) = trial.next {
            next.doc = doc;
            next.sections.extend(trial.sections);
        }
        Ok(())
    }
}

fn hold_all(plan: &mut Plan, indexes: &[usize], hold: &Hold) {
    for index in indexes {
        if let Some(item) = plan.items.get_mut(*index) {
            item.hold(hold.clone());
        }
    }
}

fn raw_of(plan: &Plan, index: usize) -> Vec<(usize, DeviceId, Vec<u8>)> {
    let Some(item): Option<&Item> = plan.items.get(index) else { return Vec::new() };
    match (item.verdict(), item.entry()) {
        (Verdict::Changes(raw), Some(entry)) => {
            raw.iter().map(|bytes| (index, entry.entry().device, bytes.clone())).collect()
        }
        _ => Vec::new(),
    }
}
