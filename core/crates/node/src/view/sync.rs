//! How sync stands: one line, and what is held back.

use super::Lens;
use crate::error::NodeResult;
use rapport_ids::{RecordId, SpaceId};
use rapport_store::tables::held::{self, HeldState};
use rapport_store::tables::spaces::{self, SpaceState};
use rapport_store::tables::{outbox, relays};

/// The line that always says when last synced and how many changes wait.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SyncLine {
    /// Whether a relay was agreed to at all.
    pub has_relay: bool,
    /// The oldest last time of all shared spaces; none when there never was one.
    pub last_ms: Option<i64>,
    /// Changes that no relay has yet.
    pub waiting: u32,
    /// Since when the oldest of them waits.
    pub waiting_since_ms: Option<i64>,
    /// Records that wait for something that may still come.
    pub deferred: u32,
    /// Records that a newer app is needed for.
    pub needs_update: u32,
    /// Records that could not be used.
    pub quarantined: u32,
}

/// One record that is held.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct HeldRow {
    pub space: SpaceId,
    pub record: RecordId,
    /// Why, as a code that shells have words for.
    pub reason: String,
    pub since_ms: i64,
    pub kind: HeldKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HeldKind {
    Deferred,
    NeedsUpdate,
    Quarantined,
}

/// The sync line.
///
/// # Errors
/// The storage failed.
pub fn line(lens: &Lens<'_>) -> NodeResult<SyncLine> {
    let (waiting, waiting_since_ms) = outbox::waiting(lens.conn)?;
    let at_relay = spaces::all(lens.conn)?.into_iter().filter(|row| row.state == SpaceState::AtRelay);
    let last = at_relay.map(|row| row.synced_ms).min().filter(|ms| *ms > 0);
    Ok(SyncLine {
        has_relay: !relays::all(lens.conn)?.is_empty(),
        last_ms: last,
        waiting,
        waiting_since_ms,
        deferred: held::count(lens.conn, HeldState::Deferred)?,
        needs_update: held::count(lens.conn, HeldState::NeedsUpdate)?,
        quarantined: held::count(lens.conn, HeldState::Quarantined)?,
    })
}

/// Everything that is held, the oldest first.
///
/// # Errors
/// The storage failed.
pub fn held(lens: &Lens<'_>) -> NodeResult<Vec<HeldRow>> {
    let view = |(kind, row): (HeldKind, held::HeldRow)| HeldRow {
        space: row.space,
        record: row.record,
        reason: row.reason,
        since_ms: row.since_ms,
        kind,
    };
    let kind = |row: held::HeldRow| match row.state {
        HeldState::Deferred => Some((HeldKind::Deferred, row)),
        HeldState::NeedsUpdate => Some((HeldKind::NeedsUpdate, row)),
        HeldState::Quarantined => Some((HeldKind::Quarantined, row)),
        // Somebody has decided.
        HeldState::Discarded => None,
    };
    Ok(held::all(lens.conn)?.into_iter().filter_map(kind).map(view).collect())
}
