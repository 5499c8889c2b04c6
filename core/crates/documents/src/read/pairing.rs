//! Pairings.

use super::{Around, Item, Read, Troubles};
use crate::doc::Doc;
use crate::form;
use crate::kind::DocKind;
use automerge::ROOT;
use rapport_domain::life::Stamped;
use rapport_domain::pairing::{Cadence, Pairing};
use rapport_ids::{EventId, PairingId};

/// The pairing of a document; nothing when it is of another kind.
pub fn pairing(doc: &Doc, around: &Around<'_>) -> Option<Read<Pairing>> {
    if doc.kind() != DocKind::Pairing {
        return None;
    }
    let troubles = Troubles::default();
    let root = Item::new(doc, ROOT, around.authors, &troubles);
    let mut pairing = Pairing::new(PairingId::from(doc.id()), around.members.clone());
    pairing.cadence = root.word("cadence", Cadence::from_name);
    pairing.supervisor = root.word("supervisor", |text| text.parse().ok());
    let turns = root.list("events").entries::<EventId>("events").into_iter().map(|(id, stamp, text)| Stamped {
        id,
        order: stamp.order,
        by: stamp.made.by,
        at: stamp.made.at,
        turn: form::read_pairing_turn(&text),
    });
    let pairing = pairing.with_history(turns);
    Some(Read { value: pairing, troubles: troubles.into_vec() })
}
