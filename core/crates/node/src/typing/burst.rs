//! One burst of typing in one document.

use super::{Pace, whole};
use crate::Node;
use crate::error::NodeResult;
use crate::losses::Loss;
use crate::own::Own;
use rapport_documents::text::Delta;
use rapport_documents::{Heads, note};
use rapport_engine::live::Stir;
use rapport_ids::{DocId, SectionId, SpaceId};
use rapport_store::tables::journal::{self, JournalRow};
use std::collections::BTreeMap;

/// What was typed since the document last changed here.
pub(super) struct Burst {
    number: i64,
    space: SpaceId,
    /// The state of the document that the first edit was made on.
    base: Heads,
    edits: Vec<(SectionId, Delta)>,
    /// So many of them stand in the journal.
    journalled: usize,
    began_ms: i64,
    last_ms: i64,
    /// Only a newer version can write it: it waits in the journal.
    parked: bool,
    /// What of it could not be read back; written down when it ends.
    loss: Option<Loss>,
}

impl Burst {
    pub(super) const fn begin(number: i64, space: SpaceId, base: Heads, now_ms: i64) -> Self {
        let edits = Vec::new();
        Self { number, space, base, edits, journalled: 0, began_ms: now_ms, last_ms: now_ms, parked: false, loss: None }
    }

    pub(super) fn push(&mut self, section: SectionId, delta: Delta, now_ms: i64) {
        self.edits.push((section, delta));
        self.last_ms = now_ms;
    }

    /// A burst read back from the journal, and what could not be.
    pub(super) fn again(mut self, edits: Vec<(SectionId, Delta)>, loss: Loss) -> Self {
        self.journalled = edits.len();
        self.edits = edits;
        self.loss = Some(loss);
        self
    }

    pub(super) const fn space(&self) -> SpaceId {
        self.space
    }

    fn of(&self, section: SectionId) -> impl DoubleEndedIterator<Item = &Delta> {
        self.edits.iter().filter(move |(of, _)| *of == section).map(|(_, delta)| delta)
    }

    /// Where a place of the document is with all that was typed.
    pub(super) fn carry(&self, section: SectionId, at: u32) -> u32 {
        self.of(section).fold(at, |at, delta| delta.carry(at, false))
    }

    /// Where a place with all that was typed is in the document.
    pub(super) fn carry_back(&self, section: SectionId, at: u32) -> u32 {
        self.of(section).rev().fold(at, |at, delta| delta.carry_back(at))
    }

    /// Rows for what the journal does not have yet. The first of a burst names
    /// the state it began on.
    pub(super) fn unwritten(&self, doc: &DocId) -> Vec<JournalRow> {
        let rest = self.edits.iter().enumerate().skip(self.journalled);
        rest.map(|(at, (section, delta))| {
            let (part, burst) = (*section.as_bytes(), self.number);
            let base = if at == 0 { self.base.to_bytes() } else { Vec::new() };
            let row = rapport_documents::burst::encode(delta);
            whole::summed(doc, JournalRow { part, burst, base, row, sum: Vec::new() })
        })
        .collect()
    }

    pub(super) const fn written(&mut self, rows: usize) {
        self.journalled += rows;
    }

    pub(super) const fn park(&mut self) {
        self.parked = true;
    }

    pub(super) fn ends_at(&self, pace: Pace) -> i64 {
        if self.parked {
            return i64::MAX;
        }
        let rest = self.last_ms.saturating_add(pace.rest_ms);
        let most = self.began_ms.saturating_add(pace.most_ms);
        rest.min(most)
    }

    /// A clock that was set back must not keep a burst open for years.
    pub(super) const fn is_ahead_of(&self, now_ms: i64) -> bool {
        now_ms < self.last_ms
    }

    /// The edits of each section, in the order of typing.
    fn by_section(&self) -> BTreeMap<SectionId, Vec<Delta>> {
        let mut sections: BTreeMap<SectionId, Vec<Delta>> = BTreeMap::new();
        for (section, delta) in &self.edits {
            sections.entry(*section).or_default().push(delta.clone());
        }
        sections
    }
}

impl Node {
    /// Ends the burst of a document, if one is open: its edits become changes.
    ///
    /// # Errors
    /// The storage failed; the burst stays open and in the journal.
    pub fn end_burst(&mut self, id: &DocId) -> NodeResult<()> {
        self.take_typed(id)?;
        let Some(burst) = self.typing.bursts.get(id) else { return Ok(()) };
        let space = burst.space();
        let now = self.ports.now_ms();
        let mut doc = self.doc(id)?;
        let Some(burst) = self.typing.bursts.get(id) else { return Ok(()) };
        let (mut raw, mut corrections) = (Vec::new(), Vec::new());
        for (section, edits) in burst.by_section() {
            let written = note::write(&doc, section, &edits, now)?;
            doc = written.doc;
            raw.extend(written.change);
            corrections.push((section, written.value));
        }
        let own = if raw.is_empty() {
            Vec::new()
        } else {
            vec![Own::Changes(*id, raw.iter().map(|change| change.raw.clone()).collect())]
        };
        let loss = burst.loss;
        self.commit_document(doc, &own, &raw, |tx| {
            journal::clear(tx, id)?;
            Ok(loss.map_or(Ok(()), |loss| loss.note(tx))?)
        })?;
        self.typing.bursts.remove(id);
        for screen in self.typing.screens_of(id) {
            screen.end_step();
            for (section, delta) in &corrections {
                if screen.section() == *section {
                    screen.merged(delta);
                }
            }
        }
        // What was typed has names now that a caret can be told by.
        self.stir(space, Stir::Moved);
        Ok(())
    }

    /// Gives the screens of a document what others changed in it.
    pub(crate) fn show_merged(&mut self, id: &DocId, sections: &[rapport_documents::trial::SectionChange]) {
        for screen in self.typing.screens_of(id) {
            for change in sections.iter().filter(|change| change.section == screen.section()) {
                screen.merged(&change.delta);
            }
        }
    }
}
