//! The body of a watch: events as they come, a heartbeat when none do. Idle, it
//! costs one timer.

use crate::state::hub::Watcher;
use bytes::Bytes;
use http_body::{Body, Frame};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep_until};

/// A comment, which readers of server-sent events pass over.
const BEAT: &[u8] = b":\n\n";

pub(super) struct WatchBody {
    /// None once it is over.
    watcher: Option<Watcher>,
    every: Duration,
    last: Instant,
    end: Instant,
    alarm: Pin<Box<Sleep>>,
}

impl WatchBody {
    /// Beats `every` so often, and ends when the session does.
    pub(super) fn new(watcher: Watcher, every: Duration, left: Duration) -> Self {
        let last = Instant::now();
        let end = last + left;
        Self { watcher: Some(watcher), every, last, end, alarm: Box::pin(sleep_until(end.min(last + every))) }
    }
}

impl Body for WatchBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let Some(watcher) = &self.watcher else { return Poll::Ready(None) };
        match watcher.poll_event(cx) {
            Poll::Ready(Ok(event)) => {
                self.last = Instant::now();
                return Poll::Ready(Some(Ok(Frame::data(event.text()))));
            }
            Poll::Ready(Err(_)) => {
                self.watcher = None;
                return Poll::Ready(None);
            }
            Poll::Pending => {}
        }
        while self.alarm.as_mut().poll(cx).is_ready() {
            let now = Instant::now();
            if now >= self.end {
                self.watcher = None;
                return Poll::Ready(None);
            }
            let due = now >= self.last + self.every;
            if due {
                self.last = now;
            }
            let next = self.end.min(self.last + self.every);
            self.alarm.as_mut().reset(next);
            if due {
                return Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(BEAT)))));
            }
        }
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::hub::{Hub, Tidings};
    use http_body_util::BodyExt;
    use rapport_ids::{LogId, SpaceId};
    use rapport_wire::Chain;
    use rapport_wire::relay::{HeadNews, LogPlace, News};
    use std::sync::Arc;

    const SPACE: SpaceId = SpaceId::new([1; 16]);

    fn head(head: u64) -> News {
        let place = LogPlace { log_id: LogId::new([1; 16]), head, chain: Chain::START };
        News::Head(HeadNews { space: SPACE, place, frame: None })
    }

    async fn next(body: &mut WatchBody) -> Option<Bytes> {
        body.frame().await.map(|frame| frame.unwrap().into_data().unwrap())
    }

    #[tokio::test(start_paused = true)]
    async fn it_beats_when_nothing_comes_and_ends_with_the_session() {
        let hub = Arc::new(Hub::new(1));
        let watcher = hub.watch(vec![SPACE], None);
        watcher.begin(vec![head(1)]);
        let began = Instant::now();
        let mut body = WatchBody::new(watcher, Duration::from_secs(25), Duration::from_secs(60));
        assert!(next(&mut body).await.unwrap().starts_with(b"event: head\ndata: {"));
        assert_eq!(next(&mut body).await.unwrap(), BEAT);
        assert_eq!(began.elapsed().as_secs(), 25);
        tokio::time::advance(Duration::from_secs(10)).await;
        hub.publish(vec![Tidings::News(head(2))]);
        assert!(next(&mut body).await.unwrap().starts_with(b"event: head"));
        assert_eq!(next(&mut body).await, None);
        assert_eq!(began.elapsed().as_secs(), 60, "news puts the next beat off; the session ends first");
        assert_eq!(hub.counts().0, 0);
    }

    #[tokio::test(start_paused = true)]
    async fn it_ends_when_the_relay_stops() {
        let hub = Arc::new(Hub::new(1));
        let mut body = WatchBody::new(hub.watch(vec![SPACE], None), Duration::from_secs(25), Duration::from_secs(60));
        let waiting = tokio::spawn(async move { next(&mut body).await });
        tokio::task::yield_now().await;
        hub.stop();
        assert_eq!(waiting.await.unwrap(), None);
    }
}
