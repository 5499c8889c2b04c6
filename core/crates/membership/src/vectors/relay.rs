//! What is signed at a relay's door, and the relay's binary messages.

use super::hex;
use crate::testing::Seeded;
use rapport_ids::{BoxId, LogId, RecordId, SpaceId};
use rapport_seal::{ControlKey, EpochKey, MailboxKey, OwnerKey};
use rapport_wire::auth::{self, PruneAct};
use rapport_wire::operator::{CreationToken, OperatorLink};
use rapport_wire::relay::{
    BoxPut, BoxSlots, IdPage, KeysOverride, LogPlace, PruneCall, RecordPage, Slot, Stored, SubmissionPage, write_batch,
};
use rapport_wire::{Chain, Origin};
use serde_json::{Value, json};

const SPACE: SpaceId = SpaceId::new([0xb1; 16]);
const LOG: LogId = LogId::new([0xb2; 16]);

/// A message, who signs it, and the signature.
fn signed(name: &str, message: &[u8], public: [u8; 32], signature: [u8; 64]) -> Value {
    json!({ "name": name, "message": hex(message), "public": hex(public), "signature": hex(signature) })
}

pub(super) fn messages() -> Value {
    let mut random = Seeded::new(110);
    let epoch = EpochKey::generate(&mut random);
    let (owner, control) = (OwnerKey::generate(&mut random), ControlKey::generate(&mut random));
    let mailbox = MailboxKey::generate(&mut random);
    let chain = Chain::START.then(&RecordId::new([0xb3; 32]));
    let origin = Origin::parse("https://relay.example.org").unwrap();
    let auth_key = epoch.relay_auth(&SPACE);
    let session = auth::session_message(&origin, &[0xb4; 32], &SPACE);
    let create = auth::create_message(&SPACE, Some(&[0xb5; 32]), &RecordId::new([0xb6; 32]));
    let create_plain = auth::create_message(&SPACE, None, &RecordId::new([0xb6; 32]));
    let keys_message = auth::keys_message(&SPACE, 2, &control.public(), &owner.public());
    let delete = auth::delete_space_message(&SPACE, &LOG);
    let revive = auth::revive_space_message(&SPACE, &LOG);
    let acknowledge = auth::acknowledge_message(&SPACE, &LOG, 12, &chain);
    let box_id = auth::box_id(&mailbox.public());
    let put = auth::box_put_message(&box_id, 3, b"content");
    let close = auth::box_delete_message(&box_id);
    let mut prune = PruneCall {
        log_id: LOG,
        through: 9,
        chain,
        op: RecordId::new([0xb7; 32]),
        kept: vec![RecordId::new([0xb8; 32]), RecordId::new([0xb9; 32])],
        signature: [0; 64],
    };
    let prune_message = prune.message(PruneAct::Prune, &SPACE).unwrap();
    let restore_message = prune.message(PruneAct::Restore, &SPACE).unwrap();
    prune.signature = control.sign(&prune_message);
    let signatures = json!([
        signed("session", &session, auth_key.public(), auth_key.sign(&session)),
        signed("create, with recovery", &create, owner.public(), owner.sign(&create)),
        signed("create", &create_plain, owner.public(), owner.sign(&create_plain)),
        signed("keys", &keys_message, owner.public(), owner.sign(&keys_message)),
        signed("delete-space", &delete, owner.public(), owner.sign(&delete)),
        signed("revive-space", &revive, owner.public(), owner.sign(&revive)),
        signed("prune", &prune_message, control.public(), prune.signature),
        signed("restore", &restore_message, control.public(), control.sign(&restore_message)),
        signed("box-put", &put, mailbox.public(), mailbox.sign(&put)),
        signed("box-delete", &close, mailbox.public(), mailbox.sign(&close)),
        signed("acknowledge", &acknowledge, control.public(), control.sign(&acknowledge)),
    ]);
    let (control_key, owner_key) = (control.public(), owner.public());
    let signature = owner.sign(&keys_message);
    let keys = KeysOverride { version: 2, control: control_key, owner: owner_key, signature };
    json!({
        "space": hex(SPACE), "origin": origin.as_str(), "challenge": hex([0xb4; 32]), "log_id": hex(LOG),
        "recovery": hex([0xb5; 32]), "genesis_record": hex([0xb6; 32]),
        "chain_of": [hex([0xb3; 32])], "chain": hex(chain.as_bytes()),
        "owner_public": hex(owner_key), "control_public": hex(control_key),
        "mailbox_public": hex(mailbox.public()), "box": hex(box_id),
        "signatures": signatures,
        "binary": binary(&keys, &prune, &mailbox, box_id, chain),
        "operator": operator(),
    })
}

/// Links of operators, and the token as text.
fn operator() -> Value {
    let token = CreationToken::new([0xc1; 16]);
    let links = [("https://relay.example.org", None), ("https://192.168.1.20:8443", Some([0xc2; 32]))];
    let one = |(origin, pin): (&str, Option<[u8; 32]>)| {
        let link = OperatorLink { origin: Origin::parse(origin).unwrap(), token, pin };
        json!({
            "link": link.to_text().unwrap(), "origin": link.origin.as_str(), "pin": pin.map(hex),
            "token": hex(token.as_bytes()), "token_text": token.to_text(),
        })
    };
    links.into_iter().map(one).collect()
}

fn binary(keys: &KeysOverride, prune: &PruneCall, mailbox: &MailboxKey, box_id: BoxId, chain: Chain) -> Value {
    let signature = mailbox.sign(&auth::box_put_message(&box_id, 3, b"content"));
    let put = BoxPut { slot: 3, key: mailbox.public(), signature, content: b"content".to_vec() };
    let slot = |slot, content: &[u8]| Slot { slot, content: content.to_vec() };
    let place = LogPlace { log_id: LOG, head: 8, chain };
    let page = RecordPage {
        place: place.clone(),
        min_seq: 2,
        next: 8,
        next_chain: chain,
        records: vec![Stored { seq: 3, frame: b"frame".to_vec() }, Stored { seq: 8, frame: b"other".to_vec() }],
        overrides: vec![(3, keys.clone())],
    };
    let ids = IdPage { place, min_seq: 2, next: 8, next_chain: chain, ids: vec![(3, RecordId::new([0xba; 32]))] };
    let submissions = SubmissionPage { log_id: LOG, submissions: vec![(5, b"sealed".to_vec())] };
    json!({
        "keys_override": { "bytes": hex(keys.write()), "version": 2, "signature": hex(keys.signature) },
        "prune": { "bytes": hex(prune.write().unwrap()), "through": 9, "op": hex(prune.op),
            "kept": prune.kept.iter().map(hex).collect::<Vec<_>>(), "signature": hex(prune.signature) },
        "box_put": { "bytes": hex(put.write().unwrap()), "slot": 3, "content": hex("content"),
            "signature": hex(signature) },
        "box_slots": { "bytes": hex(BoxSlots { slots: vec![slot(0, b"a"), slot(3, b"content")] }.write().unwrap()),
            "slots": [[0, hex("a")], [3, hex("content")]] },
        "batch": { "bytes": hex(write_batch([b"one".as_slice(), b"three"]).unwrap()),
            "frames": [hex("one"), hex("three")] },
        "record_page": { "bytes": hex(page.write().unwrap()), "head": 8, "min_seq": 2, "next": 8,
            "records": [[3, hex("frame")], [8, hex("other")]], "overrides": [3] },
        "id_page": { "bytes": hex(ids.write().unwrap()), "head": 8, "min_seq": 2, "next": 8,
            "ids": [[3, hex([0xba; 32])]] },
        "submission_page": { "bytes": hex(submissions.write().unwrap()), "submissions": [[5, hex("sealed")]] },
    })
}
