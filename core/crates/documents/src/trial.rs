//! The trial: what somebody else's change has to pass before it counts.
//!
//! A change that was tampered with can make the library panic, or apply and
//! leave a document whose save nobody can open. So a batch is tried on a copy
//! of the document. When it passes, the copy becomes the document; when it
//! does not, the changes that are to blame are found by halves, and all others
//! still count. The document that was given is never touched.

mod check;
mod deltas;
mod full;
mod gate;

pub use full::{Damage, full_check};

use crate::doc::Doc;
use crate::heads::ChangeId;
use crate::quiet::{self, Panicked};
use crate::raw::{self, BadBytes, Peek};
use crate::text::Delta;
use automerge::Change;
use gate::Mark;
use rapport_ids::{DeviceId, SectionId};
use std::collections::{BTreeMap, BTreeSet};

/// A change that came in, and the device whose signature it came under.
#[derive(Clone, Copy)]
pub struct Incoming<'a> {
    pub device: DeviceId,
    pub raw: &'a [u8],
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    Applied,
    /// It was in the document already.
    Known,
    /// These have to come first; then it is tried again.
    Orphaned {
        missing: Vec<ChangeId>,
    },
    /// It never counts; the changes that depend on it do not either.
    Rejected(Reason),
}

/// Why a change was rejected. Nothing in it is what people wrote.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error("{0}")]
    Bytes(BadBytes),
    /// It names another device than the one that signed it.
    #[error("it was written by another device than the one that signed it")]
    Actor,
    #[error("it depends on nothing")]
    NoDependency,
    /// Its counters do not follow from what it depends on.
    #[error("its counters do not follow from what it depends on")]
    StartOp,
    /// Its number does not follow the writer's change before it.
    #[error("it does not follow its writer's change before it")]
    Sequence,
    /// Its writer has another change with the same number: a copied device.
    #[error("its writer has another change with the same number")]
    Duplicate,
    #[error("{0}")]
    Panicked(Panicked),
    #[error("the document library refused it")]
    Library,
    #[error("it did not become the newest state")]
    Heads,
    /// Written out again it is something else: it said what cannot be kept.
    #[error("written out again it is not the same")]
    Reencoded,
    /// It would put something else in the place of what a document begins with.
    #[error("it breaks the shape of the document")]
    Shape,
    #[error("{0}")]
    Damage(Damage),
    /// It depends on one that was rejected.
    #[error("it depends on a rejected change")]
    DependsOn(ChangeId),
}

impl From<Panicked> for Reason {
    fn from(panicked: Panicked) -> Self {
        Self::Panicked(panicked)
    }
}

/// How the text of a section changes, in the coordinates of the document
/// before the batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionChange {
    pub section: SectionId,
    pub delta: Delta,
}

/// What came out.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The document with all that passed; none when nothing new did.
    pub next: Option<Doc>,
    /// For each change that came in, in the same order.
    pub fates: Vec<(ChangeId, Fate)>,
    /// Sections whose text changes, when that was asked for.
    pub sections: Vec<SectionChange>,
    /// Whether the full check was done, too, because marks came in whose order
    /// cannot be told otherwise.
    pub fully_checked: bool,
}

/// A change that may be tried.
struct Candidate<'a> {
    /// Its place in what came in.
    index: usize,
    peek: Peek<'a>,
    change: Change,
    /// Its marks, to be looked at where they are.
    marks: Vec<Mark>,
    keys: bool,
    shape: bool,
}

/// What a batch that passed leaves.
struct Passed {
    doc: Doc,
    sections: BTreeMap<SectionId, Delta>,
    fully_checked: bool,
}

/// What a document must pass beside the gate.
type Beside<'a> = &'a dyn Fn(&Doc) -> Result<(), Damage>;

/// Tries a batch of changes in any order, as one. With `texts` it also says
/// how the texts of a note change; without, it is a little faster.
pub fn trial(doc: &Doc, batch: &[Incoming<'_>], texts: bool) -> Trial {
    trial_beside(doc, batch, texts, &|_| Ok(()))
}

/// The same with the full check of what comes out: for changes that have
/// passed the gate once and made a document that fails its check. The one to
/// blame is found by halves, and is left out with what depends on it.
pub fn trial_in_full(doc: &Doc, batch: &[Incoming<'_>]) -> Trial {
    trial_beside(doc, batch, false, &|next| full_check(next).map(drop))
}

fn trial_beside(doc: &Doc, batch: &[Incoming<'_>], texts: bool, beside: Beside<'_>) -> Trial {
    let mut fates: Vec<(ChangeId, Fate)> = Vec::with_capacity(batch.len());
    let mut candidates = Vec::new();
    let texts_of = gate::Texts::of(doc);
    let mut seen = BTreeSet::new();
    for (index, incoming) in batch.iter().enumerate() {
        let id = raw::id_of(incoming.raw);
        let fate = if doc.has(id) || !seen.insert(id) {
            Fate::Known
        } else {
            match open(&texts_of, index, incoming) {
                Ok(candidate) => {
                    candidates.push(candidate);
                    Fate::Applied
                }
                Err(reason) => Fate::Rejected(reason),
            }
        };
        fates.push((id, fate));
    }
    let ready = check::in_order(doc, candidates, &mut fates);
    let mut passed = Passed { doc: doc.clone(), sections: BTreeMap::new(), fully_checked: false };
    let tried = !ready.is_empty() && settle(&mut passed, ready, (texts, beside), &mut fates);
    let sections = passed.sections.into_iter().filter(|(_, delta)| !delta.is_empty());
    Trial {
        next: tried.then_some(passed.doc),
        fates,
        sections: sections.map(|(section, delta)| SectionChange { section, delta }).collect(),
        fully_checked: passed.fully_checked,
    }
}

/// Bytes, writer and operations by themselves.
fn open<'a>(texts: &gate::Texts, index: usize, incoming: &Incoming<'a>) -> Result<Candidate<'a>, Reason> {
    let peek = raw::peek(incoming.raw).map_err(Reason::Bytes)?;
    if peek.actor.get(..DeviceId::LEN) != Some(incoming.device.as_ref()) {
        return Err(Reason::Actor);
    }
    if peek.dependencies.is_empty() {
        return Err(Reason::NoDependency);
    }
    let facts = raw::vet(&peek, |id| texts.place(id)).map_err(Reason::Bytes)?;
    let (marks, keys, shape) = (facts.marks.iter().map(Mark::of).collect(), facts.keys, facts.shape);
    let change = quiet::catch(|| Change::try_from(incoming.raw))?.map_err(|_| Reason::Library)?;
    let same = ChangeId::from(change.hash()) == peek.id
        && change.raw_bytes() == incoming.raw
        && u64::try_from(change.len()).is_ok_and(|len| len == peek.operations());
    if same { Ok(Candidate { index, peek, change, marks, keys, shape }) } else { Err(Reason::Reencoded) }
}

/// Takes in what passes: all at once, or else by halves. Whether anything did.
fn settle(
    passed: &mut Passed,
    mut changes: Vec<Candidate<'_>>,
    (texts, beside): (bool, Beside<'_>),
    fates: &mut [(ChangeId, Fate)],
) -> bool {
    let tried = gate::attempt(&passed.doc, &changes, texts);
    match tried.and_then(|more| beside(&more.doc).map(|()| more).map_err(Reason::Damage)) {
        Ok(more) => {
            passed.doc = more.doc;
            passed.fully_checked |= more.fully_checked;
            for (section, delta) in more.sections {
                let all = passed.sections.entry(section).or_default();
                *all = all.then(&delta);
            }
            true
        }
        Err(reason) if changes.len() <= 1 => {
            for culprit in changes {
                reject(fates, culprit.index, reason.clone());
            }
            false
        }
        Err(_) => {
            let second = changes.split_off(changes.len() / 2);
            let mut any = settle(passed, changes, (texts, beside), fates);
            let rejected = |id: &ChangeId, fates: &[(ChangeId, Fate)]| {
                fates.iter().any(|(known, fate)| known == id && matches!(fate, Fate::Rejected(_)))
            };
            let mut rest = Vec::new();
            for change in second {
                match change.peek.dependencies.iter().find(|id| rejected(id, fates)) {
                    Some(culprit) => reject(fates, change.index, Reason::DependsOn(*culprit)),
                    None => rest.push(change),
                }
            }
            if !rest.is_empty() {
                any |= settle(passed, rest, (texts, beside), fates);
            }
            any
        }
    }
}

fn reject(fates: &mut [(ChangeId, Fate)], index: usize, reason: Reason) {
    if let Some((_, fate)) = fates.get_mut(index) {
        *fate = Fate::Rejected(reason);
    }
}

#[cfg(test)]
mod tests;
