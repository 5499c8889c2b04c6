//! Facts about Automerge 0.12 that were found by trying, one test each: first
//! the trap, then what this crate does instead.

mod history;
mod merge;
mod text;

use crate::doc::Doc;
use automerge::{Automerge, TextEncoding};

/// A document of the library with the settings that are always used here.
fn automerge(actor: u8) -> Automerge {
    Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit).with_actor(automerge::ActorId::from(&[actor; 20][..]))
}

/// Opens what is stored of a document of ours.
fn open(doc: &Doc, save: Option<&[u8]>, changes: &[&[u8]]) -> Result<Doc, crate::LoadProblem> {
    Doc::load(doc.id(), doc.kind(), &crate::Stored { save, changes })
}

#[test]
fn the_version_is_part_of_the_protocol() {
    use automerge::ReadDoc;
    assert_eq!(automerge(1).stats().cargo_package_version, "0.12.0", "an upgrade needs golden files first");
}
