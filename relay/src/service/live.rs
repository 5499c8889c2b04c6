//! Presence: handed on to whoever watches now, stored nowhere.

use super::{Service, lock, not_allowed, standing};
use crate::refusal::{Answer, Refusal};
use crate::state::hub::Tidings;
use crate::state::rates::{Allowance, Who};
use rapport_ids::SpaceId;
use rapport_wire::limits::{LIVE_PER_SESSION, LIVE_PER_SPACE};
use rapport_wire::relay::{Bytes, Grant, LiveAnswer, LiveNews, News};
use rapport_wire::{Class, Frame};

const OF_SESSION: Allowance = Allowance { per_second: LIVE_PER_SESSION, burst: LIVE_PER_SESSION };
const OF_SPACE: Allowance = Allowance { per_second: LIVE_PER_SPACE, burst: LIVE_PER_SPACE };

impl Service {
    /// `POST /v1/spaces/{id}/live`. What is too much is dropped, not refused.
    pub fn live(&self, bearer: &str, space: &SpaceId, frame: &[u8]) -> Answer<LiveAnswer> {
        let held = self.session_of(bearer)?;
        let shown = held.shown(space).ok_or_else(not_allowed)?;
        let frame = Frame::parse(frame.to_vec())
            .ok()
            .filter(|frame| frame.class() == Class::Live && frame.header().space == *space)
            .ok_or_else(|| Refusal::malformed("frame: not a live frame of this space"))?;
        let row = self.store().read(|tx| standing(tx, space))?;
        if shown.grant(&row) != Grant::Current {
            return Err(not_allowed());
        }
        if frame.header().tag != row.tag {
            return Ok(LiveAnswer::Stale);
        }
        let now = self.now();
        let mut rates = lock(&self.inner.rates);
        let fits = rates.take(Who::LiveOfSession(held.short()), OF_SESSION, 1, now).is_ok()
            && rates.take(Who::LiveOfSpace(*space.as_bytes()), OF_SPACE, 1, now).is_ok();
        drop(rates);
        self.metrics().live(fits);
        if !fits {
            return Ok(LiveAnswer::Dropped);
        }
        let news = LiveNews { space: *space, frame: Bytes(frame.into_bytes()) };
        self.inner.hub.publish(vec![Tidings::News(News::Live(news))]);
        Ok(LiveAnswer::Delivered)
    }
}
