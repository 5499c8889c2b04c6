//! What a record is worth: the questions one after the other, each with its
//! own answer when it fails.

use super::chain::{self, Link, LinkState};
use super::item::{Item, Stage, Verdict, fault};
use super::keys::Keys;
use crate::known::Known;
use crate::reason::{Fault, Hold, Wait};
use rapport_ids::{DeviceId, DocId, EntryId, EpochTag};
use rapport_membership::standing::Opening;
use rapport_membership::{Admission, DocGenesis, Inserted, Membership, Part, Trust};
use rapport_seal::payload::{Certified, Changes, Chunk, LeaveRequest, Manifest, Whole};
use rapport_seal::{ControlKey, DeviceKeys, EpochKey, Kind, OpenProblem, Revocation, SignedEntry, boxes, frame};
use rapport_wire::{Class, Frame};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Looks at records, with what the batch has brought so far laid over what is known.
pub(super) struct Judge<'a, K> {
    known: &'a K,
    me: &'a DeviceKeys,
    membership: Cow<'a, Membership>,
    keys: Keys,
    control: Option<ControlKey>,
    opened: BTreeMap<DocId, DocGenesis>,
    parts: BTreeSet<(DocId, Part)>,
    entries: BTreeSet<EntryId>,
    links: BTreeMap<DeviceId, Vec<Link>>,
    chunks: BTreeMap<EntryId, SignedEntry>,
}

impl<'a, K: Known> Judge<'a, K> {
    pub(super) fn new(known: &'a K, membership: &'a Membership, me: &'a DeviceKeys, keys: Keys) -> Self {
        Self {
            known,
            me,
            membership: Cow::Borrowed(membership),
            keys,
            control: None,
            opened: BTreeMap::new(),
            parts: BTreeSet::new(),
            entries: BTreeSet::new(),
            links: BTreeMap::new(),
            chunks: BTreeMap::new(),
        }
    }

    pub(super) fn finish(self) -> (Option<Membership>, Vec<EpochKey>, Option<ControlKey>) {
        let space = self.membership.space();
        let named = |key: &EpochKey| self.membership.knows_epoch(&key.id(&space));
        let keys = self.keys.into_found().filter(named).collect();
        let membership = match self.membership {
            Cow::Owned(changed) => Some(changed),
            Cow::Borrowed(_) => None,
        };
        (membership, keys, self.control)
    }

    /// Looks at the chains of all devices of which something came: where one
    /// was copied, only one branch stands. Says what stood before and no longer does.
    pub(super) fn settle_chains(&self, items: &mut [Item]) -> Result<Vec<EntryId>, K::Error> {
        let (mut fell, mut displaced) = (BTreeSet::new(), Vec::new());
        for (device, came) in &self.links {
            if !self.may_be_copied(device, came)? {
                continue;
            }
            let known = self.known.chain(device)?;
            let all: Vec<Link> = known.iter().chain(came).copied().collect();
            let stands = chain::standing(&all);
            fell.extend(came.iter().filter(|link| !stands.contains(&link.entry)).map(|link| link.entry));
            let stood = |link: &&Link| link.state == LinkState::Stands && !stands.contains(&link.entry);
            displaced.extend(known.iter().filter(stood).map(|link| link.entry));
        }
        for item in items.iter_mut().filter(|item| item.entry().is_some_and(|entry| fell.contains(&entry.id()))) {
            match item.verdict() {
                Verdict::Held(_) | Verdict::Duplicate => {}
                // Others may have written in it already.
                Verdict::Opens(_) | Verdict::Part(_) => item.stands = false,
                _ => item.hold(Hold::Fault(Fault::Copied)),
            }
        }
        Ok(displaced)
    }

    /// Cheap for everybody who was never copied: only the places next to those
    /// that came are looked at.
    fn may_be_copied(&self, device: &DeviceId, came: &[Link]) -> Result<bool, K::Error> {
        if self.known.was_copied(device)? {
            return Ok(true);
        }
        let first = came.iter().map(|link| link.dseq).min().unwrap_or(1).saturating_sub(1);
        let last = came.iter().map(|link| link.dseq).max().unwrap_or(1).saturating_add(1);
        let mut near = self.known.chain_between(device, first, last)?;
        near.extend(came);
        Ok(chain::fork(&near))
    }

    /// One look at a record; it may be looked at again when it waits.
    pub(super) fn judge(&mut self, item: &mut Item) -> Result<Stage, K::Error> {
        let Some(frame) = item.frame.take() else { return Ok(item.stage.clone()) };
        let stage = self.judge_frame(&frame, &mut item.entry, item.signed);
        item.frame = Some(frame);
        stage
    }

    fn judge_frame(
        &mut self,
        frame: &Frame,
        opened: &mut Option<SignedEntry>,
        signed: bool,
    ) -> Result<Stage, K::Error> {
        self.follow_links(frame)?;
        if frame.class() == Class::Share {
            return Ok(Stage::Ended(Verdict::Share));
        }
        let entry = match opened.take() {
            Some(entry) => entry,
            None => match self.open(frame)? {
                Ok(entry) => entry,
                Err(stage) => return Ok(stage),
            },
        };
        let stage = match frame.class() {
            Class::Control => self.judge_op(frame, &entry)?,
            Class::Notice => self.judge_notice(&entry)?,
            Class::Log | Class::Snapshot | Class::Chunk => self.judge_entry(&entry, signed)?,
            // Presence is never stored and does not come this way.
            Class::Live | Class::Share => fault(Fault::Form),
        };
        *opened = Some(entry);
        Ok(stage)
    }

    /// How many keys came with the batch so far.
    pub(super) fn keys_found(&self) -> usize {
        self.keys.len()
    }

    /// A control frame may lead from a key that is here to older ones.
    fn follow_links(&mut self, frame: &Frame) -> Result<(), K::Error> {
        if let Some(trailer) = frame.trailer()
            && let Some(newer) = self.key(&trailer.tag_after)?
        {
            self.keys.follow(frame, &newer);
        }
        Ok(())
    }

    fn key(&self, tag: &EpochTag) -> Result<Option<EpochKey>, K::Error> {
        match self.keys.get(tag) {
            Some(key) => Ok(Some(key.duplicate())),
            None => self.known.key(tag),
        }
    }

    fn open(&self, sealed: &Frame) -> Result<Result<SignedEntry, Stage>, K::Error> {
        let tag = sealed.header().tag;
        let Some(key) = self.key(&tag)? else { return Ok(Err(wait(Wait::Key(*tag.as_bytes())))) };
        Ok(frame::open(sealed, &key).map_err(|problem| match problem {
            OpenProblem::Newer(what) => Stage::Ended(Verdict::Held(Hold::NeedsUpdate(what))),
            OpenProblem::Malformed(_) => fault(Fault::Payload),
            _ => fault(Fault::Seal),
        }))
    }

    /// An operation may have been waiting in the membership for its author's
    /// certificate; it is new as long as it is not stored.
    fn judge_op(&mut self, frame: &Frame, entry: &SignedEntry) -> Result<Stage, K::Error> {
        if self.entries.contains(&entry.id()) || self.known.has_entry(&entry.id())? {
            return Ok(Stage::Ended(Verdict::Duplicate));
        }
        match self.membership.to_mut().insert(entry, Trust::Check) {
            Ok(Inserted::New | Inserted::Known) => {
                let public = self.membership.op(&entry.id()).map(|op| op.after.control);
                if let Some(key) = public.and_then(|public| boxes::control_key(frame, self.me.hpke(), &public)) {
                    self.control = Some(key);
                }
                self.entries.insert(entry.id());
                Ok(Stage::Ended(Verdict::Membership))
            }
            Ok(Inserted::Waiting) => Ok(wait(Wait::Device(*entry.entry().device.as_bytes()))),
            Err(_) => Ok(fault(Fault::Operation)),
        }
    }

    fn judge_notice(&mut self, entry: &SignedEntry) -> Result<Stage, K::Error> {
        if self.entries.contains(&entry.id()) || self.known.has_entry(&entry.id())? {
            return Ok(Stage::Ended(Verdict::Duplicate));
        }
        let payload = &entry.entry().payload;
        // A certificate may be about the very device that signed the notice.
        if entry.entry().kind == Kind::CERTIFICATE {
            let Ok(certified) = Certified::read(payload) else { return Ok(fault(Fault::Payload)) };
            if self.membership.to_mut().certify(&certified.0, Trust::Check).is_err() {
                return Ok(fault(Fault::Signature));
            }
        }
        if let Some(stage) = self.check_signature(entry) {
            return Ok(stage);
        }
        if entry.entry().kind == Kind::LEAVE_REQUEST
            && let Some(stage) = self.check_leave(entry)
        {
            return Ok(stage);
        }
        if entry.entry().kind == Kind::REVOCATION {
            let Ok(revocation) = Revocation::read(payload) else { return Ok(fault(Fault::Payload)) };
            if !self.membership.to_mut().revoke(&revocation) {
                return Ok(fault(Fault::Signature));
            }
        }
        self.entries.insert(entry.id());
        Ok(Stage::Ended(if entry.entry().kind.is_known() {
            Verdict::Membership
        } else {
            Verdict::Held(Hold::NeedsUpdate("notice"))
        }))
    }

    /// A request to leave is for oneself. It is taken once the operation that
    /// its author knew is here: before, nobody can act on it.
    fn check_leave(&self, entry: &SignedEntry) -> Option<Stage> {
        let fields = entry.entry();
        let by = self.membership.devices().get(&fields.device).map(|kin| kin.card.account);
        match LeaveRequest::read(&fields.payload) {
            Ok(request) if Some(request.account) == by => {}
            _ => return Some(fault(Fault::Payload)),
        }
        self.membership.place(&fields.tip).is_none().then(|| wait(Wait::Tip(*fields.tip.as_bytes())))
    }

    fn check_signature(&self, entry: &SignedEntry) -> Option<Stage> {
        let device = entry.entry().device;
        match self.membership.devices().get(&device) {
            None => Some(wait(Wait::Device(*device.as_bytes()))),
            Some(kin) if !entry.is_by(&kin.card) => Some(fault(Fault::Signature)),
            Some(_) => None,
        }
    }

    fn judge_entry(&mut self, entry: &SignedEntry, signed: bool) -> Result<Stage, K::Error> {
        if self.membership.place(&entry.entry().tip).is_none() {
            return Ok(wait(Wait::Tip(*entry.entry().tip.as_bytes())));
        }
        if !signed && let Some(stage) = self.check_signature(entry) {
            return Ok(stage);
        }
        if self.entries.contains(&entry.id()) || self.known.has_entry(&entry.id())? {
            return Ok(Stage::Ended(Verdict::Duplicate));
        }
        let stage = self.judge_content(entry)?;
        if let Stage::Ended(verdict) = &stage
            && !matches!(verdict, Verdict::Held(_))
        {
            self.take(entry, verdict)?;
        }
        Ok(stage)
    }

    fn judge_content(&self, entry: &SignedEntry) -> Result<Stage, K::Error> {
        let fields = entry.entry();
        let viewer = self.me.account();
        let written = matches!(fields.kind, Kind::CHANGES | Kind::CHANGES_MANIFEST | Kind::CHUNK);
        let built_on = written && self.known.is_built_on(&entry.id())?;
        let admit = |what: Opening<'_>| match self.membership.admits(entry, what, Some(&viewer)) {
            Admission::Admissible => None,
            Admission::UnknownTip => Some(wait(Wait::Tip(*fields.tip.as_bytes()))),
            Admission::UnknownDevice => Some(wait(Wait::Device(*fields.device.as_bytes()))),
            Admission::Inadmissible(_) if built_on => None,
            Admission::Inadmissible(why) => Some(fault(Fault::Inadmissible(why))),
        };
        if fields.kind == Kind::DOC_GENESIS {
            let Ok(opened) = DocGenesis::read(&fields.payload) else { return Ok(fault(Fault::Payload)) };
            let what = Opening::Genesis { opened: &opened, reader_kinds: &[] };
            return Ok(admit(what).unwrap_or(Stage::Ended(Verdict::Opens(opened))));
        }
        if fields.doc == DocId::NONE {
            return Ok(admit(Opening::AnyMember).unwrap_or(Stage::Ended(Verdict::Noted)));
        }
        let Some(document) = self.document(&fields.doc)? else {
            return Ok(wait(Wait::Document(*fields.doc.as_bytes())));
        };
        if let Some(stage) = admit(Opening::Document(&document.writers)) {
            return Ok(stage);
        }
        let verdict = match fields.kind {
            Kind::PART => Part::read(&fields.payload).ok().map(Verdict::Part),
            Kind::CHANGES => Changes::read(&fields.payload).ok().map(|c| Verdict::Changes(c.into_raw())),
            Kind::CHANGES_MANIFEST => return self.join(fields.doc, &fields.payload),
            Kind::CHUNK => Chunk::read(&fields.payload).ok().map(|_| Verdict::Chunk),
            kind if kind.is_known() => Some(Verdict::Noted),
            _ => Some(Verdict::Held(Hold::NeedsUpdate("kind"))),
        };
        Ok(verdict.map_or(fault(Fault::Payload), Stage::Ended))
    }

    fn document(&self, doc: &DocId) -> Result<Option<DocGenesis>, K::Error> {
        match self.opened.get(doc) {
            Some(opened) => Ok(Some(opened.clone())),
            None => self.known.document(doc),
        }
    }

    /// Puts the pieces of large changes together.
    fn join(&self, doc: DocId, payload: &[u8]) -> Result<Stage, K::Error> {
        let Ok(manifest) = Manifest::read(payload) else { return Ok(fault(Fault::Payload)) };
        if manifest.kind != Kind::CHANGES {
            return Ok(fault(Fault::Payload));
        }
        let mut pieces = Vec::new();
        for id in &manifest.chunks {
            let piece = match self.chunks.get(id) {
                Some(piece) => Some(piece.clone()),
                None => self.known.chunk(id)?,
            };
            let Some(piece) = piece else { return Ok(wait(Wait::Chunk(*id.as_bytes()))) };
            match Chunk::read(&piece.entry().payload) {
                Ok(chunk) if piece.entry().doc == doc => pieces.push(chunk),
                _ => return Ok(fault(Fault::Payload)),
            }
        }
        let whole = Whole::join(&manifest, &pieces).and_then(|whole| Changes::read(&whole.into_payload()));
        Ok(whole.map_or(fault(Fault::Payload), |c| Stage::Ended(Verdict::Changes(c.into_raw()))))
    }

    fn take(&mut self, entry: &SignedEntry, verdict: &Verdict) -> Result<(), K::Error> {
        let fields = entry.entry();
        self.entries.insert(entry.id());
        // What counts only by what builds on it stands on no branch of its device.
        if fields.dseq > 0 && !self.known.is_built_on(&entry.id())? {
            let state = match verdict {
                Verdict::Opens(_) | Verdict::Part(_) => LinkState::Opened,
                _ => LinkState::Held,
            };
            let link = Link { dseq: fields.dseq, entry: entry.id(), prev: fields.prev, state };
            self.links.entry(fields.device).or_default().push(link);
        }
        match verdict {
            Verdict::Opens(opened) => {
                self.opened.insert(fields.doc, opened.clone());
            }
            Verdict::Part(part) => {
                self.parts.insert((fields.doc, *part));
            }
            Verdict::Chunk => {
                self.chunks.insert(entry.id(), entry.clone());
            }
            _ => {}
        }
        Ok(())
    }
}

const fn wait(wait: Wait) -> Stage {
    Stage::Ended(Verdict::Held(Hold::Wait(wait)))
}
