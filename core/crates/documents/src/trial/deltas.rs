//! From the patches of a merge to how the text of each section changes.
//!
//! Only characters and line breaks are taken from patches; marks are compared
//! before and after, since patches of marks in several texts at once run into
//! one another.

use crate::doc::Doc;
use crate::genesis::SectionIds;
use crate::note::{self, Ink, keys};
use crate::text::{Delta, Line, Marks, Restyle, Sheet, Style};
use automerge::{Automerge, AutomergeError, ObjId, ObjType, Patch, PatchAction, Prop, ReadDoc, Value};
use rapport_ids::SectionId;
use std::collections::BTreeMap;

/// One section whose text changes.
struct Work {
    section: SectionId,
    ids: SectionIds,
    text: Follow,
    /// Lines that change, by where their break stands afterwards.
    lines: BTreeMap<u32, Restyle>,
    lead: Restyle,
    /// Something came that cannot be followed: compare the whole texts.
    unsure: bool,
}

/// `marked` says whether marks are among the changes: they can be in any text.
pub(super) fn of_sections(
    before: &Doc,
    after: &Doc,
    patches: &[Patch],
    marked: bool,
) -> Result<BTreeMap<SectionId, Delta>, AutomergeError> {
    let mut work: Vec<Work> = Vec::new();
    for patch in patches.iter().filter(|patch| patch.path.len() >= 2) {
        let Some((_, Prop::Map(key))) = patch.path.get(1) else { continue };
        let Ok(section) = key.parse::<SectionId>() else { continue };
        let index = work.iter().position(|one| one.section == section).unwrap_or_else(|| {
            work.push(Work::new(section, after.section_ids(section)));
            work.len() - 1
        });
        if let Some(one) = work.get_mut(index) {
            one.follow(after.am(), patch);
        }
    }
    if marked {
        for section in note::section_ids(after) {
            if !work.iter().any(|one| one.section == section) {
                work.push(Work::new(section, after.section_ids(section)));
            }
        }
    }
    work.into_iter().map(|one| Ok((one.section, one.finish(before, after)?))).collect()
}

impl Work {
    fn new(section: SectionId, ids: SectionIds) -> Self {
        Self { section, ids, text: Follow::default(), lines: BTreeMap::new(), lead: Restyle::default(), unsure: false }
    }

    fn follow(&mut self, after: &Automerge, patch: &Patch) {
        if patch.obj == self.ids.text {
            self.unsure |= self.text.follow(after, &patch.action).is_none();
        } else if patch.obj == self.ids.lead {
            self.lead = self.lead.then(&touched(after, &patch.obj, &patch.action));
        } else if let Some((parent, Prop::Seq(at))) = patch.path.last()
            && *parent == self.ids.text
        {
            let at = u32::try_from(*at).unwrap_or(u32::MAX);
            let line = self.lines.entry(at).or_default();
            *line = line.then(&touched(after, &patch.obj, &patch.action));
        }
    }

    fn finish(self, before: &Doc, after: &Doc) -> Result<Delta, AutomergeError> {
        let ids = &self.ids;
        // A part that is new has no text before.
        let there = matches!(before.am().object_type(&ids.text), Ok(ObjType::Text));
        let len = if there { length(before.am(), &ids.text) } else { 0 };
        let mut delta = self.text.finish();
        let mut lines = Delta::new();
        let mut at = 0;
        for (place, change) in &self.lines {
            lines.keep(place.saturating_sub(at), None);
            lines.keep(1, Some(change));
            at = place + 1;
        }
        lines.set_lead(self.lead);
        delta = delta.then(&lines);
        let grown = i64::from(len) + delta.growth();
        if self.unsure || grown != i64::from(length(after.am(), &ids.text)) || delta.reach() > u64::from(len) {
            let was = if there { note::read_ids(before.am(), ids, None)? } else { Default::default() };
            return Ok(Sheet::new(&was).difference(&note::read_ids(after.am(), ids, None)?));
        }
        let was = if there { Ink::of(before.am(), &ids.text)? } else { Ink::default() };
        Ok(was.delta_to(&delta, &Ink::of(after.am(), &ids.text)?, len))
    }
}

/// Which fields of a line a patch is about, with what they are now.
fn touched(am: &Automerge, map: &ObjId, action: &PatchAction) -> Restyle {
    let key = match action {
        PatchAction::PutMap { key, .. } | PatchAction::DeleteMap { key } => key.as_str(),
        PatchAction::Conflict { prop: Prop::Map(key) } => key.as_str(),
        _ => return Restyle::default(),
    };
    let now = note::line_of(am, map, None);
    match key {
        keys::KIND => Restyle { kind: Some(now.kind), ..Restyle::default() },
        keys::DONE => Restyle { done: Some(now.done), ..Restyle::default() },
        _ => Restyle::default(),
    }
}

fn length(am: &Automerge, text: &ObjId) -> u32 {
    u32::try_from(am.length(text)).unwrap_or(u32::MAX)
}

/// Follows patches of one text, which come in the order of their places.
#[derive(Default)]
struct Follow {
    done: Delta,
    row: Delta,
    /// Where the row stands in the text as it becomes.
    at: u32,
}

impl Follow {
    fn follow(&mut self, am: &Automerge, action: &PatchAction) -> Option<()> {
        match action {
            PatchAction::SpliceText { index, value, .. } => {
                self.seek(*index)?;
                self.put(&value.make_string());
            }
            PatchAction::Insert { index, values } => {
                self.seek(*index)?;
                for (value, id, _) in values.iter() {
                    if matches!(value, Value::Object(ObjType::Map)) {
                        let line = note::line_of(am, id, None);
                        self.insert("\n", Style::line_break(Marks::default(), line));
                    } else {
                        self.put(value.as_str().unwrap_or("\u{fffc}"));
                    }
                }
            }
            PatchAction::DeleteSeq { index, length } => {
                self.seek(*index)?;
                self.row.delete(u32::try_from(*length).ok()?);
            }
            PatchAction::Mark { .. } | PatchAction::Conflict { .. } => {}
            _ => return None,
        }
        Some(())
    }

    fn seek(&mut self, index: usize) -> Option<()> {
        let index = u32::try_from(index).ok()?;
        if index < self.at {
            self.done = self.done.then(&std::mem::take(&mut self.row));
            self.at = 0;
        }
        self.row.keep(index - self.at, None);
        self.at = index;
        Some(())
    }

    fn put(&mut self, text: &str) {
        for (number, piece) in text.split('\n').enumerate() {
            if number > 0 {
                self.insert("\n", Style::line_break(Marks::default(), Line::default()));
            }
            self.insert(piece, Style::plain());
        }
    }

    fn insert(&mut self, text: &str, style: Style) {
        self.at = self.at.saturating_add(crate::text::units(text));
        self.row.insert(text, style);
    }

    fn finish(self) -> Delta {
        self.done.then(&self.row)
    }
}
