//! People: with whom one is in a pair, and what they show of themselves.

use super::Lens;
use crate::error::{NodeError, NodeResult};
use rapport_domain::Millis;
use rapport_domain::pairing::PairingStage;
use rapport_domain::person::Profile;
use rapport_domain::sort;
use rapport_ids::{PairingId, PersonId, SpaceId};
use rapport_store::projections::{meetings, pairings, people};
use rapport_store::tables::{invites, left_pairs, spaces};

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
    #[serde(rename = "since_ms")]
    pub since: Millis,
    /// The last meeting that took place, as a day since 1970 where it was.
    pub last_met: Option<rapport_domain::time::Day>,
}

/// A pair that one of the two has left.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LeftPair {
    pub id: PairingId,
    pub space: SpaceId,
    pub i_mentor: bool,
    pub partner: PersonId,
    pub partner_name: String,
    pub by: LeftBy,
}

/// Who has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftBy {
    /// The partner: what was written is still here to be read, and nothing of it is due any more.
    Partner,
    /// Whoever looks: nothing of it is here any more but this row. `told`: its relay knows.
    Me { told: bool },
}

/// What somebody shows of themselves in a space.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PersonCard {
    pub space: SpaceId,
    pub profile: Profile,
    pub me: bool,
}

/// All pairings of whoever looks, the oldest first; one with somebody who has
/// not come in yet is none.
///
/// # Errors
/// The storage failed.
pub fn pairings(lens: &Lens<'_>) -> NodeResult<Vec<PairingRow>> {
    let mut rows = Vec::new();
    let waiting = invites::waiting(lens.conn)?;
    for stored in pairings::all(lens.conn)?.into_iter().filter(|row| !waiting.contains(&row.space)) {
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
            since: Millis(stored.since_ms),
            last_met: last.and_then(|day| rapport_domain::time::Day::from_epoch_days(day).ok()),
        });
    }
    Ok(rows)
}

/// The pairs that one of the two has left, the oldest first.
///
/// # Errors
/// The storage failed.
pub fn left(lens: &Lens<'_>) -> NodeResult<Vec<LeftPair>> {
    let behind = pairings::left_behind(lens.conn, &lens.me)?;
    let mut rows = Vec::new();
    let row = |stored: pairings::PairingRow, partner_name: Option<String>, by| {
        let i_mentor = stored.mentor == lens.me;
        let partner = if i_mentor { stored.mentee } else { stored.mentor };
        let partner_name = partner_name.map_or_else(|| lens.name(&stored.space, &partner), Ok)?;
        let row = LeftPair { id: stored.pairing, space: stored.space, i_mentor, partner, partner_name, by };
        Ok::<_, NodeError>((stored.since_ms, row))
    };
    for stored in pairings::all(lens.conn)?.into_iter().filter(|row| behind.contains(&row.space)) {
        rows.push(row(stored, None, LeftBy::Partner)?);
    }
    for left in left_pairs::all(lens.conn)? {
        let by = LeftBy::Me { told: spaces::get(lens.conn, &left.pairing.space)?.is_none() };
        rows.push(row(left.pairing, Some(left.partner_name), by)?);
    }
    sort::by_key(&mut rows, |(since, row)| (*since, row.id));
    Ok(rows.into_iter().map(|(_, row)| row).collect())
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
