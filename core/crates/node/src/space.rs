//! One space as this device knows it.

use crate::error::{NodeError, NodeResult};
use crate::secrets::Secrets;
use rapport_ids::{EpochTag, SpaceId};
use rapport_membership::{Inserted, MadeSpace, Membership, Trust};
use rapport_seal::payload::Certified;
use rapport_seal::{EpochKey, Kind, Random, Revocation, SignedEntry};
use rapport_store::tables::ops::{self, OpRow};
use rapport_store::tables::records::{self, RecordRow};
use rapport_store::tables::spaces::{self, SpaceRow, SpaceState};
use rapport_store::{Connection, StoreError, Transaction};
use rapport_wire::{Class, Frame};
use std::collections::BTreeMap;

/// Membership and keys of a space, read when first asked for.
pub(crate) struct Space {
    pub(crate) row: SpaceRow,
    pub(crate) membership: Membership,
    keys: BTreeMap<EpochTag, EpochKey>,
}

/// What was verified before it was stored, and is not what it was.
const DAMAGED: StoreError = StoreError::BadRow { table: "ops" };

impl Space {
    pub(crate) fn load(conn: &Connection, space: &SpaceId) -> NodeResult<Self> {
        let row = spaces::get(conn, space)?.ok_or(NodeError::NotFound("space"))?;
        let mut membership = Membership::new(*space);
        let mut chain = Vec::new();
        for op in ops::of_space(conn, space)? {
            let signed = SignedEntry::from_bytes(space, &op.signed).map_err(|_| DAMAGED)?;
            match signed.entry().kind.class() {
                Some(Class::Control) => chain.push(signed),
                _ => take_notice(&mut membership, &signed, Trust::Verified),
            }
        }
        let refused = membership.insert_all(chain.iter().map(|signed| (signed, Trust::Verified)));
        if !refused.is_empty() {
            return Err(DAMAGED.into());
        }
        Ok(Self { row, membership, keys: BTreeMap::new() })
    }

    /// A key of this space.
    pub(crate) fn key(&mut self, conn: &Connection, secrets: &Secrets, tag: &EpochTag) -> NodeResult<Option<EpochKey>> {
        if let Some(key) = self.keys.get(tag) {
            return Ok(Some(key.duplicate()));
        }
        let Some(key) = secrets.epoch(conn, &self.row.space, tag)? else { return Ok(None) };
        self.keys.insert(*tag, key.duplicate());
        Ok(Some(key))
    }

    /// The key that everything is sealed with now, if this device has it.
    pub(crate) fn current_key(&mut self, conn: &Connection, secrets: &Secrets) -> NodeResult<Option<EpochKey>> {
        match self.membership.standing().map(|s| s.epoch().tag()) {
            Some(tag) => self.key(conn, secrets, &tag),
            None => Ok(None),
        }
    }
}

impl Space {
    /// The newest key that is here of all that the standing chain names: with it
    /// a device that lacks the one in force reads what may bring it that.
    pub(crate) fn newest_key(&mut self, conn: &Connection, secrets: &Secrets) -> NodeResult<Option<EpochKey>> {
        let tags = self.tags();
        self.first_key(conn, secrets, tags.into_iter().rev())
    }

    /// The oldest of them: whoever has the space at all knows it.
    pub(crate) fn oldest_key(&mut self, conn: &Connection, secrets: &Secrets) -> NodeResult<Option<EpochKey>> {
        let tags = self.tags();
        self.first_key(conn, secrets, tags.into_iter())
    }

    /// The keys that the standing chain names, the oldest first.
    fn tags(&self) -> Vec<EpochTag> {
        let path = self.membership.standing().map(|standing| standing.path()).unwrap_or_default();
        path.iter().filter_map(|id| self.membership.op(id)).map(|op| op.after.epoch.tag()).collect()
    }

    fn first_key(
        &mut self,
        conn: &Connection,
        secrets: &Secrets,
        tags: impl Iterator<Item = EpochTag>,
    ) -> NodeResult<Option<EpochKey>> {
        for tag in tags {
            if let Some(key) = self.key(conn, secrets, &tag)? {
                return Ok(Some(key));
            }
        }
        Ok(None)
    }
}

/// Takes a stored or just verified notice into the membership.
pub(crate) fn take_notice(membership: &mut Membership, signed: &SignedEntry, trust: Trust) {
    let payload = &signed.entry().payload;
    match signed.entry().kind {
        Kind::CERTIFICATE => {
            if let Ok(certified) = Certified::read(payload) {
                // Refused ones were refused when they came.
                let _ = membership.certify(&certified.0, trust);
            }
        }
        Kind::REVOCATION => {
            if let Ok(revocation) = Revocation::read(payload) {
                membership.revoke(&revocation);
            }
        }
        _ => {}
    }
}

/// Writes a space that was just made: its genesis, its keys, and how to open
/// it at a relay.
pub(crate) fn save_made(
    tx: &Transaction<'_>,
    secrets: &Secrets,
    made: &MadeSpace,
    relay: Option<&str>,
    now_ms: i64,
    random: &mut dyn Random,
) -> NodeResult<Space> {
    let frame = Frame::parse(made.frame.clone()).map_err(|_| NodeError::Bug("an own genesis that is no frame"))?;
    let signed = made.entry.to_bytes()?;
    let mut membership = Membership::new(made.space);
    if membership.insert(&made.entry, Trust::Verified).ok() != Some(Inserted::New) {
        return Err(NodeError::Bug("an own genesis that is none"));
    }
    let kind = membership.standing().ok_or(NodeError::Bug("a genesis without standing"))?.kind();
    let row = SpaceRow {
        space: made.space,
        kind: kind.byte(),
        creation: Some(made.create()?.write()?),
        relay: relay.map(str::to_owned),
        state: SpaceState::Local,
        added_ms: now_ms,
        synced_ms: 0,
    };
    spaces::insert(tx, &row)?;
    crate::people::show_members(tx, &membership)?;
    let record = frame.record_id();
    ops::insert(tx, &made.space, &OpRow { entry: made.entry.id(), record, signed })?;
    let kept = RecordRow {
        record,
        class: Class::Control.byte(),
        seq: None,
        entry: Some(made.entry.id()),
        frame: made.frame.clone(),
    };
    records::put(tx, &made.space, &kept)?;
    secrets.put_epoch(tx, &made.space, &made.epoch, random)?;
    secrets.put_control(tx, &made.space, &made.control, random)?;
    secrets.put_owner(tx, &made.space, &made.owner, random)?;
    let keys = BTreeMap::from([(made.epoch.tag(&made.space), made.epoch.duplicate())]);
    Ok(Space { row, membership, keys })
}
