//! One device as one synchronous machine: storage, documents, membership and
//! sync behind plain calls. Clock, chance and transport come from outside; no
//! thread, no waiting, no socket. What it does follows from its inputs, so one
//! seed replays a run.
//!
//! A command writes in one transaction or not at all; what is in memory follows
//! only after the commit.

mod act;
mod command;
mod docs;
mod due;
mod error;
mod fold;
mod guest;
mod heir;
mod hidden;
mod instruments;
mod invites;
mod keyring;
mod known;
mod late;
mod leave;
mod lists;
mod live;
mod losses;
mod me;
mod mend;
mod open;
mod own;
mod own_devices;
mod people;
pub mod ports;
mod project;
mod recall;
mod receive;
mod recover;
mod reminders;
mod secrets;
mod space;
mod sync;
mod tick;
mod times;
mod topics;
mod typing;
pub mod view;
mod write;

pub use command::{
    Asked, Following, KeyView, NewGoal, NewMeeting, NewNote, NewSeries, Place, PlanDays, RelayTrust, Rhythm,
    SeriesPlan, StepDraft,
};
pub use error::{NodeError, NodeResult};
pub use fold::{FoldJob, Folded};
pub use heir::Legacy;
pub use invites::{InviteStage, InviteView, Seat};
pub use late::{LateEdit, LateKind};
pub use lists::Repaired;
pub use live::PresentView;
pub use ports::{Clock, Ports, Random};
pub use rapport_documents::editor::{Caret, CaretId, Invalid as InvalidEdit, Wrong};
pub use rapport_documents::text::{Change, Href, Line, LineKind, Mark, MarkSpan, Marks, NoteText};
pub use rapport_documents::{Edit, WriteProblem, read::Setting};
pub use rapport_domain as domain;
pub use rapport_domain::{Field, Problem, Rule, RuleBroken};
pub use rapport_engine::Backoff;
pub use rapport_ids as ids;
pub use rapport_matching as matching;
pub use rapport_membership::invite::{BadLink, Invite};
pub use rapport_membership::limits::LINK as INVITE_LINK;
pub use rapport_seal::{BadWords, RecoveryWords, Secret, vault};
pub use rapport_store::{Reader, StoreError};
pub use rapport_wire::operator::{OperatorLink, RelayPlace};
pub use rapport_wire::relay::{Code, News};
pub use rapport_wire::{Answer, Call, CallFailed, Origin};
pub use recover::RecoveryStage;
pub use reminders::{About, ReminderRow};
pub use sync::{RelayStatus, Request, Trouble};
pub use topics::Topics;
pub use typing::Screen;

use docs::Docs;
use invites::Invites;
use me::Me;
use rapport_ids::{DeviceId, PersonId, RecordId, SpaceId};
use rapport_store::{Connection, Store};
use secrets::Secrets;
use space::Space;
use std::collections::{BTreeMap, BTreeSet};
use sync::Sync;
use typing::Typing;

/// One device.
pub struct Node {
    store: Store,
    secrets: Secrets,
    me: Me,
    ports: Ports,
    spaces: BTreeMap<SpaceId, Space>,
    docs: Docs,
    typing: Typing,
    invites: Invites,
    sync: Sync,
    live: live::Live,
    leaving: leave::Leaving,
    changed: Topics,
    /// Whether notes are shown that lists are behind of.
    late: bool,
    /// When lists are looked through for what they lack; none when they have been.
    fill_at_ms: Option<i64>,
    /// Since when something is committed that no sync of the disk has covered.
    unsynced_since_ms: Option<i64>,
    chores_at_ms: i64,
    /// Records that were tried in this process and did not end it, though the
    /// disk may have failed afterwards.
    survived: BTreeSet<RecordId>,
    /// The keyring has to be compared with what is here.
    keyring_due: bool,
    /// Other spaces may lack something about this person's devices.
    devices_due: bool,
    /// Belongs to nobody yet: see `guest.rs`.
    guest: bool,
    /// The words with which somebody comes back here.
    recovering: Option<recover::Recovering>,
}

impl Node {
    /// A space, read when first asked for.
    fn space_in<'a>(
        spaces: &'a mut BTreeMap<SpaceId, Space>,
        conn: &Connection,
        space: &SpaceId,
    ) -> NodeResult<&'a mut Space> {
        match spaces.entry(*space) {
            std::collections::btree_map::Entry::Occupied(there) => Ok(there.into_mut()),
            std::collections::btree_map::Entry::Vacant(empty) => Ok(empty.insert(Space::load(conn, space)?)),
        }
    }

    /// A connection for reading beside the node.
    ///
    /// # Errors
    /// The file cannot be opened once more.
    pub fn reader(&self) -> NodeResult<Reader> {
        Ok(self.store.reader()?)
    }

    /// The vault's key once more, for opening the profile anew.
    pub fn vault_key(&self) -> Secret {
        self.secrets.key()
    }

    /// Who looks at what this node stores.
    pub const fn viewer(&self) -> view::Viewer {
        view::Viewer { person: self.me.person(), device: self.me.keys.id(), personal: self.me.personal }
    }

    /// Whose device this is.
    pub const fn person(&self) -> PersonId {
        self.me.person()
    }

    /// Which device of theirs.
    pub const fn device(&self) -> DeviceId {
        self.me.keys.id()
    }

    /// The space that only this person's devices read.
    pub const fn personal_space(&self) -> SpaceId {
        self.me.personal
    }

    /// What has changed since this was last asked.
    pub fn take_changed(&mut self) -> Topics {
        std::mem::take(&mut self.changed)
    }
}
