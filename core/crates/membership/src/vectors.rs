//! Golden vectors: one of everything that has a byte form, with the values in
//! between, in `tests/vectors/protocol.json`. The test computes them anew and
//! compares; `RAPPORT_BLESS=1` writes them. A change here is a change of the
//! protocol.

mod entries;
mod join;
mod json;
mod keys;
mod ops;
mod relay;

use data_encoding::HEXLOWER;
use rapport_seal::{Frontier, SignedEntry};
use serde_json::{Value, json};
use std::path::PathBuf;

fn hex(bytes: impl AsRef<[u8]>) -> String {
    HEXLOWER.encode(bytes.as_ref())
}

fn frontier(frontier: &Frontier) -> Value {
    let marks = frontier.0.iter();
    marks.map(|(device, mark)| json!([hex(device), mark.dseq, hex(mark.entry)])).collect()
}

/// An entry with everything that a reader works out about it.
fn entry(name: &str, signed: &SignedEntry, signer: &[u8; 32], fields: Value) -> Value {
    let entry = signed.entry();
    let bytes = signed.to_bytes().unwrap();
    json!({
        "name": name,
        "space": hex(signed.space()),
        "kind": entry.kind.0,
        "device": hex(entry.device),
        "dseq": entry.dseq,
        "prev": hex(entry.prev),
        "doc": hex(entry.doc),
        "tip": hex(entry.tip),
        "created_ms": entry.created_ms,
        "payload": hex(&entry.payload),
        "fields": fields,
        "bytes": hex(&bytes),
        "padded": rapport_seal::padme::entry_size(bytes.len()),
        "entry_id": hex(signed.id()),
        "signer": hex(signer),
    })
}

fn all() -> Value {
    json!({
        "about": "Rapport protocol 1: bytes in hexadecimal; docs/protocol.md says what they mean",
        "padme": keys::padme(),
        "words": keys::words(),
        "devices": keys::devices(),
        "certificates": keys::certificates(),
        "bundles": keys::bundles(),
        "revocations": keys::revocations(),
        "spaces": keys::spaces(),
        "epochs": keys::epochs(),
        "links": keys::links(),
        "boxes": keys::boxes(),
        "documents": keys::documents(),
        "codes": keys::codes(),
        "records": entries::records(),
        "wholes": entries::wholes(),
        "shares": entries::shares(),
        "submissions": entries::submissions(),
        "chain": ops::chain(),
        "personal": ops::personal(),
        "invites": join::invites(),
        "join": join::join(),
        "face": join::face(),
        "relay": relay::messages(),
        "json": json::messages(),
    })
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/vectors/protocol.json")
}

#[test]
fn golden() {
    let mut now = serde_json::to_string_pretty(&all()).unwrap();
    now.push('\n');
    if std::env::var_os("RAPPORT_BLESS").is_some() {
        std::fs::create_dir_all(path().parent().unwrap()).unwrap();
        std::fs::write(path(), &now).unwrap();
    }
    let before = std::fs::read_to_string(path()).unwrap();
    // Not assert_eq: nobody wants to read both.
    let first = before.lines().zip(now.lines()).enumerate().find(|(_, (a, b))| a != b);
    assert!(before == now, "the bytes have changed, first in line {:?}", first.map(|(n, _)| n + 1));
}
