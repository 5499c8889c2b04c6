//! Documents that hold keys: what stands of them in the file is sealed under
//! the key of the platform's vault, like every other key. Whoever has only the
//! file has none of them.

use crate::error::{NodeError, NodeResult};
use crate::secrets::Secrets;
use rapport_documents::DocKind;
use rapport_ids::{DocId, EntryId};
use std::borrow::Cow;

/// No change, save or entry begins with it.
const MARK: u8 = 0;

/// Whether documents of this kind hold keys.
pub(crate) const fn holds_keys(kind: DocKind) -> bool {
    matches!(kind, DocKind::Keyring)
}

fn of_doc(doc: &DocId) -> String {
    format!("document/{doc}")
}

fn of_entry(entry: &EntryId) -> String {
    format!("entry/{entry}")
}

/// A change or a save as it is kept.
pub(crate) fn kept<'a>(secrets: &Secrets, kind: DocKind, doc: &DocId, bytes: &'a [u8]) -> NodeResult<Cow<'a, [u8]>> {
    if holds_keys(kind) { hide(secrets, &of_doc(doc), bytes).map(Cow::Owned) } else { Ok(Cow::Borrowed(bytes)) }
}

/// What was kept of a document. Without secrets nobody reads one that holds keys.
pub(crate) fn read(secrets: Option<&Secrets>, kind: DocKind, doc: &DocId, bytes: Vec<u8>) -> NodeResult<Vec<u8>> {
    if !holds_keys(kind) || bytes.first() != Some(&MARK) {
        return Ok(bytes);
    }
    let secrets = secrets.ok_or(NodeError::NotFound("document"))?;
    show(secrets, &of_doc(doc), &bytes).ok_or(NodeError::DamagedDocument(*doc))
}

/// An own entry as it waits.
pub(crate) fn kept_entry(secrets: &Secrets, entry: &EntryId, signed: &[u8]) -> NodeResult<Vec<u8>> {
    hide(secrets, &of_entry(entry), signed)
}

/// An own entry that waits.
pub(crate) fn read_entry<'a>(secrets: &Secrets, entry: &EntryId, signed: &'a [u8]) -> NodeResult<Cow<'a, [u8]>> {
    if signed.first() != Some(&MARK) {
        return Ok(Cow::Borrowed(signed));
    }
    show(secrets, &of_entry(entry), signed).map(Cow::Owned).ok_or(NodeError::Locked)
}

fn hide(secrets: &Secrets, name: &str, bytes: &[u8]) -> NodeResult<Vec<u8>> {
    let mut hidden = vec![MARK];
    hidden.extend(secrets.seal_alike(name, bytes)?);
    Ok(hidden)
}

fn show(secrets: &Secrets, name: &str, hidden: &[u8]) -> Option<Vec<u8>> {
    let opened = secrets.open(name, hidden.get(1..)?).ok()?;
    Some(opened.to_vec())
}
