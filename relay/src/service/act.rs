//! A call that changes the storage: prepared outside, applied inside a
//! transaction that others may share, told to the world after the commit.

use crate::refusal::Answer;
use crate::state::hub::Tidings;
use crate::store::Writing;

pub(crate) trait Act: Send + 'static {
    type Answer: Send + 'static;

    /// Does it. May run again after a transaction that failed; a refusal takes
    /// back what it wrote.
    fn apply(&self, tx: &dyn Writing, now_ms: i64, effects: &mut Effects) -> Answer<Self::Answer>;
}

/// What is true once the commit is done, and not before.
#[derive(Debug, Default)]
pub(crate) struct Effects {
    pub(crate) tidings: Vec<Tidings>,
    pub(crate) counts: Counts,
}

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) stored: u64,
    pub(crate) bytes: u64,
    pub(crate) duplicates: u64,
    pub(crate) stale: u64,
    pub(crate) refused: u64,
    pub(crate) over_quota: u64,
}
