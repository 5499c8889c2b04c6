//! Whether an entry counts: whether its author could write it when it was
//! made, and whether it lies within what still counts of its author.

use crate::document::{DocGenesis, Writers};
use crate::ledger::{Cut, Membership};
use crate::role::Role;
use rapport_ids::{AccountId, DeviceId, EntryId};
use rapport_seal::{Kin, SignedEntry};

/// What is to be done with an entry whose signature fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    Admissible,
    /// Its tip is not known yet: it waits.
    UnknownTip,
    /// Its device is not known yet: it waits.
    UnknownDevice,
    /// Kept, hidden and shown to admins, unless an admissible change depends on it.
    Inadmissible(Why),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Why {
    #[error("its author was no member")]
    NotMember,
    #[error("its author's role did not allow it")]
    Role,
    #[error("its device had been removed")]
    DeviceRemoved,
    #[error("its device has been revoked, and it lies beyond what still counts")]
    DeviceRevoked,
    #[error("its author has been removed or demoted, and it lies beyond what still counts")]
    BeyondFrontier,
    #[error("the document's id does not follow from its opening")]
    Opening,
}

/// What somebody wants to write.
#[derive(Debug, Clone, Copy)]
pub enum Opening<'a> {
    /// In a document with these writers.
    Document(&'a Writers),
    /// The opening of a document; readers may open these kinds only.
    Genesis { opened: &'a DocGenesis, reader_kinds: &'a [u16] },
    /// What every member may write: presence, attests, notices.
    AnyMember,
}

impl Opening<'_> {
    fn allows(&self, account: &AccountId, role: Role) -> bool {
        match self {
            Self::Document(writers) => writers.include(account, role),
            Self::Genesis { opened, reader_kinds } => role < Role::Reader || reader_kinds.contains(&opened.kind),
            Self::AnyMember => true,
        }
    }
}

impl Membership {
    /// Whether this account may write there as the chain stands now.
    pub fn may_write(&self, account: &AccountId, what: Opening<'_>) -> bool {
        let role = self.standing().and_then(|s| s.role(account));
        role.is_some_and(|role| what.allows(account, role))
    }

    /// Whether a verified entry counts. `viewer` is whose device this is:
    /// one's own entries are never hidden on one's own devices.
    pub fn admits(&self, signed: &SignedEntry, what: Opening<'_>, viewer: Option<&AccountId>) -> Admission {
        let entry = signed.entry();
        let Some(kin) = self.devices().get(&entry.device) else { return Admission::UnknownDevice };
        let Some(place) = self.place(&entry.tip) else { return Admission::UnknownTip };
        if let Opening::Genesis { opened, .. } = what
            && opened.doc_id(&self.space()).ok() != Some(entry.doc)
        {
            return Admission::Inadmissible(Why::Opening);
        }
        match self.judge(kin, place, (entry.dseq, signed.id()), what, viewer) {
            Ok(()) => Admission::Admissible,
            Err(why) => Admission::Inadmissible(why),
        }
    }

    fn judge(
        &self,
        kin: &Kin,
        place: u32,
        (dseq, id): (u64, EntryId),
        what: Opening<'_>,
        viewer: Option<&AccountId>,
    ) -> Result<(), Why> {
        let account = &kin.card.account;
        let standing = self.standing().ok_or(Why::NotMember)?;
        let role = standing.role_at(account, place).ok_or(Why::NotMember)?;
        if !what.allows(account, role) {
            return Err(Why::Role);
        }
        if viewer == Some(account) {
            return Ok(());
        }
        let device = &kin.card.id;
        if standing.removed.get(device).is_some_and(|removed| *removed <= place) {
            return Err(Why::DeviceRemoved);
        }
        if kin.revoked.is_some_and(|revoked| dseq == 0 || !revoked.last.covers(dseq, &id)) {
            return Err(Why::DeviceRevoked);
        }
        let cuts = standing.cuts.get(account).into_iter().flatten().filter(|cut| cut.place > place);
        let binds = |cut: &&Cut| match cut.device {
            Some(only) => only == *device,
            // A frontier takes nothing that its author might still write.
            None => !standing.role_at(account, cut.place).is_some_and(|role| what.allows(account, role)),
        };
        let beyond = |cut: &Cut| dseq == 0 || !cut.frontier.covers(device, dseq, &id);
        match cuts.filter(binds).any(beyond) {
            true => Err(Why::BeyondFrontier),
            false => Ok(()),
        }
    }

    /// The device's account and whether it counted at the place of this tip.
    pub fn author_at(&self, device: &DeviceId, tip: &EntryId) -> Option<(AccountId, Option<Role>)> {
        let account = self.devices().get(device)?.card.account;
        let place = self.place(tip)?;
        Some((account, self.standing()?.role_at(&account, place)))
    }
}
