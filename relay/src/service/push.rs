//! Storing records: numbers without a gap, and nothing twice.

use super::act::{Act, Effects};
use super::{Service, not_allowed, standing};
use crate::config::Quotas;
use crate::refusal::{Answer, Refusal};
use crate::state::hub::Tidings;
use crate::state::sessions::Shown;
use crate::store::{NewRecord, SpaceRow, Was, Writing};
use rapport_ids::{RecordId, SpaceId};
use rapport_wire::limits::{NOTICE_LIFE_MS, NOTICES_PER_HOUR, NOTICES_STORED, RIDE_ALONG};
use rapport_wire::relay::{Bytes, Grant, HeadNews, News, PushResult, Pushed, read_batch};
use rapport_wire::{Class, Frame};

const HOUR_MS: i64 = 3600 * 1000;
/// What a space that is full still takes of control, share and notice frames:
/// it must be possible to remove somebody, and to make room.
const RESERVE_BYTES: u64 = 16 * 1024 * 1024;
const RESERVE_RECORDS: u64 = 1000;
/// Records of one push that are told one by one with their frames; of more, only the head.
const TOLD_ALONG: usize = 8;

pub(crate) struct Push {
    space: SpaceId,
    shown: Shown,
    again: bool,
    /// None where the bytes are no frame of this space.
    frames: Vec<Option<(RecordId, Frame)>>,
    quotas: Quotas,
}

impl Service {
    /// `POST /v1/spaces/{id}/records`: a batch as [`rapport_wire::relay::write_batch`] makes it.
    /// `again`: the records come from a relay or another device, so none is stale.
    pub fn push(&self, bearer: &str, space: &SpaceId, again: bool, batch: &[u8]) -> Answer<PushResult> {
        self.commit(self.pushing(bearer, space, again, batch)?)
    }

    pub(crate) fn pushing(&self, bearer: &str, space: &SpaceId, again: bool, batch: &[u8]) -> Answer<Push> {
        let held = self.session_of(bearer)?;
        let shown = held.shown(space).ok_or_else(not_allowed)?;
        let parse = |bytes: &[u8]| {
            let frame = Frame::parse(bytes.to_vec()).ok().filter(|frame| frame.header().space == *space)?;
            Some((frame.record_id(), frame))
        };
        let frames = read_batch(batch)?.into_iter().map(parse).collect();
        Ok(Push { space: *space, shown, again, frames, quotas: self.config().quotas })
    }
}

/// How many notices a former key may still post.
struct Allowed {
    key: [u8; 32],
    left: u64,
}

impl Act for Push {
    type Answer = PushResult;

    fn apply(&self, tx: &dyn Writing, now_ms: i64, effects: &mut Effects) -> Answer<PushResult> {
        let mut row = standing(tx, &self.space)?;
        let before = row.head;
        let mut former = match (self.shown.grant(&row), self.shown) {
            (Grant::Current, _) => None,
            (Grant::Former, Shown::Auth(key)) => Some(self.former(tx, key, now_ms)?),
            _ => return Err(not_allowed()),
        };
        let mut news = Vec::new();
        let mut results = Vec::with_capacity(self.frames.len());
        for frame in &self.frames {
            let result = match frame {
                Some((id, frame)) => self.one(tx, &mut row, former.as_mut(), id, frame, now_ms)?,
                None => Pushed::Refused,
            };
            let counts = &mut effects.counts;
            match (result, frame) {
                (Pushed::Stored { .. }, Some((_, frame))) => {
                    counts.stored += 1;
                    counts.bytes += frame.bytes().len() as u64;
                    news.push(head_news(&row, Some(frame)));
                }
                (Pushed::Duplicate { .. } | Pushed::Pruned, _) => counts.duplicates += 1,
                (Pushed::Stale, _) => counts.stale += 1,
                (Pushed::OverQuota, _) => counts.over_quota += 1,
                _ => counts.refused += 1,
            }
            results.push(result);
        }
        if row.head > before {
            tx.put_space(&row)?;
            if news.len() > TOLD_ALONG {
                news = vec![head_news(&row, None)];
            }
            effects.tidings.extend(news.into_iter().map(|head| Tidings::News(News::Head(head))));
        }
        Ok(PushResult { results, place: row.place() })
    }
}

impl Push {
    /// A key of earlier posts notices only, and not many.
    fn former(&self, tx: &dyn Writing, key: [u8; 32], now_ms: i64) -> Answer<Allowed> {
        if self.frames.iter().flatten().any(|(_, frame)| frame.class() != Class::Notice) {
            return Err(not_allowed());
        }
        let count = tx.notices(&self.space, &key, now_ms.saturating_sub(HOUR_MS))?;
        if count.recent >= u64::from(NOTICES_PER_HOUR) {
            let wait = count.oldest_recent_ms.saturating_add(HOUR_MS).saturating_sub(now_ms);
            return Err(Refusal::wait(u64::try_from(wait).unwrap_or(0).div_ceil(1000)));
        }
        let left =
            (u64::from(NOTICES_PER_HOUR) - count.recent).min(u64::from(NOTICES_STORED).saturating_sub(count.stored));
        Ok(Allowed { key, left })
    }

    fn one(
        &self,
        tx: &dyn Writing,
        row: &mut SpaceRow,
        former: Option<&mut Allowed>,
        id: &RecordId,
        frame: &Frame,
        now_ms: i64,
    ) -> Answer<Pushed> {
        let class = frame.class();
        if let Some(seq) = tx.seq_of(&row.id, id)? {
            if former.is_none() && class == Class::Notice {
                tx.keep(&row.id, id)?;
            }
            return Ok(Pushed::Duplicate { seq });
        }
        if matches!(class, Class::Control | Class::Live) {
            return Ok(Pushed::Refused);
        }
        match tx.was(&row.id, id)? {
            Some(Was::Pruned) => return Ok(Pushed::Pruned),
            Some(Was::Expired) if former.is_some() => return Ok(Pushed::Pruned),
            _ => {}
        }
        if class.can_be_stale() && !self.again && frame.header().tag != row.tag {
            return Ok(Pushed::Stale);
        }
        if !has_room(row, frame, &self.quotas) {
            return Ok(Pushed::OverQuota);
        }
        let poster = match former {
            Some(Allowed { left: 0, .. }) => return Ok(Pushed::OverQuota),
            Some(allowed) => {
                allowed.left -= 1;
                Some((allowed.key, now_ms.saturating_add(NOTICE_LIFE_MS)))
            }
            None => None,
        };
        append(tx, row, id, frame, poster, now_ms)?;
        Ok(Pushed::Stored { seq: row.head })
    }
}

/// Whether the space has room for one more frame.
pub(super) fn has_room(row: &SpaceRow, frame: &Frame, quotas: &Quotas) -> bool {
    let spare = frame.class().open_to_former_keys();
    let (bytes, records) = if spare { (RESERVE_BYTES, RESERVE_RECORDS) } else { (0, 0) };
    row.bytes.saturating_add(frame.bytes().len() as u64) <= quotas.space_bytes.saturating_add(bytes)
        && row.records < quotas.space_records.saturating_add(records)
}

/// Gives the next number to a record. The caller writes the row back.
pub(super) fn append(
    tx: &dyn Writing,
    row: &mut SpaceRow,
    id: &RecordId,
    frame: &Frame,
    former: Option<([u8; 32], i64)>,
    now_ms: i64,
) -> Answer<()> {
    row.head += 1;
    row.chain = row.chain.then(id);
    row.records += 1;
    row.bytes += frame.bytes().len() as u64;
    tx.add_record(
        &row.id,
        &NewRecord {
            id: *id,
            seq: row.head,
            class: frame.class(),
            stored_ms: now_ms,
            chain: row.chain,
            former,
            frame: frame.bytes(),
        },
    )?;
    Ok(())
}

/// The news of the record at the head; small ones ride along.
pub(super) fn head_news(row: &SpaceRow, frame: Option<&Frame>) -> HeadNews {
    let frame = frame.map(Frame::bytes).filter(|bytes| bytes.len() <= RIDE_ALONG);
    HeadNews { space: row.id, place: row.place(), frame: frame.map(|bytes| Bytes(bytes.to_vec())) }
}
