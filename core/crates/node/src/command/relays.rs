//! Relays that a person agrees to.

use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::topics::Topics;
use rapport_store::tables::relays::{self, RelayRow};
use rapport_store::tables::spaces;
use rapport_wire::Origin;

/// What was agreed about a relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RelayTrust {
    pub pin: Option<[u8; 32]>,
    pub plain_http: bool,
}

impl Node {
    /// Agrees to a relay: from an operator's link, an address, or an invite.
    /// The personal space goes to the first relay that was agreed to.
    ///
    /// # Errors
    /// The storage failed.
    pub fn agree_to_relay(&mut self, origin: &Origin, trust: RelayTrust, token: Option<String>) -> NodeResult<()> {
        let row = RelayRow {
            origin: origin.as_str().to_owned(),
            pin: trust.pin,
            plain_http: trust.plain_http,
            token,
            added_ms: self.ports.now_ms(),
        };
        self.store.write(|tx| relays::put(tx, &row))?;
        self.live_at(&row.origin)?;
        self.try_again_at(origin, row.token.is_some())?;
        self.changed.add(Topics::SYNC);
        Ok(())
    }

    /// What was agreed to may be just what was missing: a certificate, a token.
    fn try_again_at(&mut self, origin: &Origin, token: bool) -> NodeResult<()> {
        let at_it = |row: &spaces::SpaceRow| row.creation.is_some() && row.relay.as_deref() == Some(origin.as_str());
        let own: Vec<_> = spaces::all(self.store.read())?.into_iter().filter(at_it).collect();
        let Some(relay) = self.sync.relays.get_mut(origin) else { return Ok(()) };
        relay.errands.hurry();
        for row in own.iter().filter(|_| token) {
            relay.errands.space(row.space).try_to_open();
        }
        Ok(())
    }

    /// The personal space goes to this relay, if it has none yet.
    pub(crate) fn live_at(&mut self, relay: &str) -> NodeResult<()> {
        let personal = self.me.personal;
        let Some(space) = spaces::get(self.store.read(), &personal)? else { return Ok(()) };
        if space.relay.is_some() || self.is_guest() {
            return Ok(());
        }
        self.store.write(|tx| spaces::set_relay(tx, &personal, relay))?;
        self.start_space(&spaces::SpaceRow { relay: Some(relay.to_owned()), ..space })
    }

    /// What was agreed about a relay; nothing when it was not agreed to.
    ///
    /// # Errors
    /// The storage failed.
    pub fn relay_trust(&self, origin: &Origin) -> NodeResult<RelayTrust> {
        let row = relays::get(self.store.read(), origin.as_str())?.ok_or(NodeError::NotFound("relay"))?;
        Ok(RelayTrust { pin: row.pin, plain_http: row.plain_http })
    }

    /// The relay that new spaces go to: the first that was agreed to.
    ///
    /// # Errors
    /// The storage failed.
    pub fn home_relay(&self) -> NodeResult<Option<Origin>> {
        let rows = relays::all(self.store.read())?;
        Ok(rows.first().and_then(|row| Origin::parse(&row.origin).ok()))
    }
}
