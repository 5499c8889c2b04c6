//! Tries changes on a copy and looks at what came of it.

use super::{Candidate, Passed, Reason, deltas, full};
use crate::doc::Doc;
use crate::genesis::EVENTS;
use crate::heads::{ChangeId, Heads};
use crate::kind::DocKind;
use crate::note;
use crate::quiet;
use crate::raw;
use automerge::{Automerge, Change, Cursor, ObjId, PatchLog, ROOT, ReadDoc, Value};
use rapport_domain::sort;
use std::collections::BTreeMap;

/// All of the changes or none. They are in order.
pub(super) fn attempt(doc: &Doc, changes: &[Candidate<'_>], texts: bool) -> Result<Passed, Reason> {
    quiet::catch(|| tried(doc, changes, texts))?
}

fn tried(doc: &Doc, changes: &[Candidate<'_>], texts: bool) -> Result<Passed, Reason> {
    let mut am = doc.am().clone();
    let texts = texts && doc.kind() == DocKind::Note;
    let mut log = if texts { PatchLog::active() } else { PatchLog::inactive() };
    am.apply_changes_log_patches(
        changes.iter().map(|candidate| candidate.change.clone()).collect::<Vec<_>>(),
        &mut log,
    )
    .map_err(|error| match error {
        automerge::AutomergeError::DuplicateSeqNumber(..) => Reason::Duplicate,
        _ => Reason::Library,
    })?;
    if !am.get_missing_deps(&[]).is_empty() || Heads::from(am.get_heads()) != expected_heads(doc, changes) {
        return Err(Reason::Heads);
    }
    same_again(doc, &am, changes)?;
    let next = doc.with(am);
    if changes.iter().any(|candidate| candidate.shape) {
        in_shape(doc, &next)?;
    }
    let marked = changes.iter().any(|candidate| !candidate.marks.is_empty());
    let mut fully_checked = false;
    if marked && !marks_certain(&next, changes) {
        full::full_check(&next).map_err(Reason::Damage)?;
        fully_checked = true;
    }
    let sections = if texts {
        let patches = next.am().make_patches(&mut log);
        deltas::of_sections(doc, &next, &patches, marked).map_err(|_| Reason::Library)?
    } else {
        BTreeMap::new()
    };
    // Text alone reads as it is.
    if changes.iter().any(|candidate| candidate.keys) {
        full::reads(&next).map_err(Reason::Damage)?;
    }
    Ok(Passed { doc: next, sections, fully_checked })
}

/// The heads if everything was taken as it says.
fn expected_heads(doc: &Doc, changes: &[Candidate<'_>]) -> Heads {
    let mut heads: std::collections::BTreeSet<ChangeId> = sort::set(doc.heads().ids().iter().copied());
    for candidate in changes {
        for dependency in &candidate.peek.dependencies {
            heads.remove(dependency);
        }
        heads.insert(candidate.peek.id);
    }
    Heads::new(heads.into_iter().collect())
}

/// Every new change, written out from the document, has the same bytes: so it
/// will also have them in the save.
fn same_again(doc: &Doc, am: &Automerge, changes: &[Candidate<'_>]) -> Result<(), Reason> {
    let same = |candidate: &Candidate<'_>, found: Option<&Change>| {
        found.is_some_and(|found| found.raw_bytes() == candidate.change.raw_bytes())
    };
    // A few are looked up one by one, many in one walk.
    let fine = if changes.len() <= 4 {
        changes.iter().all(|candidate| same(candidate, am.get_change_by_hash(&candidate.change.hash()).as_ref()))
    } else {
        let new = am.get_changes(&doc.heads().hashes());
        let by_id: BTreeMap<ChangeId, &Change> = sort::map(new.iter().map(|change| (change.hash().into(), change)));
        new.len() == changes.len()
            && changes.iter().all(|candidate| same(candidate, by_id.get(&candidate.peek.id).copied()))
    };
    if fine { Ok(()) } else { Err(Reason::Reencoded) }
}

/// What a document begins with, and its parts, stand where they stood. All
/// reading finds them by what made them; this keeps patches right, too, which
/// look from the root.
fn in_shape(before: &Doc, after: &Doc) -> Result<(), Reason> {
    let am = after.am();
    let there = |map: &ObjId, key: &str, id: &ObjId| matches!(am.get(map, key), Ok(Some((Value::Object(_), found))) if found == *id);
    let mut fine = after.roots().maps().iter().all(|key| there(&ROOT, key, &after.map(key)));
    if after.kind() == DocKind::Note {
        let sections = after.map("sections");
        // A section that is no part of ours would be nobody's text.
        fine &= before.am().keys(&sections).chain(am.keys(&sections)).all(|key| {
            key.parse().is_ok_and(|section| {
                let ids = after.section_ids(section);
                there(&sections, &key, &ids.map)
                    && there(&ids.map, "text", &ids.text)
                    && there(&ids.map, "lead", &ids.lead)
            })
        });
    }
    if fine { Ok(()) } else { Err(Reason::Shape) }
}

/// The texts of all sections, and the entries that never change, to be found
/// by their name.
pub(super) struct Texts {
    texts: BTreeMap<Vec<u8>, (u64, ObjId)>,
    entries: Option<(Vec<u8>, u64)>,
}

impl Texts {
    pub(super) fn of(doc: &Doc) -> Self {
        let entries = doc.roots().maps().contains(&EVENTS).then(|| doc.map(EVENTS));
        let entries = entries.and_then(|id| match id {
            ObjId::Id(counter, actor, _) => Some((actor.to_bytes().to_vec(), counter)),
            ObjId::Root => None,
        });
        if doc.kind() != DocKind::Note {
            return Self { texts: BTreeMap::new(), entries };
        }
        let texts = note::section_ids(doc).into_iter().filter_map(|section| {
            let id = doc.section_ids(section).text;
            match &id {
                ObjId::Id(counter, actor, _) => Some((actor.to_bytes().to_vec(), (*counter, id))),
                ObjId::Root => None,
            }
        });
        Self { texts: texts.collect(), entries }
    }

    pub(super) fn place(&self, id: &raw::Id<'_>) -> raw::Place {
        if self.find(id.actor, id.counter).is_some() {
            raw::Place::Text
        } else if self.entries.as_ref().is_some_and(|(actor, counter)| actor == id.actor && *counter == id.counter) {
            raw::Place::Entries
        } else {
            raw::Place::Other
        }
    }

    fn find(&self, actor: &[u8], counter: u64) -> Option<&ObjId> {
        self.texts.get(actor).filter(|(text, _)| *text == counter).map(|(_, id)| id)
    }
}

/// A mark of a change, kept after its bytes.
pub(super) struct Mark {
    object: Name,
    begin: Name,
    from: Option<Name>,
    to: Option<Name>,
}

#[derive(PartialEq, Eq)]
struct Name {
    actor: Vec<u8>,
    counter: u64,
}

impl Name {
    fn of(id: &raw::Id<'_>) -> Self {
        Self { actor: id.actor.to_vec(), counter: id.counter }
    }
}

impl Mark {
    pub(super) fn of(pair: &raw::Pair<'_>) -> Self {
        Self {
            object: Name::of(&pair.object),
            begin: Name::of(&pair.begin),
            from: pair.from.as_ref().map(Name::of),
            to: pair.to.as_ref().map(Name::of),
        }
    }

    /// Whether it surely ends behind where it begins. A save in which one does
    /// not cannot be opened.
    ///
    /// The end stands right behind the beginning; or behind a character that
    /// the writer knew (its counter is lower) and that stands behind the
    /// character after which the mark begins. What is put in after one and
    /// the same character stands newest first, so that can never change.
    fn is_certain(&self, doc: &Doc, texts: &Texts) -> bool {
        let Some(text) = texts.find(&self.object.actor, self.object.counter) else { return false };
        let Some(to) = &self.to else { return false };
        if *to == self.begin {
            return true;
        }
        let place = |name: &Name| {
            let actor = automerge::ActorId::from(name.actor.as_slice());
            let cursor = Cursor::try_from(format!("{}@{actor}", name.counter)).ok()?;
            // What is no character of this text makes the library panic.
            quiet::catch(|| doc.am().get_cursor_position(text, &cursor, None).ok()).ok()?
        };
        to.counter < self.begin.counter
            && match &self.from {
                None => place(to).is_some(),
                Some(from) => place(from).zip(place(to)).is_some_and(|(from, to)| from < to),
            }
    }
}

fn marks_certain(doc: &Doc, changes: &[Candidate<'_>]) -> bool {
    let texts = Texts::of(doc);
    changes.iter().flat_map(|candidate| &candidate.marks).all(|mark| mark.is_certain(doc, &texts))
}
