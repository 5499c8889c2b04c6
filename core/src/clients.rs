//! One client a relay, with what the person agreed to about it.

use crate::shared::Shared;
use rapport_net::{RelayClient, Trust};
use rapport_node::{CallFailed, Origin};
use std::collections::BTreeMap;

/// Clients that have been made; connections are kept in them.
#[derive(Default)]
pub(crate) struct Clients {
    made: BTreeMap<Origin, (Trust, RelayClient)>,
}

impl Clients {
    pub(crate) fn get(&mut self, shared: &Shared, relay: &Origin) -> Result<RelayClient, CallFailed> {
        let agreed = shared.with(|node| Ok(node.relay_trust(relay)?)).map_err(|_| CallFailed::Unreachable)?;
        let trust = Trust { pin: agreed.pin, plain_http: agreed.plain_http };
        if let Some((made_for, client)) = self.made.get(relay)
            && *made_for == trust
        {
            return Ok(client.clone());
        }
        let _inside = shared.runtime.handle().enter();
        let client = RelayClient::new(relay.clone(), &trust).map_err(|_| CallFailed::NotTrusted)?;
        self.made.insert(relay.clone(), (trust, client.clone()));
        Ok(client)
    }
}
