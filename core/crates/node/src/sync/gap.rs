//! Numbers that a page of a relay's log leaves out. What stood there may have had its time, as notices
//! have, or somebody keeps it back: where it is left out it is asked for again a few times, with growing pauses.

use super::ahead;
use crate::Node;
use crate::error::{NodeError, NodeResult};
use rapport_ids::{LogId, SpaceId};
use rapport_store::Transaction;
use rapport_store::tables::cursors::{self, Cursor};
use rapport_store::tables::{meta, records};
use rapport_wire::Chain;
use rapport_wire::relay::RecordPage;

/// Pauses before a gap is asked for again, in minutes. After the last it is believed.
const PAUSES_MIN: [i64; 5] = [10, 60, 6 * 60, 48 * 60, 14 * 24 * 60];

/// The first place after which something is left out and not yet believed to be gone.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Gap {
    log_id: LogId,
    /// Up to here nothing is left out.
    seq: u64,
    chain: Chain,
    /// How often it was met.
    met: u8,
    /// When to ask again, milliseconds since 1970.
    due_ms: i64,
}

const LEN: usize = LogId::LEN + 8 + 32 + 1 + 8;

impl Gap {
    fn key(space: &SpaceId) -> String {
        format!("gap {space}")
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; LEN] = bytes.try_into().ok()?;
        let (log_id, rest) = bytes.split_first_chunk::<{ LogId::LEN }>()?;
        let (seq, rest) = rest.split_first_chunk::<8>()?;
        let (chain, rest) = rest.split_first_chunk::<32>()?;
        let (met, due) = rest.split_first()?;
        Some(Self {
            log_id: LogId::new(*log_id),
            seq: u64::from_be_bytes(*seq),
            chain: Chain::new(*chain),
            met: *met,
            due_ms: i64::from_be_bytes(due.try_into().ok()?),
        })
    }

    fn write(&self) -> Vec<u8> {
        let mut bytes = self.log_id.as_bytes().to_vec();
        bytes.extend(self.seq.to_be_bytes());
        bytes.extend(self.chain.as_bytes());
        bytes.push(self.met);
        bytes.extend(self.due_ms.to_be_bytes());
        bytes
    }

    /// Whether it is asked for again.
    const fn is_open(&self) -> bool {
        self.due_ms < i64::MAX
    }

    /// The same, met once more.
    fn again(self, now_ms: i64) -> Self {
        let pause = PAUSES_MIN.get(usize::from(self.met)).map_or(i64::MAX, |minutes| minutes * 60_000);
        Self { met: self.met.saturating_add(1), due_ms: now_ms.saturating_add(pause), ..self }
    }
}

impl Node {
    fn gap(&self, space: &SpaceId) -> NodeResult<Option<Gap>> {
        Ok(meta::get(self.store.read(), &Gap::key(space))?.and_then(|bytes| Gap::read(&bytes)))
    }

    /// Where to read on from: the cursor, or a gap before it whose time has come.
    pub(super) fn cursor_or_gap(&mut self, space: &SpaceId) -> NodeResult<Option<Cursor>> {
        let Some(cursor) = cursors::get(self.store.read(), space)? else { return Ok(None) };
        let gap = self.gap(space)?.filter(|gap| gap.log_id == cursor.log_id && gap.seq < cursor.seq);
        let Some(gap) = gap.filter(|gap| gap.due_ms <= self.ports.now_ms()) else { return Ok(Some(cursor)) };
        let back = Cursor { seq: gap.seq, chain: gap.chain, ..cursor };
        self.store.write(|tx| {
            // Whether the rest is still there is seen when it is read again.
            ahead::note(tx, space, records::beyond(tx, space, gap.seq)?)?;
            Ok::<_, NodeError>(cursors::put(tx, space, &back)?)
        })?;
        Ok(Some(back))
    }

    /// Writes down, before the page counts as read, that it leaves something out after
    /// the cursor, or that it leaves out nothing any more.
    pub(super) fn note_gap(&mut self, space: &SpaceId, cursor: &Cursor, page: &RecordPage) -> NodeResult<()> {
        let (before, now_ms) = (self.gap(space)?.filter(|gap| gap.log_id == cursor.log_id), self.ports.now_ms());
        let here = before.as_ref().is_some_and(|gap| gap.seq == cursor.seq);
        if is_whole(cursor.seq, page) {
            if here {
                self.store.write(|tx| forget(tx, space))?;
            }
            return Ok(());
        }
        let gap = match before {
            Some(gap) if gap.seq < cursor.seq && gap.is_open() => return Ok(()),
            Some(gap) if here => gap.again(now_ms),
            _ => Gap { log_id: cursor.log_id, seq: cursor.seq, chain: cursor.chain, met: 0, due_ms: 0 }.again(now_ms),
        };
        Ok(self.store.write(|tx| meta::put(tx, &Gap::key(space), &gap.write()))?)
    }
}

/// Lets go of what is left out in a space.
pub(crate) fn forget(tx: &Transaction<'_>, space: &SpaceId) -> NodeResult<()> {
    Ok(meta::delete(tx, &Gap::key(space))?)
}

/// Whether a page has every number from where it was asked to where it ends.
pub(super) fn is_whole(after: u64, page: &RecordPage) -> bool {
    let gapless = (after + 1..).zip(&page.records).all(|(seq, record)| record.seq == seq);
    gapless && page.records.last().map_or(after, |last| last.seq) == page.next
}
