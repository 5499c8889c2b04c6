//! Edits that came too late: of somebody who has left, or of a device that was
//! taken away. They are kept and change nothing; whoever stays sees what they
//! would write, and takes them in or puts them aside. What is taken in counts
//! on all phones, since a change of whoever took it in builds on it.

mod found;

pub(crate) use found::Late;

use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::topics::Topics;
use found::Base;
use rapport_documents::text::Op;
use rapport_documents::{Around, Authors, Doc, DocKind, OwnChange, intent, project};
use rapport_domain::Millis;
use rapport_domain::sort;
use rapport_ids::{EntryId, PersonId, RecordId, SpaceId};
use rapport_seal::Kind;
use rapport_store::projections::people;
use rapport_store::tables::entries::{self, EntryRow, EntryState};
use rapport_store::tables::held::{self, HeldState};
use rapport_store::tables::records::{self, RecordRow};
use rapport_store::tables::spaces::{self, SpaceState};
use rapport_wire::Class;

/// An edit that is held until somebody decides about it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LateEdit {
    pub space: SpaceId,
    /// Names it.
    pub record: RecordId,
    /// Who wrote it; none while their certificate is not here.
    pub by: Option<PersonId>,
    /// What they are called, as far as that is known.
    pub by_name: String,
    /// Why it does not count, as a code that shells have words for.
    pub reason: String,
    /// Since when it is held.
    #[serde(rename = "since_ms")]
    pub since: Millis,
    /// What it was written in.
    pub kind: LateKind,
    /// What that is called here; empty when it is not here, or has no name.
    pub title: String,
    /// What it would add that can be read, each place by itself.
    pub words: Vec<String>,
    /// Whether it can be taken in. What began something after its author had
    /// left cannot, nor what builds on something that is not here.
    pub can_include: bool,
    /// Whether it was put aside.
    pub discarded: bool,
}

/// What an edit was written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LateKind {
    Goal,
    Meeting,
    Series,
    Note,
    /// A profile, the times when somebody is free, or the pair itself.
    Person,
    Other,
}

impl LateKind {
    pub(crate) const fn of(kind: Option<DocKind>) -> Self {
        match kind {
            Some(DocKind::Goal) => Self::Goal,
            Some(DocKind::Meeting) => Self::Meeting,
            Some(DocKind::Series) => Self::Series,
            Some(DocKind::Note) => Self::Note,
            Some(DocKind::Profile | DocKind::Pairing | DocKind::FreeTimes) => Self::Person,
            Some(DocKind::Keyring | DocKind::Settings | DocKind::CheckIns) | None => Self::Other,
        }
    }
}

impl Node {
    /// The edits that came too late, those that came first first.
    ///
    /// # Errors
    /// The storage failed.
    pub fn late_edits(&mut self) -> NodeResult<Vec<LateEdit>> {
        let mut edits = Vec::new();
        for row in spaces::all(self.store.read())?.into_iter().filter(|row| row.state != SpaceState::Left) {
            let all = self.late_in(&row.space)?;
            for index in 0..all.len() {
                edits.extend(self.late_edit(&row.space, index, &all)?);
            }
        }
        sort::by_key(&mut edits, |edit| (edit.since, edit.record));
        Ok(edits)
    }

    fn late_edit(&mut self, space: &SpaceId, index: usize, all: &[Late]) -> NodeResult<Option<LateEdit>> {
        let Some(late) = all.get(index) else { return Ok(None) };
        let fields = late.entry.entry();
        if !matches!(fields.kind, Kind::CHANGES | Kind::CHANGES_MANIFEST | Kind::DOC_GENESIS | Kind::PART) {
            return Ok(None);
        }
        let people = self.people_of(space)?;
        let by = people.person_of(&fields.device);
        let by_name = match &by {
            Some(by) => people::get(self.store.read(), space, by)?.map(|row| row.name).unwrap_or_default(),
            None => String::new(),
        };
        let mut edit = LateEdit {
            space: *space,
            record: late.row.record,
            by,
            by_name,
            reason: late.row.reason.clone(),
            since: Millis(late.row.since_ms),
            kind: LateKind::of(late.opens()),
            title: String::new(),
            words: Vec::new(),
            can_include: false,
            discarded: late.row.state == HeldState::Discarded,
        };
        let doc = match self.doc(&fields.doc) {
            Ok(doc) => doc,
            // It is not here: nothing more can be said.
            Err(NodeError::NotFound(_) | NodeError::NeedsUpdate) => return Ok(Some(edit)),
            Err(error) => return Err(error),
        };
        edit.kind = LateKind::of(Some(doc.kind()));
        edit.title = words(&doc, by, &people.around())
            .into_iter()
            .next()
            .filter(|(top, _)| *top)
            .map_or_else(String::new, |(_, text)| text);
        if let Some(base) = found::base(&doc, index, all) {
            edit.words = base.adds(&doc, by, &people.around());
            edit.can_include = true;
        }
        Ok(Some(edit))
    }

    /// Takes an edit in that came too late, with what it builds on: from now on
    /// it counts on all phones.
    ///
    /// # Errors
    /// It is not held, or cannot be taken in; see [`LateEdit::can_include`].
    pub fn include_late(&mut self, space: SpaceId, record: RecordId) -> NodeResult<()> {
        let all = self.late_in(&space)?;
        let index = all.iter().position(|late| late.row.record == record).ok_or(NodeError::NotFound("event"))?;
        let Some(late) = all.get(index) else { return Err(NodeError::NotFound("event")) };
        let mut work = self.work_on(late.entry.entry().doc)?;
        let base = found::base(&work.doc, index, &all).ok_or(NodeError::NotFound("event"))?;
        let Base { doc, changes, of, .. } = base;
        let names: Vec<_> = changes.iter().map(|change| change.id).collect();
        work.take_in(doc, changes);
        if !names.is_empty() {
            let said = intent::include(&work.doc, &names, Millis(self.ports.now_ms()))?;
            work.take(said);
        }
        let taken: Vec<&Late> = of.iter().filter_map(|index| all.get(*index)).collect();
        let (space, doc, own, made) = work.finish();
        let (id, kind) = (doc.id(), doc.kind());
        self.commit_documents(space, &own, vec![(doc, made)], |tx| {
            for late in taken {
                let fields = late.entry.entry();
                if fields.dseq > 0 {
                    let (device, dseq, prev) = (fields.device, fields.dseq, fields.prev);
                    let row = EntryRow { device, dseq, entry: late.entry.id(), prev, state: EntryState::Included };
                    entries::insert(tx, &space, &row)?;
                }
                held::release(tx, &space, &late.row.record)?;
                for piece in &late.pieces {
                    let entry: Option<EntryId> = Some(piece.entry);
                    let (class, frame) = (Class::Chunk.byte(), piece.bytes.clone());
                    records::put(tx, &space, &RecordRow { record: piece.record, class, seq: None, entry, frame })?;
                    held::release(tx, &space, &piece.record)?;
                }
            }
            Ok(())
        })?;
        self.show_anew(&id)?;
        if kind == DocKind::Pairing {
            self.show_space_anew(&space)?;
        }
        self.changed.add(Topics::SYNC);
        // Something may have waited for it.
        self.look_at_held(&space)
    }

    /// Puts an edit aside that came too late: it is kept, shown as discarded,
    /// and can still be taken in.
    ///
    /// # Errors
    /// It is not held, or the storage failed.
    pub fn discard_late(&mut self, space: SpaceId, record: RecordId) -> NodeResult<()> {
        let all = self.late_in(&space)?;
        let late = all.iter().find(|late| late.row.record == record).ok_or(NodeError::NotFound("event"))?;
        let all = std::iter::once(&late.row.record).chain(late.pieces.iter().map(|piece| &piece.record));
        self.store.write(|tx| {
            for record in all {
                held::set_state(tx, &space, record, HeldState::Discarded)?;
            }
            Ok::<_, NodeError>(())
        })?;
        self.changed.add(Topics::SYNC);
        Ok(())
    }
}

/// What people can read in a document; true for its own name, which comes first.
fn words(doc: &Doc, by: Option<PersonId>, around: &Around<'_>) -> Vec<(bool, String)> {
    let seen = project(doc, by, around).map(|seen| seen.words).unwrap_or_default();
    seen.into_iter().map(|words| (words.item.is_none(), words.text)).collect()
}

impl Base {
    /// What it adds to a document that can be read.
    fn adds(&self, before: &Doc, by: Option<PersonId>, around: &Around<'_>) -> Vec<String> {
        let known = words(before, by, around);
        let of_note = before.kind() == DocKind::Note;
        // The text of a section stands in its words whole: what is new in it is told below.
        let fresh = words(&self.doc, by, around).into_iter().filter(|one| !known.contains(one));
        let mut adds: Vec<String> = fresh.filter(|(top, _)| *top || !of_note).map(|(_, text)| text).collect();
        for section in &self.sections {
            let mut text = String::new();
            for op in section.delta.ops() {
                if let Op::Insert { text: more, .. } = op {
                    text.push_str(more);
                }
            }
            adds.extend(Some(text.trim().to_owned()).filter(|text| !text.is_empty()));
        }
        adds
    }
}

/// The changes of an edit as they are kept beside the document.
pub(crate) fn kept(raw: &[Vec<u8>]) -> Vec<OwnChange> {
    raw.iter().map(|raw| OwnChange { id: rapport_documents::raw::id_of(raw), raw: raw.clone() }).collect()
}
