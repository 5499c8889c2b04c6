//! The sections of a note.

use crate::doc::Doc;
use crate::kind::DocKind;
use automerge::ReadDoc;
use rapport_ids::SectionId;

/// The ids of all sections that were made as parts.
pub(crate) fn section_ids(doc: &Doc) -> Vec<SectionId> {
    if doc.kind() != DocKind::Note {
        return Vec::new();
    }
    let keys = doc.am().keys(doc.map("sections"));
    keys.filter_map(|key| key.parse().ok())
        .filter(|id| doc.am().object_type(&doc.section_ids(*id).text).is_ok())
        .collect()
}
