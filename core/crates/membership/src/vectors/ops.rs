//! A control chain with every operation, as frames that went to a relay.

use super::{entry, frontier, hex, keys::bundle_bytes};
use crate::draft::{NewSpace, SealWith};
use crate::ledger::{Membership, Trust};
use crate::op::{Act, AddMember, Op, Prune, Remove, SetOwner, SetRole};
use crate::relay::Relay;
use crate::role::Role;
use crate::space::SpaceKind;
use crate::testing::{Person, Seeded};
use rapport_ids::{EntryId, LogId, RecordId};
use rapport_seal::revocation::Revoke;
use rapport_seal::{
    Bundle, Certificate, ControlKey, DeviceKeys, EpochKey, Frontier, Kind, Mark, RecoveryWords, Revocation, Secret,
    SignedEntry,
};
use rapport_wire::{Chain, Frame, Origin};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn relays() -> BTreeSet<Relay> {
    let relay = |text: &str, pin| Relay { origin: Origin::parse(text).unwrap(), pin };
    [relay("https://relay.example.org", None), relay("https://b.example", Some([0x91; 32]))].into()
}

fn relay_fields(relays: &BTreeSet<Relay>) -> Value {
    relays.iter().map(|r| json!([r.origin.as_str(), r.pin.map(hex)])).collect()
}

fn act_fields(act: &Act) -> Value {
    match act {
        Act::Genesis(g) => json!({
            "kind": g.kind.byte(), "account": hex(g.account), "random": hex(g.random),
            "owner_public": hex(g.owner_key),
            "recovery": g.recovery.map(|r| json!([hex(r.hpke.as_bytes()), hex(r.relay)])),
            "certificates": hex(bundle_bytes(&g.certificates)), "relays": relay_fields(&g.relays),
        }),
        Act::AddMember(add) => json!({
            "account": hex(add.account), "role": add.role.byte(),
            "certificates": hex(bundle_bytes(&add.certificates)),
        }),
        Act::SetRole(set) => json!({
            "account": hex(set.account), "role": set.role.byte(), "frontier": frontier(&set.frontier),
        }),
        Act::Remove(remove) => json!({
            "account": hex(remove.account), "device": remove.device.map(hex),
            "frontier": frontier(&remove.frontier), "request": remove.request.as_ref().map(hex),
            "revocation": remove.revocation.as_ref().map(|r| hex(r.write().unwrap())),
        }),
        Act::SetOwner(set) => json!({
            "account": hex(set.account), "owner_public": hex(set.owner_key), "frontier": frontier(&set.frontier),
        }),
        Act::Rotate => json!({}),
        Act::SetRelays(relays) => json!({ "relays": relay_fields(relays) }),
        Act::Prune(prune) => json!({
            "log_id": hex(prune.log_id), "through": prune.through, "chain": hex(prune.chain.as_bytes()),
            "snapshots": prune.snapshots.iter().map(hex).collect::<Vec<_>>(),
        }),
        Act::Unknown { fields, .. } => json!({ "unknown": hex(fields) }),
    }
}

/// A control frame with all that it can be opened and checked with.
fn control(
    name: &str,
    bytes: &[u8],
    signed: &SignedEntry,
    by: &DeviceKeys,
    (before, after): (&EpochKey, &EpochKey),
    signer: [u8; 32],
) -> Value {
    let frame = Frame::parse(bytes.to_vec()).unwrap();
    let op = Op::from_entry(signed).unwrap();
    let (boxes, trailer) = (frame.boxes().unwrap(), frame.trailer().unwrap());
    let mut fields = act_fields(&op.act);
    fields["boxes_hash"] = json!(hex(op.after.boxes_hash));
    fields["epoch_after"] = json!(hex(op.after.epoch));
    fields["control_after"] = json!(hex(op.after.control));
    fields["replaces"] = op.after.replaces.iter().map(hex).collect();
    json!({
        "frame": hex(bytes),
        "record_id": hex(frame.record_id()),
        "key": hex(before.expose().expose()),
        "key_after": hex(after.expose().expose()),
        "signer_control": hex(signer),
        "boxes": [boxes.epoch.len(), boxes.control.len(), boxes.older.len()],
        "trailer": {
            "prev": hex(trailer.prev), "tag_after": hex(trailer.tag_after),
            "auth_after": hex(trailer.auth_after), "control_after": hex(trailer.control_after),
        },
        "entry": entry(name, signed, &by.card().sign, fields),
    })
}

struct Line {
    membership: Membership,
    epoch: EpochKey,
    control: ControlKey,
    head: RecordId,
    random: Seeded,
    frames: Vec<Value>,
}

impl Line {
    fn post(&mut self, name: &str, by: &DeviceKeys, act: Act, replaces: BTreeSet<EntryId>) {
        let draft = self.membership.draft(by, act, replaces, &mut self.random).unwrap();
        let with = SealWith {
            keys: by,
            created_ms: 1_767_225_600_000,
            prev: self.head,
            epoch: &self.epoch,
            control: &self.control,
            older: &[],
        };
        let made = draft.seal(&with, &mut self.random).unwrap();
        self.membership.insert(&made.entry, Trust::Check).unwrap();
        let (keys, signer) = ((&self.epoch, &made.epoch), self.control.public());
        self.frames.push(control(name, &made.frame, &made.entry, by, keys, signer));
        self.head = Frame::parse(made.frame).unwrap().record_id();
        self.epoch = made.epoch;
        if let Some(new) = made.control {
            self.control = new;
        }
    }
}

pub(super) fn chain() -> Value {
    let [ada, ben, cleo, dan] = [1, 2, 3, 4].map(|seed| Person::new(seed, 2));
    let mut random = Seeded::new(90);
    let mut new = NewSpace::fresh(SpaceKind::Circle, ada.bundle.clone(), 1_767_225_600_000, &mut random);
    new.relays = relays();
    let made = new.make(ada.key(), &mut random).unwrap();
    let mut membership = Membership::new(made.space);
    membership.insert(&made.entry, Trust::Check).unwrap();
    let first =
        control("genesis", &made.frame, &made.entry, ada.key(), (&made.epoch, &made.epoch), made.control.public());
    let create = made.create().unwrap().write().unwrap();
    let head = Frame::parse(made.frame.clone()).unwrap().record_id();
    let mut line = Line { membership, epoch: made.epoch, control: made.control, head, random, frames: vec![first] };
    let add =
        |who: &Person, role| Act::AddMember(AddMember { account: who.id(), role, certificates: who.bundle.clone() });
    let none = BTreeSet::new;
    line.post("add-member, admin", ada.key(), add(&ben, Role::Admin), none());
    line.post("add-member, writer", ben.key(), add(&cleo, Role::Writer), none());
    line.post("add-member, reader", ada.key(), add(&dan, Role::Reader), none());
    let mark = |keys: &DeviceKeys| (keys.id(), Mark { dseq: 3, entry: EntryId::new([0x92; 32]) });
    let frontier: Frontier = [mark(cleo.key())].into_iter().collect();
    let set = SetRole { account: cleo.id(), role: Role::Reader, frontier };
    line.post("set-role", ada.key(), Act::SetRole(set), none());
    line.post("rotate", ben.key(), Act::Rotate, [EntryId::new([0x93; 32])].into());
    line.post("set-relays", ada.key(), Act::SetRelays(BTreeSet::new()), none());
    let what = Revoke {
        device: ben.devices[1].id(),
        last_op: line.membership.standing().unwrap().tip(),
        last: Mark::START,
        standing: none().into_iter().map(|_: EntryId| ben.key().id()).collect(),
    };
    let revocation = Revocation::by_root(&ben.root, &line.membership.space(), what).unwrap();
    line.membership.revoke(&revocation);
    let remove = Remove {
        account: ben.id(),
        device: Some(ben.devices[1].id()),
        frontier: Frontier::default(),
        request: None,
        revocation: Some(revocation),
    };
    line.post("remove, device", ben.key(), Act::Remove(Box::new(remove.clone())), none());
    let request = line.membership.leave_request(dan.key(), Frontier::default(), 1_767_225_600_000).unwrap();
    let request = Some(request.to_bytes().unwrap());
    let leave = Remove { account: dan.id(), device: None, request, revocation: None, ..remove };
    line.post("remove, on request", ben.key(), Act::Remove(Box::new(leave)), none());
    let hand = SetOwner { account: ben.id(), owner_key: [0x94; 32], frontier: [mark(ada.key())].into_iter().collect() };
    line.post("set-owner", ada.key(), Act::SetOwner(hand), none());
    let prune = Prune {
        log_id: LogId::new([0x95; 16]),
        through: 400,
        chain: Chain::new([0x96; 32]),
        snapshots: [RecordId::new([0x98; 32]), RecordId::new([0x97; 32])].into(),
    };
    line.post("prune", ben.key(), Act::Prune(prune), none());
    let newer = Act::Unknown { kind: Kind(40), fields: b"from a newer version".to_vec() };
    line.post("unknown operation", ben.key(), newer, none());
    let standing = line.membership.standing().unwrap();
    let people = [&ada, &ben, &cleo, &dan].map(|p| hex(p.key().hpke().expose().expose()));
    json!({
        "space": hex(made.space),
        "create": hex(create),
        "frames": line.frames,
        "device_hpke_secrets": people,
        "standing": {
            "tip": hex(standing.tip()),
            "owner": hex(standing.owner()),
            "epoch": hex(standing.epoch()),
            "control": hex(standing.control_key()),
            "members": standing.members().map(|m| json!([hex(m.account), m.role.byte()])).collect::<Vec<_>>(),
        },
    })
}

/// The personal space, which the words alone find and open.
pub(super) fn personal() -> Value {
    let words = RecoveryWords::from_entropy(Secret::random(&mut Seeded::new(24)));
    let account = words.account();
    let mut random = Seeded::new(99);
    let keys = DeviceKeys::generate(account.id, &mut random);
    let bundle = Bundle::new([Certificate::by_root(&account.root, *keys.card(), 0)]).unwrap();
    let made = NewSpace::personal(&account, bundle, 5).make(&keys, &mut random).unwrap();
    let create = made.create().unwrap().write().unwrap();
    let keys_of = (&made.epoch, &made.epoch);
    json!({
        "words": *words.phrase(),
        "space": hex(made.space),
        "create": hex(create),
        "genesis": control("genesis, personal", &made.frame, &made.entry, &keys, keys_of, made.control.public()),
        "control_seed": hex(made.control.seed().expose()),
    })
}
