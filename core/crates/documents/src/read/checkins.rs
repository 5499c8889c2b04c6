//! Check-ins.

use super::{Around, Item, Read, Troubles};
use crate::doc::Doc;
use crate::form;
use crate::genesis::EVENTS;
use crate::kind::DocKind;
use automerge::ROOT;
use rapport_domain::CheckIns;
use rapport_domain::life::Stamped;
use rapport_ids::{EventId, PersonId};

/// The check-ins of a document, those of `owner`; nothing when it is of
/// another kind. What anybody else wrote into it is kept and counts nothing.
pub fn checkins(doc: &Doc, owner: PersonId, around: &Around<'_>) -> Option<Read<CheckIns>> {
    if doc.kind() != DocKind::CheckIns {
        return None;
    }
    let troubles = Troubles::default();
    let events = Item::new(doc, ROOT, around.authors, &troubles).list(EVENTS).entries::<EventId>(EVENTS);
    let turns = events.into_iter().map(|(id, stamp, text)| Stamped {
        id,
        order: stamp.order,
        by: stamp.made.by,
        at: stamp.made.at,
        turn: form::read_checkin_turn(&text),
    });
    Some(Read { value: CheckIns::new(owner).with_history(turns), troubles: troubles.into_vec() })
}
