//! One record on its way through.

use crate::reason::{Fault, Hold};
use rapport_ids::{RecordId, SpaceId};
use rapport_membership::{DocGenesis, Part};
use rapport_seal::SignedEntry;
use rapport_wire::{Frame, FrameProblem};
use sha2::{Digest, Sha256};

/// A record as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct Incoming {
    pub bytes: Vec<u8>,
    /// Its number at the relay, if it came from one.
    pub seq: Option<u64>,
    /// It has been here before and was kept aside.
    pub held: bool,
}

/// A record with what is to become of it.
pub struct Item {
    pub record: RecordId,
    pub bytes: Vec<u8>,
    pub seq: Option<u64>,
    pub held: bool,
    /// False for what opens something on the branch of a copied phone that was
    /// given up: it is used, and its chain goes on elsewhere.
    pub stands: bool,
    pub(super) frame: Option<Frame>,
    pub(super) entry: Option<SignedEntry>,
    /// Its device is known to have signed it.
    pub(super) signed: bool,
    pub(super) stage: Stage,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stage {
    /// Not decided yet.
    Open,
    Ended(Verdict),
}

/// What is to become of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Known already, as a record or as an entry.
    Duplicate,
    /// Kept aside.
    Held(Hold),
    /// An operation, a certificate, a revocation or a request that has been
    /// taken into the membership, or waits there.
    Membership,
    /// Only keys, which have been taken out.
    Share,
    /// Opens a document.
    Opens(DocGenesis),
    /// Opens a part of a document.
    Part(Part),
    /// Changes of its document, yet to be tried.
    Changes(Vec<Vec<u8>>),
    /// A piece of something larger, kept until its manifest comes.
    Chunk,
    /// Taken note of: what it is for comes with another act.
    Noted,
}

impl Item {
    pub(super) fn parse(incoming: Incoming, space: SpaceId) -> Self {
        let Incoming { bytes, seq, held } = incoming;
        let record = RecordId::new(Sha256::digest(&bytes).into());
        let (frame, stage) = match Frame::parse(bytes.clone()) {
            Ok(frame) if frame.header().space != space => (None, fault(Fault::Form)),
            Ok(frame) => (Some(frame), Stage::Open),
            Err(FrameProblem::Newer(what)) => (None, Stage::Ended(Verdict::Held(Hold::NeedsUpdate(what)))),
            Err(_) => (None, fault(Fault::Form)),
        };
        Self { record, bytes, seq, held, stands: true, frame, entry: None, signed: false, stage }
    }

    pub(super) fn ended(mut self, verdict: Verdict) -> Self {
        self.stage = Stage::Ended(verdict);
        self
    }

    pub(super) fn is_open(&self) -> bool {
        self.stage == Stage::Open
    }

    /// What is to become of it.
    pub fn verdict(&self) -> &Verdict {
        match &self.stage {
            Stage::Ended(verdict) => verdict,
            Stage::Open => &Verdict::Held(Hold::Fault(Fault::Form)),
        }
    }

    /// The class on its outside, as a byte; 0 when it is not a frame known here.
    pub fn class(&self) -> u8 {
        self.frame.as_ref().map_or(0, |frame| frame.class().byte())
    }

    /// What is inside, once it was opened.
    pub const fn entry(&self) -> Option<&SignedEntry> {
        self.entry.as_ref()
    }

    pub const fn frame(&self) -> Option<&Frame> {
        self.frame.as_ref()
    }

    /// Takes the verdict back: the changes in it could not be used after all.
    pub fn hold(&mut self, hold: Hold) {
        self.stage = Stage::Ended(Verdict::Held(hold));
    }
}

pub(super) const fn fault(fault: Fault) -> Stage {
    Stage::Ended(Verdict::Held(Hold::Fault(fault)))
}

impl std::fmt::Debug for Item {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}: {:?}", self.record, self.stage)
    }
}
