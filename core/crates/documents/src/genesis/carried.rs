//! The point of an agenda that goes on from a point of an earlier meeting.

use rapport_domain::meeting::Carried;
use rapport_ids::{AgendaItemId, MeetingId};
use sha2::{Digest, Sha256};

/// The id it has in the meeting it goes along to: the same on every phone, so
/// that two who carry it on apart from one another carry on one point.
pub fn carried_point(to: MeetingId, from: &Carried) -> AgendaItemId {
    let hash = Sha256::new()
        .chain_update(b"rapport/v1/carried-point")
        .chain_update(to)
        .chain_update(from.meeting)
        .chain_update(from.item);
    let mut id = [0; 16];
    id.copy_from_slice(&hash.finalize()[..16]);
    AgendaItemId::new(id)
}
