//! People: with whom one is in a pair, and what they show of themselves.

use super::Lens;
use crate::error::{NodeError, NodeResult};
use rapport_domain::pairing::PairingStage;
use rapport_domain::person::Profile;
use rapport_ids::{PairingId, PersonId, SpaceId};
use rapport_store::projections::{meetings, pairings, people};

/// A pairing in a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PairingRow {
    pub id: PairingId,
    pub space: SpaceId,
    /// Whether whoever looks is the mentor in it.
    pub i_mentor: bool,
    pub partner: PersonId,
    pub partner_name: String,
    pub stage: PairingStage,
    pub since_ms: i64,
    /// The last meeting that took place, as a day since 1970 where it was.
    pub last_met: Option<rapport_domain::time::Day>,
}

/// What somebody shows of themselves in a space.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PersonCard {
    pub space: SpaceId,
    pub profile: Profile,
    pub me: bool,
}

/// All pairings of whoever looks, the oldest first.
///
/// # Errors
/// The storage failed.
pub fn pairings(lens: &Lens<'_>) -> NodeResult<Vec<PairingRow>> {
    let mut rows = Vec::new();
    for stored in pairings::all(lens.conn)? {
        let i_mentor = stored.mentor == lens.me;
        let partner = if i_mentor { stored.mentee } else { stored.mentor };
        let last = meetings::last_held(lens.conn, &stored.space)?;
        rows.push(PairingRow {
            id: stored.pairing,
            space: stored.space,
            i_mentor,
            partner,
            partner_name: lens.name(&stored.space, &partner)?,
            stage: PairingStage::from_name(&stored.state).unwrap_or(PairingStage::Active),
            since_ms: stored.since_ms,
            last_met: last.and_then(|day| rapport_domain::time::Day::from_epoch_days(day).ok()),
        });
    }
    Ok(rows)
}

/// One person as they show themselves in a space.
///
/// # Errors
/// There is no such person.
pub fn person(lens: &Lens<'_>, space: SpaceId, person: PersonId) -> NodeResult<PersonCard> {
    let stored = people::get(lens.conn, &space, &person)?.ok_or(NodeError::NotFound("person"))?;
    let profile = serde_json::from_slice(&stored.card).unwrap_or_else(|_| Profile::new(person));
    Ok(PersonCard { space, profile, me: person == lens.me })
}

/// Oneself, as the personal space has it.
///
/// # Errors
/// The storage failed.
pub fn myself(lens: &Lens<'_>) -> NodeResult<PersonCard> {
    person(lens, lens.personal, lens.me)
}
