//! The end of a watch that somebody holds; dropping it ends the watch.

use super::Hub;
use super::queue::{End, Event, Queue};
use rapport_ids::{BoxId, SpaceId};
use rapport_wire::relay::News;
use std::sync::Arc;
use std::task::{Context, Poll};

/// News of the spaces of one session, in the order of commits a space.
pub struct Watcher {
    hub: Arc<Hub>,
    queue: Arc<Queue>,
    spaces: Vec<SpaceId>,
    mailbox: Option<BoxId>,
    _permit: Option<Arc<()>>,
}

impl Watcher {
    pub(super) const fn new(
        hub: Arc<Hub>,
        queue: Arc<Queue>,
        spaces: Vec<SpaceId>,
        mailbox: Option<BoxId>,
        permit: Option<Arc<()>>,
    ) -> Self {
        Self { hub, queue, spaces, mailbox, _permit: permit }
    }

    /// What stands at the start, read after the watch began: heads of the
    /// spaces that may be watched. The others are not watched from here on.
    pub(crate) fn begin(&self, first: Vec<News>) {
        self.hub.begin(&self.queue, &self.spaces, first);
    }

    /// Goes on only with these; what has come in already stays.
    pub(crate) fn watch_only(&self, spaces: impl Iterator<Item = SpaceId>) {
        let kept: std::collections::HashSet<SpaceId> = spaces.collect();
        let others: Vec<SpaceId> = self.spaces.iter().filter(|space| !kept.contains(space)).copied().collect();
        self.hub.forget(&self.queue, &others);
    }

    /// The next news, if there is any: for callers without an executor.
    pub fn next_news(&self) -> Result<Option<News>, End> {
        loop {
            match self.queue.next()? {
                Some(event) => {
                    if let Event::News { news, .. } = &*event {
                        return Ok(Some(news.clone()));
                    }
                }
                None => return Ok(None),
            }
        }
    }

    pub(crate) fn poll_event(&self, cx: &Context<'_>) -> Poll<Result<Arc<Event>, End>> {
        self.queue.poll(cx)
    }

    /// Waits until there is something.
    pub(crate) async fn event(&self) -> Result<Arc<Event>, End> {
        std::future::poll_fn(|cx| self.poll_event(cx)).await
    }

    /// Waits until a head or a key has changed; passes over live frames.
    pub(crate) async fn change(&self) -> Result<(), End> {
        loop {
            if !matches!(&*self.event().await?, Event::News { news: News::Live(_), .. }) {
                return Ok(());
            }
        }
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.hub.leave(&self.queue, &self.spaces, self.mailbox);
    }
}
