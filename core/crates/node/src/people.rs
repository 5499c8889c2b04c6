//! The people of a space: who takes part as what, and whose device is whose.
//! What documents do not say of themselves.

use crate::Node;
use crate::error::NodeResult;
use rapport_documents::{Around, Authors};
use rapport_domain::Members;
use rapport_ids::{DeviceId, PersonId, SpaceId};
use rapport_membership::Membership;
use rapport_store::projections::members::{self, DeviceRow, MemberRow};
use rapport_store::projections::pairings;
use rapport_store::{Connection, Transaction};
use std::collections::BTreeMap;

/// See the module.
#[derive(Debug, Clone)]
pub(crate) struct People {
    pub(crate) members: Members,
    devices: BTreeMap<DeviceId, PersonId>,
}

impl Authors for People {
    fn person_of(&self, device: &DeviceId) -> Option<PersonId> {
        self.devices.get(device).copied()
    }
}

impl People {
    /// The one person of a personal space.
    pub(crate) fn alone(&self) -> Option<PersonId> {
        self.members.is_private().then(|| self.members.people().next()).flatten()
    }

    /// What reading a document needs to know.
    pub(crate) fn around(&self) -> Around<'_> {
        Around { members: &self.members, authors: self }
    }

    /// The same people the other way round in their seats.
    pub(crate) fn swapped(&self) -> Self {
        use rapport_domain::members::Seat;
        let seats = (self.members.person(Seat::Mentor), self.members.person(Seat::Mentee));
        let members = match seats {
            (Some(mentor), Some(mentee)) => Members::pair(mentee, mentor).unwrap_or_else(|_| self.members.clone()),
            _ => self.members.clone(),
        };
        Self { members, devices: self.devices.clone() }
    }

    /// The same seats, with the devices that a newer membership knows.
    pub(crate) fn with(mut self, membership: &Membership) -> Self {
        let accounts = membership.standing().into_iter().flat_map(|standing| standing.accounts().copied());
        for account in accounts {
            self.devices.extend(membership.devices().all(&account).map(|kin| (kin.card.id, account)));
        }
        let out = self.members.people().count() < 2;
        let members: Vec<PersonId> = membership
            .standing()
            .into_iter()
            .flat_map(|s| s.members().map(|m| m.account).collect::<Vec<_>>())
            .collect();
        if let (true, [first, second, ..]) = (out, members.as_slice())
            && let Ok(pair) = Members::pair(*first, *second)
        {
            self.members = pair;
        }
        self
    }

    /// Reads them from what lists show.
    pub(crate) fn load(conn: &Connection, me: PersonId, space: &SpaceId) -> NodeResult<Self> {
        let devices = members::devices(conn, space)?;
        let devices = devices.into_iter().map(|row| (row.device, row.person)).collect();
        let rows = members::of_space(conn, space)?;
        let pairing = pairings::of_space(conn, space)?;
        let seats = match (&pairing, rows.as_slice()) {
            (Some(row), _) => Members::pair(row.mentor, row.mentee).ok(),
            // Until the pairing says otherwise, whoever opened the space is the mentor.
            (None, [first, second, ..]) => Members::pair(first.person, second.person).ok(),
            _ => None,
        };
        let alone = || Members::alone(rows.first().map_or(me, |row| row.person));
        Ok(Self { members: seats.unwrap_or_else(alone), devices })
    }
}

impl Node {
    pub(crate) fn people_of(&self, space: &SpaceId) -> NodeResult<People> {
        People::load(self.store.read(), self.me.person(), space)
    }
}

/// Writes who is in a space for lists to show.
pub(crate) fn show_members(tx: &Transaction<'_>, membership: &Membership) -> NodeResult<()> {
    let Some(standing) = membership.standing() else { return Ok(()) };
    let rows: Vec<MemberRow> =
        standing.members().map(|member| MemberRow { person: member.account, role: member.role.byte() }).collect();
    let mut devices = Vec::new();
    for account in standing.accounts() {
        let out = standing.role(account).is_none();
        for kin in membership.devices().all(account) {
            let state = match kin.revoked {
                Some(_) => 1,
                None if standing.is_removed(&kin.card.id) => 2,
                None if out => 3,
                None => 0,
            };
            devices.push(DeviceRow { device: kin.card.id, person: *account, state });
        }
    }
    Ok(members::replace(tx, &membership.space(), &rows, &devices)?)
}
