//! A round that somebody asked for: both ways, or one.

use crate::Node;
use crate::error::NodeResult;
use rapport_ids::SpaceId;

impl Node {
    /// Sends what waits, and asks for nothing.
    ///
    /// # Errors
    /// The storage failed.
    pub fn push_now(&mut self) -> NodeResult<()> {
        self.end_all_bursts()?;
        for relay in self.sync.relays.values_mut() {
            relay.errands.hurry();
            let spaces: Vec<SpaceId> = relay.errands.spaces().map(|(id, _)| *id).collect();
            for space in spaces {
                relay.errands.space(space).only_push();
            }
        }
        Ok(())
    }

    /// Asks for what is new, and sends nothing.
    pub fn pull_now(&mut self) {
        for relay in self.sync.relays.values_mut() {
            relay.errands.hurry();
            let spaces: Vec<SpaceId> = relay.errands.spaces().map(|(id, _)| *id).collect();
            for space in spaces {
                relay.errands.space(space).only_pull();
            }
        }
    }

    /// Asks all relays for what is new, and sends what waits, without waiting
    /// for a better moment.
    ///
    /// # Errors
    /// The storage failed.
    pub fn sync_now(&mut self) -> NodeResult<()> {
        self.end_all_bursts()?;
        self.look_at_mailboxes();
        for relay in self.sync.relays.values_mut() {
            relay.errands.hurry();
            let spaces: Vec<SpaceId> = relay.errands.spaces().map(|(id, _)| *id).collect();
            for space in spaces {
                relay.errands.space(space).both_ways();
            }
        }
        Ok(())
    }
}
