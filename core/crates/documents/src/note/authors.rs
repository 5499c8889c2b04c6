//! Who wrote which stretch of a section: read from the changes themselves.

use crate::actor::{Authors, Writer};
use crate::doc::Doc;
use crate::quiet;
use crate::text::units;
use automerge::{ActorId, ObjId, ReadDoc, ScalarValueRef, ValueRef};
use rapport_ids::{DeviceId, PersonId, SectionId};

/// So many units by one writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Authored {
    pub units: u32,
    pub by: Option<PersonId>,
    pub device: Option<DeviceId>,
}

/// The authors of a section's text, from its beginning to its end; next to
/// each other they are different. Walks the whole text, and may follow after
/// the text itself is on the screen.
pub fn authors(doc: &Doc, section: SectionId, who: &dyn Authors) -> Vec<Authored> {
    let ids = doc.section_ids(section);
    quiet::catch(|| walk(doc, &ids.text, who)).unwrap_or_default()
}

fn walk(doc: &Doc, text: &ObjId, who: &dyn Authors) -> Vec<Authored> {
    let whole = doc.am().text(text).unwrap_or_default();
    let mut chars = whole.chars().peekable();
    let mut all: Vec<Authored> = Vec::new();
    let mut last: Option<(ActorId, Authored)> = None;
    for item in doc.am().list_range(text, ..) {
        // Beginnings and ends of marks are among the items and have no width.
        let Some(c) = chars.next_if(|c| is_element(&item.value, *c)) else { continue };
        let wide = if c.len_utf16() == 2 { 2 } else { 1 };
        let ObjId::Id(_, actor, _) = item.id() else { continue };
        if let Some((same, run)) = &mut last
            && *same == actor
        {
            run.units = run.units.saturating_add(wide);
            continue;
        }
        let device = Writer::of(&actor).map(|writer| writer.device);
        let by = device.and_then(|device| who.person_of(&device));
        let run = Authored { units: wide, by, device };
        if let Some((_, run)) = last.replace((actor, run)) {
            push(&mut all, run);
        }
    }
    if let Some((_, run)) = last {
        push(&mut all, run);
    }
    let rest: String = chars.collect();
    if !rest.is_empty() {
        push(&mut all, Authored { units: units(&rest), by: None, device: None });
    }
    all
}

/// Whether an item of the text is the character that stands here. Every
/// character is an item of its own; a line break shows as a placeholder.
fn is_element(value: &ValueRef<'_>, here: char) -> bool {
    const PLACEHOLDER: char = '\u{fffc}';
    match value {
        ValueRef::Scalar(ScalarValueRef::Str(text)) => {
            let mut chars = text.chars();
            chars.next() == Some(here) && chars.next().is_none()
        }
        ValueRef::Object(_) => here == PLACEHOLDER,
        ValueRef::Scalar(_) => false,
    }
}

fn push(all: &mut Vec<Authored>, run: Authored) {
    match all.last_mut() {
        Some(last) if last.by == run.by && last.device == run.device => {
            last.units = last.units.saturating_add(run.units)
        }
        _ => all.push(run),
    }
}
