//! Numbers that a relay gave to what was sent, and that have not been read yet. Another log may be what is read
//! then, the same up to there; what stands at none of them is sent again.

use crate::Node;
use crate::error::NodeResult;
use rapport_ids::{RecordId, SpaceId};
use rapport_store::Transaction;
use rapport_store::tables::{meta, records};

/// One number and what was given it.
const ONE: usize = 8 + RecordId::LEN;

fn key(space: &SpaceId) -> String {
    format!("ahead {space}")
}

fn read(bytes: &[u8]) -> Vec<(u64, RecordId)> {
    let one = |bytes: &[u8]| {
        let (seq, record) = bytes.split_first_chunk::<8>()?;
        Some((u64::from_be_bytes(*seq), RecordId::from_slice(record)?))
    };
    bytes.chunks_exact(ONE).filter_map(one).collect()
}

fn write(all: &[(u64, RecordId)]) -> Vec<u8> {
    all.iter().flat_map(|(seq, record)| seq.to_be_bytes().into_iter().chain(*record.as_bytes())).collect()
}

/// Writes down, with the numbers themselves, that they are still to be read.
pub(super) fn note(
    tx: &Transaction<'_>,
    space: &SpaceId,
    given: impl IntoIterator<Item = (u64, RecordId)>,
) -> NodeResult<()> {
    let mut all = meta::get(tx, &key(space))?.map(|bytes| read(&bytes)).unwrap_or_default();
    let before = all.len();
    all.extend(given);
    if all.len() > before {
        meta::put(tx, &key(space), &write(&all))?;
    }
    Ok(())
}

/// Lets go of all of them.
pub(crate) fn forget(tx: &Transaction<'_>, space: &SpaceId) -> NodeResult<()> {
    Ok(meta::delete(tx, &key(space))?)
}

impl Node {
    /// The log was read up to a number, and this is what stands at the last of them; `end` is
    /// where the log ends, if it was read to there.
    pub(super) fn found_in_log(
        &mut self,
        space: &SpaceId,
        read: &[(u64, RecordId)],
        to: u64,
        end: Option<u64>,
    ) -> NodeResult<()> {
        let Some(bytes) = meta::get(self.store.read(), &key(space))? else { return Ok(()) };
        let (mut ahead, mut lost) = (Vec::new(), false);
        self.store.write(|tx| {
            for (seq, record) in self::read(&bytes) {
                let other = read.iter().any(|(at, one)| *at == seq && *one != record);
                if other || end.is_some_and(|end| seq > end) {
                    records::forget_seq(tx, space, &record)?;
                    lost = true;
                } else if seq > to || !read.contains(&(seq, record)) {
                    // Also what a page left out: it is read again.
                    ahead.push((seq, record));
                }
            }
            if ahead.is_empty() { forget(tx, space) } else { Ok(meta::put(tx, &key(space), &write(&ahead))?) }
        })?;
        if lost {
            self.wants_push(space);
            self.wants_control(space);
        }
        Ok(())
    }
}
