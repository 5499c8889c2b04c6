//! Golden vectors of what every phone derives for itself: the first change of
//! each kind of document, of a part, and the id of a point that is carried on,
//! in `tests/vectors/documents.json`. Two phones that derived other bytes would
//! never merge again, so a change here, also by a newer release of the document
//! library, is a change of the protocol. `RAPPORT_BLESS=1` writes them anew.

use crate::genesis::Part;
use crate::{Doc, DocKind};
use rapport_domain::meeting::Carried;
use rapport_ids::{AgendaItemId, DocId, MeetingId, SectionId};
use serde_json::{Value, json};
use std::path::PathBuf;

const DOC: DocId = DocId::new([0xe1; 16]);
const OTHER: DocId = DocId::new([0xe2; 16]);
const PART: [u8; 16] = [0xe3; 16];

fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn first(doc: DocId, kind: DocKind) -> Value {
    let derived = Doc::genesis(doc, kind).unwrap();
    json!({ "doc": hex(doc), "kind": kind.number(), "change": hex(derived.id.0), "raw": hex(&derived.raw) })
}

fn part(doc: DocId) -> Value {
    let part = Part::section(SectionId::new(PART));
    let mut note = Doc::create(doc, DocKind::Note).unwrap();
    let derived = note.add_part(part).unwrap().unwrap();
    json!({
        "doc": hex(doc),
        "kind": DocKind::Note.number(),
        "part_kind": part.kind.number(),
        "part": hex(part.id),
        "key": SectionId::new(PART).to_string(),
        "upon": hex(Doc::genesis(doc, DocKind::Note).unwrap().id.0),
        "change": hex(derived.id.0),
        "raw": hex(&derived.raw),
    })
}

fn carried(to: [u8; 16], meeting: [u8; 16], item: [u8; 16]) -> Value {
    let from = Carried { meeting: MeetingId::new(meeting), item: AgendaItemId::new(item) };
    let point = crate::carried_point(MeetingId::new(to), &from);
    json!({ "to": hex(to), "meeting": hex(meeting), "item": hex(item), "point": hex(point.as_bytes()) })
}

fn all() -> Value {
    json!({
        "derived": {
            "firsts": DocKind::ALL.iter().map(|kind| first(DOC, *kind)).chain([first(OTHER, DocKind::Note)]).collect::<Vec<_>>(),
            "parts": [part(DOC), part(OTHER)],
            "carried": [carried([0xe4; 16], [0xe5; 16], [0xe6; 16]), carried([0xe5; 16], [0xe4; 16], [0xe6; 16])],
        }
    })
}

#[test]
fn golden() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/vectors/documents.json");
    let mut now = serde_json::to_string_pretty(&all()).unwrap();
    now.push('\n');
    if std::env::var_os("RAPPORT_BLESS").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let before = std::fs::read_to_string(&path).unwrap();
    let differs = before.lines().zip(now.lines()).enumerate().find(|(_, (a, b))| a != b);
    assert!(before == now, "the bytes have changed, first in line {:?}", differs.map(|(n, _)| n + 1));
}
