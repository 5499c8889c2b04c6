//! Sync that goes on when a disk fails in the middle of it.

use super::base::Stage;
use super::facts::Facts;
use crate::world::carry::Carrier;
use rapport_ids::SpaceId;
use rapport_node::{Call, CallFailed, Node, NodeResult, Request};
use rapport_relay::Service;

/// Sends and fetches until nothing is left, or the disk fails. Notes what was
/// handed out for sending.
pub(super) fn sync(relay: &Service, node: &mut Node, facts: &mut Facts) -> NodeResult<()> {
    node.sync_now()?;
    let carrier = Carrier::new(relay);
    loop {
        let mut waiting = node.requests()?;
        if waiting.is_empty() {
            return Ok(());
        }
        while let Some(Request { id, call, .. }) = waiting.pop() {
            if let Call::Push { space, frames, .. } = &call {
                for frame in frames {
                    facts.handed_out(node, *space, frame);
                }
            }
            match node.answer(id, carrier.ask(&call)) {
                Ok(next) => waiting.extend(next),
                Err(error) => {
                    // The transport is told of nothing: what was under way is lost to it.
                    for Request { id, .. } in waiting {
                        let _ = node.answer(id, Err(CallFailed::Unreachable));
                    }
                    return Err(error);
                }
            }
        }
    }
}

/// Both phones give each other everything, and show the same; nothing is held.
pub(super) fn assert_in_step(stage: &mut Stage, ann: &mut Node, why: &str) {
    let mut ben = stage.open_ben();
    for _ in 0..3 {
        stage.world.clock.advance(20 * 60 * 1000);
        let mut facts = std::mem::take(&mut stage.facts);
        sync(&stage.world.relay, ann, &mut facts).expect("a healthy disk");
        stage.facts = facts;
        sync(&stage.world.relay, &mut ben, &mut Facts::default()).expect("a healthy disk");
    }
    let now = stage.now();
    assert_eq!(stage.text(ann), stage.text(&ben), "{why}: the note");
    let goal = stage.base.goal;
    assert_eq!(crate::world::look::goal(ann, now, goal), crate::world::look::goal(&ben, now, goal), "{why}: the goal");
    for node in [&*ann, &ben] {
        let line = crate::world::look::line(node, now);
        assert_eq!((line.deferred, line.quarantined), (0, 0), "{why}: {line:?}");
        assert_eq!(waiting(node, &stage.base.space), 0, "{why}: something waits");
        super::facts::assert_chains(node.reader().expect("a reader").conn(), why);
    }
    stage.facts.assert(stage, &ben, "", why);
}

/// Entries of a space that its relay does not have; the personal space has no relay here.
pub(super) fn waiting(node: &Node, space: &SpaceId) -> u32 {
    let reader = node.reader().expect("a reader");
    rapport_store::tables::outbox::waiting_in(reader.conn(), space).expect("read")
}
