//! Two phones and what they would have sent, for tests of this crate.

use crate::known::Known;
use crate::reason::{Fault, Hold};
use crate::receive::{Incoming, Link, LinkState, Plan, Verdict};
use rapport_ids::{DeviceId, DocId, EntryId, EpochTag, RecordId, SpaceId};
use rapport_membership::space::SpaceKind;
use rapport_membership::{DocGenesis, Membership, NewSpace, Part, Role, SealWith, Trust, Writers};
use rapport_seal::payload::{Changes, LeaveRequest, Whole};
use rapport_seal::{
    Bundle, Certificate, ControlKey, DeviceKeys, Entry, EpochKey, Frontier, Kind, Random, RecoveryWords, SignedEntry,
    frame,
};
use rapport_wire::Frame;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::convert::Infallible;

/// Chance that can be repeated.
pub(crate) struct Seeded(pub(crate) u64, pub(crate) u64);

impl Random for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) {
        for piece in bytes.chunks_mut(32) {
            self.1 += 1;
            let block = Sha256::new().chain_update(self.0.to_be_bytes()).chain_update(self.1.to_be_bytes()).finalize();
            piece.copy_from_slice(&block[..piece.len()]);
        }
    }
}

/// Knows no more than chains of entries, and how documents were opened.
#[derive(Default)]
pub(crate) struct Shelf {
    pub(crate) links: Vec<(DeviceId, Link)>,
    pub(crate) opened: Vec<(DocId, DocGenesis)>,
    pub(crate) keys: Vec<(EpochTag, EpochKey)>,
    /// Changes that somebody else has built on.
    pub(crate) built_on: BTreeSet<EntryId>,
}

impl Shelf {
    /// Takes in what a plan says of chains, documents and keys, as storage would.
    pub(crate) fn keep(&mut self, plan: &Plan, space: &SpaceId) {
        for (_, link) in &mut self.links {
            if plan.displaced.contains(&link.entry) {
                link.state = LinkState::Held;
            }
        }
        self.keys.extend(plan.keys.iter().map(|key| (key.tag(space), key.duplicate())));
        for item in &plan.items {
            let Some(entry) = item.entry().filter(|entry| entry.entry().dseq > 0) else { continue };
            let fields = entry.entry();
            let state = match item.verdict() {
                Verdict::Held(Hold::Fault(Fault::Copied)) => LinkState::Held,
                Verdict::Held(_) | Verdict::Duplicate => continue,
                _ if item.stands => LinkState::Stands,
                _ => LinkState::Opened,
            };
            if let Verdict::Opens(opening) = item.verdict() {
                self.opened.push((fields.doc, opening.clone()));
            }
            self.links.retain(|(_, link)| link.entry != entry.id());
            self.links.push((fields.device, Link { dseq: fields.dseq, entry: entry.id(), prev: fields.prev, state }));
        }
    }

    /// The entries that are used.
    pub(crate) fn stand(&self) -> BTreeSet<EntryId> {
        self.links.iter().filter(|(_, link)| link.state == LinkState::Stands).map(|(_, link)| link.entry).collect()
    }
}

impl Known for Shelf {
    type Error = Infallible;
    fn has_record(&self, _: &RecordId) -> Result<bool, Infallible> {
        Ok(false)
    }
    fn has_entry(&self, entry: &EntryId) -> Result<bool, Infallible> {
        Ok(self.links.iter().any(|(_, link)| link.entry == *entry && link.state != LinkState::Held))
    }
    fn chain(&self, device: &DeviceId) -> Result<Vec<Link>, Infallible> {
        Ok(self.links.iter().filter(|(of, _)| of == device).map(|(_, link)| *link).collect())
    }
    fn chain_between(&self, device: &DeviceId, first: u64, last: u64) -> Result<Vec<Link>, Infallible> {
        Ok(self.chain(device)?.into_iter().filter(|link| (first..=last).contains(&link.dseq)).collect())
    }
    fn was_copied(&self, device: &DeviceId) -> Result<bool, Infallible> {
        Ok(self.chain(device)?.iter().any(|link| link.state != LinkState::Stands))
    }
    fn key(&self, tag: &EpochTag) -> Result<Option<EpochKey>, Infallible> {
        Ok(self.keys.iter().find(|(of, _)| of == tag).map(|(_, key)| key.duplicate()))
    }
    fn document(&self, doc: &DocId) -> Result<Option<DocGenesis>, Infallible> {
        Ok(self.opened.iter().find(|(of, _)| of == doc).map(|(_, opened)| opened.clone()))
    }
    fn has_part(&self, _: &DocId, _: &Part) -> Result<bool, Infallible> {
        Ok(false)
    }
    fn is_built_on(&self, entry: &EntryId) -> Result<bool, Infallible> {
        Ok(self.built_on.contains(entry))
    }
    fn chunk(&self, _: &EntryId) -> Result<Option<SignedEntry>, Infallible> {
        Ok(None)
    }
}

/// Everything that was sent in one space.
pub(crate) struct Log {
    pub(crate) space: SpaceId,
    pub(crate) doc: DocId,
    pub(crate) membership: Membership,
    pub(crate) epoch: EpochKey,
    control: ControlKey,
    head: RecordId,
    frames: Vec<Vec<u8>>,
    last: Option<SignedEntry>,
}

impl Log {
    pub(crate) fn all(&self) -> Vec<Incoming> {
        let incoming = |(seq, bytes): (u64, &Vec<u8>)| Incoming { bytes: bytes.clone(), seq: Some(seq), held: false };
        (1..).zip(&self.frames).map(incoming).collect()
    }

    fn put(&mut self, frame: Vec<u8>) {
        self.frames.push(frame);
    }
}

pub(crate) struct Phone {
    pub(crate) keys: DeviceKeys,
    pub(crate) bundle: Bundle,
    pub(crate) dseq: u64,
    pub(crate) prev: EntryId,
    pub(crate) before_last: EntryId,
    random: Seeded,
}

impl Phone {
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Seeded(seed, 0);
        let account = RecoveryWords::generate(&mut random).account();
        let keys = DeviceKeys::generate(account.id, &mut random);
        let bundle = Bundle::new([Certificate::by_root(&account.root, *keys.card(), 1)]).unwrap();
        Self { keys, bundle, dseq: 1, prev: EntryId::NONE, before_last: EntryId::NONE, random }
    }

    fn sign(&mut self, log: &Log, kind: Kind, device: DeviceId, payload: Vec<u8>) -> SignedEntry {
        let chained = kind.class() == Some(rapport_wire::Class::Log);
        let entry = Entry {
            kind,
            device,
            dseq: if chained { self.dseq } else { 0 },
            prev: if chained { self.prev } else { EntryId::NONE },
            doc: log.doc,
            tip: log.membership.standing().unwrap().tip(),
            created_ms: 0,
            payload,
        };
        let signed = entry.clone().sign(&log.space, &self.keys);
        let signed = match signed {
            Ok(signed) => signed,
            // In another's name: signed for oneself, then the name is put in.
            Err(_) => forge(&log.space, entry, &self.keys),
        };
        if chained {
            self.before_last = self.prev;
            self.prev = signed.id();
            self.dseq += 1;
        }
        signed
    }

    pub(crate) fn write(&mut self, log: &mut Log, kind: Kind, content: &[u8]) {
        let payload = Changes::new(vec![change(content)]).unwrap().write().unwrap();
        let signed = self.sign(log, kind, self.keys.id(), payload);
        log.put(frame::seal(&signed, &log.epoch, &mut self.random).unwrap());
        log.last = Some(signed);
    }

    pub(crate) fn write_as(&mut self, log: &mut Log, device: DeviceId, content: &[u8]) {
        let payload = Changes::new(vec![change(content)]).unwrap().write().unwrap();
        let signed = self.sign(log, Kind::CHANGES, device, payload);
        log.put(frame::seal(&signed, &log.epoch, &mut self.random).unwrap());
    }

    pub(crate) fn write_large(&mut self, log: &mut Log, size: usize) {
        let raw = change(&vec![7; size - 9]);
        let whole = Whole::new(Changes::new(vec![raw]).unwrap().write().unwrap()).unwrap();
        let mut ids = Vec::new();
        for chunk in whole.chunks() {
            let signed = self.sign(log, Kind::CHUNK, self.keys.id(), chunk.write().unwrap());
            ids.push(signed.id());
            log.put(frame::seal(&signed, &log.epoch, &mut self.random).unwrap());
        }
        let manifest = whole.manifest(Kind::CHANGES, ids).write().unwrap();
        let signed = self.sign(log, Kind::CHANGES_MANIFEST, self.keys.id(), manifest);
        log.put(frame::seal(&signed, &log.epoch, &mut self.random).unwrap());
    }

    pub(crate) fn seal_again(&mut self, log: &Log) -> Vec<u8> {
        frame::seal(log.last.as_ref().unwrap(), &log.epoch, &mut self.random).unwrap()
    }

    pub(crate) fn rotate(&mut self, log: &mut Log) {
        let draft = log.membership.draft_rotate(&self.keys, &mut self.random).unwrap();
        self.operate(log, &draft);
    }

    /// Asks to leave, in the name of an account, knowing this operation.
    pub(crate) fn leave(&mut self, log: &mut Log, account: rapport_ids::AccountId, tip: EntryId) {
        let payload = LeaveRequest { account, frontier: Frontier::default() }.write().unwrap();
        let entry = Entry::plain(Kind::LEAVE_REQUEST, self.keys.id(), tip, 0, payload);
        let signed = entry.sign(&log.space, &self.keys).unwrap();
        log.put(frame::seal(&signed, &log.epoch, &mut self.random).unwrap());
    }

    /// Takes somebody out who asks for it; nothing of theirs counts any more.
    pub(crate) fn let_go(&mut self, log: &mut Log, who: &Self) {
        let payload = LeaveRequest { account: who.keys.account(), frontier: Frontier::default() }.write().unwrap();
        let tip = log.membership.standing().unwrap().tip();
        let request = Entry::plain(Kind::LEAVE_REQUEST, who.keys.id(), tip, 0, payload);
        let request = request.sign(&log.space, &who.keys).unwrap();
        let (account, frontier) = (who.keys.account(), Frontier::default());
        let draft = log.membership.draft_remove(&self.keys, account, frontier, Some(&request), &mut self.random);
        self.operate(log, &draft.unwrap());
    }

    /// The last change that anybody wrote.
    pub(crate) fn last(log: &Log) -> EntryId {
        log.last.as_ref().unwrap().id()
    }

    fn operate(&mut self, log: &mut Log, draft: &rapport_membership::Draft) {
        let with = SealWith {
            keys: &self.keys,
            created_ms: 0,
            prev: log.head,
            epoch: &log.epoch,
            control: &log.control,
            older: &[],
        };
        let made = draft.seal(&with, &mut self.random).unwrap();
        log.membership.insert(&made.entry, Trust::Check).unwrap();
        log.head = Frame::parse(made.frame.clone()).unwrap().record_id();
        log.epoch = made.epoch;
        if let Some(control) = made.control {
            log.control = control;
        }
        log.put(made.frame);
    }

    /// Phones of these tests share the log, and with it the key.
    #[allow(clippy::unused_self)]
    pub(crate) fn learn(&self, _: &Log) {}
}

/// Bytes that look like a change from outside.
fn change(content: &[u8]) -> Vec<u8> {
    let mut raw = vec![0x85, 0x6f, 0x4a, 0x83, 0, 0, 0, 0, 1];
    raw.extend_from_slice(content);
    raw
}

/// An entry in somebody else's name, with one's own signature.
fn forge(space: &SpaceId, entry: Entry, keys: &DeviceKeys) -> SignedEntry {
    let device = entry.device;
    let own = Entry { device: keys.id(), ..entry };
    let mut bytes = own.sign(space, keys).unwrap().to_bytes().unwrap();
    bytes[2..18].copy_from_slice(device.as_bytes());
    SignedEntry::from_bytes(space, &bytes).unwrap()
}

/// Ann has opened a space and taken Ben in; both can write in one document.
pub(crate) fn pair(seed: u64) -> (Phone, Phone, Log) {
    let (mut ann, ben) = (Phone::new(seed * 2 + 1), Phone::new(seed * 2 + 2));
    let new = NewSpace::fresh(SpaceKind::Pair, ann.bundle.clone(), 0, &mut ann.random);
    let made = new.make(&ann.keys, &mut ann.random).unwrap();
    let mut membership = Membership::new(made.space);
    membership.insert(&made.entry, Trust::Check).unwrap();
    let opening = DocGenesis { kind: 5, key: vec![1], writers: Writers::AtLeast(Role::Writer) };
    let mut log = Log {
        space: made.space,
        doc: opening.doc_id(&made.space).unwrap(),
        membership,
        epoch: made.epoch,
        control: made.control,
        head: Frame::parse(made.frame.clone()).unwrap().record_id(),
        frames: vec![made.frame],
        last: None,
    };
    let draft = log.membership.draft_add(&ann.keys, Role::Admin, ben.bundle.clone(), &mut ann.random).unwrap();
    ann.operate(&mut log, &draft);
    let signed = ann.sign(&log, Kind::DOC_GENESIS, ann.keys.id(), opening.write().unwrap());
    log.put(frame::seal(&signed, &log.epoch, &mut ann.random).unwrap());
    (ann, ben, log)
}
