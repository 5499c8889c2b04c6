//! How sync with each relay stands.

use super::Doing;
use crate::Node;
use crate::error::NodeResult;
use crate::topics::Topics;
use rapport_domain::Millis;
use rapport_engine::errand::Step;
use rapport_ids::SpaceId;
use rapport_store::tables::{meta, spaces};
use rapport_store::{StoreResult, Transaction};
use rapport_wire::Origin;
use rapport_wire::relay::Code;

/// Why a relay is not heard from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// No connection.
    Offline,
    /// The certificate is not the expected one.
    NotTrusted,
    /// It refused, and says why.
    Refused(Code),
    /// What answers there is not a relay.
    NotARelay,
}

/// One relay as people see it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RelayStatus {
    pub origin: Origin,
    pub trouble: Option<Trouble>,
    /// When it last answered.
    #[serde(rename = "last_good_ms")]
    pub last_good: Option<Millis>,
    /// Whether everything wanted has been sent and fetched.
    pub settled: bool,
    /// When it was last found not to hold what was read from it before: emptied, set back to an older copy, or
    /// showing one phone what it does not show another. Everything is then read again, and what it lacks is sent
    /// again. None when that never happened.
    #[serde(rename = "set_back_ms")]
    pub set_back: Option<Millis>,
}

/// Beside the relay's own row, which the person wrote.
fn set_back_key(relay: &Origin) -> String {
    format!("set_back {relay}")
}

/// Writes down, in the transaction that begins to read again, that it had to be.
pub(super) fn note_set_back(tx: &Transaction<'_>, relay: &Origin, now_ms: i64) -> StoreResult<()> {
    meta::put(tx, &set_back_key(relay), &now_ms.to_be_bytes())
}

impl Node {
    /// All relays with what stands in the way.
    pub fn relay_statuses(&self) -> Vec<RelayStatus> {
        let status = |(origin, relay): (&Origin, &super::RelaySync)| RelayStatus {
            origin: origin.clone(),
            trouble: relay.trouble.or_else(|| relay.refuses_something()),
            last_good: relay.last_good_ms.map(Millis),
            settled: relay.errands.settled(),
            set_back: relay.set_back_ms.map(Millis),
        };
        self.sync.relays.iter().map(status).collect()
    }

    /// What earlier runs found about the relays of this profile.
    pub(super) fn remember_set_backs(&mut self) -> NodeResult<()> {
        for (origin, relay) in &mut self.sync.relays {
            let kept = meta::get(self.store.read(), &set_back_key(origin))?;
            relay.set_back_ms = kept.and_then(|bytes| Some(i64::from_be_bytes(bytes.try_into().ok()?)));
        }
        Ok(())
    }

    pub(super) fn heard_from(&mut self, relay: &Origin) {
        let now = self.ports.now_ms();
        if let Some(relay) = self.sync.relays.get_mut(relay) {
            relay.backoff.reset();
            relay.last_good_ms = Some(now);
            let trouble = relay.trouble.take();
            if trouble == Some(Trouble::Offline) {
                // Another call met a dead line; this one did not.
                relay.errands.hurry();
            }
            if trouble.is_some() {
                self.changed.add(Topics::SYNC);
            }
        }
    }

    pub(super) fn set_trouble(&mut self, relay: &Origin, trouble: Trouble) {
        if let Some(relay) = self.sync.relays.get_mut(relay)
            && relay.trouble.replace(trouble) != Some(trouble)
        {
            self.changed.add(Topics::SYNC);
        }
    }

    /// Writes down that everything wanted of these spaces has been done, as of
    /// the last word of the relay.
    pub(super) fn note_settled(&mut self, relay: &Origin) -> NodeResult<()> {
        let done = |state: &&mut super::RelaySync| state.answered && state.errands.settled();
        let Some(state) = self.sync.relays.get_mut(relay).filter(done) else { return Ok(()) };
        let there: Vec<_> = state.errands.spaces().map(|(space, _)| *space).collect();
        let now = state.last_good_ms.unwrap_or_default();
        self.store.write(|tx| there.iter().try_for_each(|space| spaces::set_synced(tx, space, now)))?;
        state.answered = false;
        self.changed.add(Topics::SYNC);
        Ok(())
    }
}

impl Doing {
    /// How many records it sends.
    pub(super) const fn count(&self) -> usize {
        match self {
            Self::Push { sent, .. } => sent.len(),
            Self::PushAgain { sent, .. } => sent.len(),
            _ => 0,
        }
    }

    /// The space it is about.
    pub(super) const fn space(&self) -> Option<SpaceId> {
        match self {
            Self::Challenge { .. } | Self::Session { .. } | Self::Mailbox { .. } | Self::Live { .. } => None,
            Self::Create(space)
            | Self::Pull { space, .. }
            | Self::StoredControl { space, .. }
            | Self::MadeControl { space, .. }
            | Self::Push { space, .. }
            | Self::PushAgain { space, .. } => Some(*space),
        }
    }

    /// The step that ends with it.
    pub(super) fn step(&self) -> Step {
        match self {
            Self::Challenge { step } | Self::Session { step } => step.clone(),
            Self::Create(space) => Step::Create(*space),
            Self::Pull { space, open_only, .. } => Step::Pull { space: *space, open_only: *open_only },
            Self::StoredControl { space, .. } | Self::MadeControl { space, .. } => Step::Control(*space),
            Self::Push { space, .. } | Self::PushAgain { space, .. } => Step::Push(*space),
            Self::Mailbox { .. } | Self::Live { .. } => Step::OpenSession(Vec::new()),
        }
    }
}
