//! How sync stands: one line, what is held back, and what could not be brought back.

use super::Lens;
use crate::error::NodeResult;
use crate::late::LateKind;
use crate::losses::Loss;
use rapport_documents::DocKind;
use rapport_domain::Millis;
use rapport_ids::{DocId, RecordId, SpaceId};
use rapport_store::projections::{goals, meetings, notes, series};
use rapport_store::tables::docs;
use rapport_store::tables::held::{self, HeldState};
use rapport_store::tables::spaces::{self, SpaceState};
use rapport_store::tables::{outbox, relays};

/// The line that always says when last synced and how many changes wait.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SyncLine {
    /// Whether a relay was agreed to at all.
    pub has_relay: bool,
    /// The oldest last time of all shared spaces; none when there never was one.
    #[serde(rename = "last_ms")]
    pub last: Option<Millis>,
    /// Changes that no relay has yet.
    pub waiting: u32,
    /// Since when the oldest of them waits.
    #[serde(rename = "waiting_since_ms")]
    pub waiting_since: Option<Millis>,
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
    #[serde(rename = "since_ms")]
    pub since: Millis,
    pub kind: HeldKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HeldKind {
    Deferred,
    NeedsUpdate,
    Quarantined,
}

/// Something that was damaged, and came back without some of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LossRow {
    /// What it is; `Other` also when nobody knows what the changes were about.
    pub kind: LateKind,
    /// What it is called here; empty for what has no name.
    pub title: String,
    /// How many changes could not be brought back. A change is about what was
    /// typed in one go.
    pub changes: u32,
    /// Whether words whose place in the text was lost stand at its end now.
    pub moved: bool,
    /// When it was mended.
    #[serde(rename = "at_ms")]
    pub at: Millis,
}

/// What could not be brought back and nobody has seen yet, the oldest first.
///
/// # Errors
/// The storage failed.
pub fn losses(lens: &Lens<'_>) -> NodeResult<Vec<LossRow>> {
    let all = Loss::all(lens.conn)?.into_iter();
    let row = |loss: Loss| {
        let opening = loss.doc.map(|doc| docs::opening(lens.conn, &doc)).transpose()?.flatten();
        let kind = opening.and_then(|(_, kind, _)| DocKind::numbered(kind));
        let title = loss.doc.map(|doc| title(lens, doc, kind)).transpose()?.flatten().unwrap_or_default();
        let (changes, moved, at) = (loss.changes, loss.moved, Millis(loss.at_ms));
        Ok(LossRow { kind: LateKind::of(kind), title, changes, moved, at })
    };
    all.map(row).collect()
}

fn title(lens: &Lens<'_>, doc: DocId, kind: Option<DocKind>) -> NodeResult<Option<String>> {
    Ok(match kind {
        Some(DocKind::Goal) => goals::get(lens.conn, &doc.into())?.map(|row| row.title),
        Some(DocKind::Meeting) => meetings::get(lens.conn, &doc.into())?.map(|row| row.title),
        Some(DocKind::Series) => series::get(lens.conn, &doc.into())?.map(|row| row.title),
        Some(DocKind::Note) => notes::get(lens.conn, &doc.into())?.map(|row| row.title),
        _ => None,
    })
}

/// The sync line.
///
/// # Errors
/// The storage failed.
pub fn line(lens: &Lens<'_>) -> NodeResult<SyncLine> {
    let (waiting, waiting_since) = outbox::waiting(lens.conn)?;
    let at_relay = spaces::all(lens.conn)?.into_iter().filter(|row| row.state == SpaceState::AtRelay);
    let last = at_relay.map(|row| row.synced_ms).min().filter(|ms| *ms > 0);
    Ok(SyncLine {
        has_relay: !relays::all(lens.conn)?.is_empty(),
        last: last.map(Millis),
        waiting,
        waiting_since: waiting_since.map(Millis),
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
        since: Millis(row.since_ms),
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
