//! Inviting and joining: two strangers who share a secret meet in a mailbox,
//! compare a short code, and one takes the other in.
//!
//! What is kept of an invite is what its machine needs to say the same again
//! after a crash; everything else is read from the mailbox each time.

mod accept;
mod device;
mod ended;
mod give;
mod kept;
mod run;
mod take;
mod view;
mod welcomed;

pub(crate) use device::Linked;
pub(crate) use kept::KeptInvite;
pub use kept::Seat;
pub(crate) use run::BoxDoing;
pub use view::{InviteStage, InviteView};

use crate::Node;
use crate::error::{NodeError, NodeResult};
use kept::Kept;
use rapport_domain::Millis;
use rapport_ids::BoxId;
use rapport_store::tables::invites::{self, InviteRow};
use rapport_wire::Origin;
use rapport_wire::relay::BoxSlots;
use std::collections::BTreeMap;

/// Stages as they are stored.
mod stage {
    pub(super) const OPEN: &str = "open";
    pub(super) const COMPARE: &str = "compare";
    /// Taken in here; the other one has not been heard of yet.
    pub(super) use rapport_store::tables::invites::{CONFIRMED, WELCOMED};
    pub(super) const DONE: &str = "done";
}

/// What is under way about mailboxes.
#[derive(Default)]
pub(crate) struct Invites {
    runs: BTreeMap<BoxId, Run>,
    /// What the other side of an ended one was called, until their card comes.
    names: BTreeMap<BoxId, String>,
}

impl Invites {
    /// Nothing more is to be done for it.
    fn end(&mut self, mailbox: BoxId) {
        let run = self.runs.remove(&mailbox);
        if let Some(name) = run.and_then(|run| run.code.map(|(_, name)| name).or(run.host)) {
            self.names.insert(mailbox, name);
        }
    }
}

/// One mailbox as it was last seen.
#[derive(Default)]
struct Run {
    slots: Option<BoxSlots>,
    /// Short code and name, once both sides have shown their keys.
    code: Option<(String, String)>,
    /// What the other side is called, as soon as the mailbox says so.
    host: Option<String>,
    /// What has to be written next, as the last look showed.
    next_put: Option<rapport_wire::relay::BoxPut>,
    /// Nothing has been written since the last look.
    fresh: bool,
    busy: bool,
    /// A look that waits for news is under way.
    waiting: bool,
    /// Looked at since somebody last asked; without a watch that is enough.
    seen: bool,
    not_before_ms: i64,
}

impl Node {
    fn invite_row(&self, mailbox: &BoxId) -> NodeResult<(InviteRow, Kept)> {
        let row = invites::get(self.store.read(), mailbox)?.ok_or(NodeError::NotFound("invite"))?;
        let opened = self.secrets.open(&kept::name(mailbox), &row.sealed)?;
        let kept = Kept::read(&opened)?;
        Ok((row, kept))
    }

    /// All invites that were given here.
    pub(crate) fn given_invites(&self) -> NodeResult<Vec<KeptInvite>> {
        let mut all = Vec::new();
        for row in invites::all(self.store.read())?.into_iter().filter(|row| row.given) {
            let (row, kept) = self.invite_row(&row.mailbox)?;
            if let kept::Side::Given { space, expires_ms, .. } = kept.side {
                all.push(KeptInvite {
                    id: row.mailbox,
                    space,
                    secret: kept.secret,
                    expires: Millis(i64::try_from(expires_ms).unwrap_or(i64::MAX)),
                    used: matches!(row.stage.as_str(), stage::WELCOMED | stage::DONE),
                    revoked: row.stage == run::CANCELLED,
                });
            }
        }
        Ok(all)
    }

    fn save_invite(&mut self, row: InviteRow, kept: &Kept) -> NodeResult<()> {
        let sealed = self.secrets.seal(&kept::name(&row.mailbox), &kept.write()?, &mut *self.ports.random)?;
        self.store.write(|tx| invites::put(tx, &InviteRow { sealed, ..row }))?;
        self.changed.add(crate::Topics::INVITES);
        Ok(())
    }

    fn set_stage(&mut self, mailbox: &BoxId, stage: &str) -> NodeResult<()> {
        let row = invites::get(self.store.read(), mailbox)?.ok_or(NodeError::NotFound("invite"))?;
        self.store.write(|tx| invites::put(tx, &InviteRow { stage: stage.to_owned(), ..row }))?;
        self.keyring_is_due();
        self.changed.add(crate::Topics::INVITES);
        Ok(())
    }

    fn relay_of(row: &InviteRow) -> NodeResult<Origin> {
        Origin::parse(&row.relay).map_err(|_| NodeError::Bug("a stored relay that is none"))
    }
}
