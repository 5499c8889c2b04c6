//! Now and then: what has had its time goes.

use super::Service;
use super::act::{Act, Effects};
use crate::refusal::Answer;
use crate::store::Writing;
use rapport_wire::limits::GRACE_MS;

/// Rows in one portion, so that no push waits long.
const PORTION: usize = 500;

pub(crate) struct Tidy;

impl Service {
    /// Removes one portion of what has expired; says whether there may be more.
    pub fn tidy(&self) -> Answer<bool> {
        self.commit(Tidy)
    }
}

impl Act for Tidy {
    type Answer = bool;

    fn apply(&self, tx: &dyn Writing, now_ms: i64, _effects: &mut Effects) -> Answer<bool> {
        Ok(tx.tidy(now_ms, now_ms.saturating_sub(GRACE_MS), PORTION)? >= PORTION)
    }
}
