//! Opening a space at its relay.

use super::Doing;
use crate::Node;
use crate::error::NodeResult;
use rapport_engine::errand::Standing;
use rapport_ids::{RecordId, SpaceId};
use rapport_store::tables::cursors::{self, Cursor};
use rapport_store::tables::spaces::{self, SpaceState};
use rapport_store::tables::{records, relays};
use rapport_wire::relay::{CreateSpace, SpaceCreated};
use rapport_wire::{Call, Chain, Origin};
use sha2::{Digest, Sha256};

impl Node {
    pub(super) fn compose_create(&mut self, relay: &Origin, space: SpaceId) -> NodeResult<Option<(Call, Doing)>> {
        self.harden()?;
        let conn = self.store.read();
        let Some(creation) = spaces::get(conn, &space)?.and_then(|row| row.creation) else {
            self.errand(relay, space).can_create = false;
            return Ok(None);
        };
        let token = relays::get(conn, relay.as_str())?.and_then(|row| row.token);
        let call = Call::CreateSpace { token, space: CreateSpace::read(&creation)? };
        Ok(Some((call, Doing::Create(space))))
    }

    pub(super) fn take_created(&mut self, relay: &Origin, space: SpaceId, made: &SpaceCreated) -> NodeResult<()> {
        let row = spaces::get(self.store.read(), &space)?;
        let genesis = row.and_then(|row| row.creation).and_then(|bytes| CreateSpace::read(&bytes).ok());
        let genesis = genesis.map(|creation| RecordId::new(Sha256::digest(&creation.genesis).into()));
        let left = self.leaving.has(&space);
        self.store.write(|tx| {
            let mut cursor = Cursor::start(made.log_id);
            records::forget_seqs(tx, &space)?;
            // A fresh log holds the genesis alone; of any other nothing is known yet.
            if let Some(genesis) = genesis
                && made.head == 1
                && made.chain == Chain::START.then(&genesis)
            {
                cursor = Cursor { seq: 1, chain: made.chain, control_seq: 1, control_head: genesis, ..cursor };
                records::set_seq(tx, &space, &genesis, 1)?;
            }
            cursors::put(tx, &space, &cursor)?;
            // One that is being left stays so.
            if left { Ok(()) } else { spaces::set_state(tx, &space, SpaceState::AtRelay) }
        })?;
        let errand = self.errand(relay, space);
        errand.standing = Standing::There;
        errand.uncover();
        errand.pull();
        errand.push();
        errand.send_control();
        Ok(())
    }
}
