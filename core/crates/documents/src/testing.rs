//! Two people with phones, for the tests of this crate.

use crate::doc::{Doc, OwnChange};
use crate::genesis::Part;
use crate::read::Around;
use crate::trial::{Fate, Incoming, trial};
use crate::{DocKind, Writer};
use rapport_domain::{Ctx, Members, Millis};
use rapport_ids::{DeviceId, DocId, PersonId};

/// The mentee, the mentor, and nobody of theirs.
pub(crate) const ANN: PersonId = PersonId::new([1; 32]);
pub(crate) const BEN: PersonId = PersonId::new([2; 32]);
pub(crate) const EVE: PersonId = PersonId::new([9; 32]);

/// Noon on 2026-05-10 in UTC.
pub(crate) const NOON: i64 = 1_778_414_400_000;

pub(crate) fn device_of(person: PersonId) -> DeviceId {
    DeviceId::new([person.as_bytes()[0]; 16])
}

/// A device belongs to the person of its number.
pub(crate) fn person_of(device: &DeviceId) -> Option<PersonId> {
    let number = device.as_bytes()[0];
    (number < 16).then(|| PersonId::new([number; 32]))
}

pub(crate) fn pair() -> Members {
    Members::pair(BEN, ANN).unwrap()
}

pub(crate) fn around(members: &Members) -> Around<'_> {
    Around { members, authors: &person_of }
}

pub(crate) fn at(person: PersonId, minutes: i64) -> Ctx {
    Ctx::new(person, Millis(NOON + minutes * 60_000))
}

/// The document of a kind on somebody's phone.
pub(crate) fn phone(kind: DocKind, person: PersonId) -> Doc {
    let mut doc = Doc::create(DocId::new([5; 16]), kind).unwrap();
    doc.write_as(Writer::first(device_of(person)));
    doc
}

/// Hands everything over that one has and the other lacks, parts first.
pub(crate) fn hand_over(from: &Doc, to: &Doc) -> Doc {
    let mut to = to.clone();
    for section in crate::note::section_ids(from) {
        to.add_part(Part::section(section)).unwrap();
    }
    let missing: Vec<OwnChange> = from.changes().into_iter().filter(|change| !to.has(change.id)).collect();
    let batch: Vec<Incoming<'_>> = missing.iter().map(incoming).collect();
    let trial = trial(&to, &batch, true);
    assert!(trial.fates.iter().all(|(_, fate)| *fate == Fate::Applied), "{:?}", trial.fates);
    trial.next.unwrap_or(to)
}

/// A change under its own writer's signature.
pub(crate) fn incoming(change: &OwnChange) -> Incoming<'_> {
    let peek = crate::raw::peek(&change.raw).unwrap();
    Incoming { device: DeviceId::from_slice(&peek.actor[..16]).unwrap(), raw: &change.raw }
}
