//! News of many spaces: as a stream, or as the answer to one question that waits.

use super::{Service, not_allowed};
use crate::refusal::{Answer, Refusal};
use crate::state::hub::Watcher;
use crate::state::sessions::{Held, Shown};
use rapport_ids::SpaceId;
use rapport_wire::relay::{Grant, HeadNews, News, PollAnswer};
use std::sync::Arc;

impl Service {
    /// `GET /v1/watch`: begins with the head of every space of the session, or
    /// `reauth` where the key shown is not in force any more. Ends with the
    /// session, at the time that is answered.
    pub fn watch(&self, bearer: &str) -> Answer<(Watcher, i64)> {
        let held = self.session_of(bearer)?;
        let watcher = self.begin(&held)?;
        let (heads, reauth) = self.stand(&held)?;
        let first = heads.into_iter().map(News::Head).chain(reauth.into_iter().map(|space| News::Reauth { space }));
        watcher.begin(first.collect());
        Ok((watcher, held.expires_ms))
    }

    /// `GET /v1/watch?wait=`: what has changed since the mark, and a watch to
    /// wait with when that is nothing.
    pub fn poll(&self, bearer: &str, mark: &str) -> Answer<(PollAnswer, Watcher)> {
        let held = self.session_of(bearer)?;
        let watcher = self.begin(&held)?;
        // The mark is taken before the heads are read: what falls between is
        // told twice, never not at all.
        let (mark, changed) = (self.inner.hub.mark(), self.inner.hub.changed_since(mark));
        let (mut heads, mut reauth) = self.stand(&held)?;
        watcher.watch_only(heads.iter().map(|head| head.space));
        if let Some(changed) = changed {
            heads.retain(|head| changed.heads.contains(&head.space));
            // Not at every change: a key of earlier has no right to know when people write.
            reauth.retain(|space| changed.reauth.contains(space));
        }
        Ok((PollAnswer { heads, reauth, mark }, watcher))
    }

    fn begin(&self, held: &Held) -> Answer<Watcher> {
        let permit = Arc::clone(&held.watches);
        if Arc::strong_count(&permit) > self.config().quotas.watches + 1 {
            return Err(Refusal::wait(1));
        }
        let spaces: Vec<SpaceId> = held.spaces.iter().map(|(space, _)| *space).collect();
        if spaces.is_empty() {
            return Err(not_allowed());
        }
        Ok(self.inner.hub.watch(spaces, Some(permit)))
    }

    /// The heads of the spaces that the session may watch, and those it may not any more.
    fn stand(&self, held: &Held) -> Answer<(Vec<HeadNews>, Vec<SpaceId>)> {
        self.store().read(|tx| {
            let (mut heads, mut reauth) = (Vec::new(), Vec::new());
            for (space, shown) in &held.spaces {
                let row = tx.space(space)?.filter(|row| row.deleted_ms.is_none());
                match (row, shown) {
                    (Some(row), _) if shown.grant(&row) == Grant::Current => {
                        heads.push(HeadNews { space: *space, place: row.place(), frame: None });
                    }
                    (_, Shown::Auth(_)) => reauth.push(*space),
                    (_, Shown::Recovery) => {}
                }
            }
            Ok::<_, Refusal>((heads, reauth))
        })
    }
}
