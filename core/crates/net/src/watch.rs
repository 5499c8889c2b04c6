//! News of many spaces over one connection.

use crate::sse::SseParser;
use rapport_wire::CallFailed;
use rapport_wire::relay::News;
use std::collections::VecDeque;
use std::time::Duration;

/// An open stream of news. Dropping it ends it.
#[derive(Debug)]
pub struct Watch {
    response: reqwest::Response,
    parser: SseParser,
    waiting: VecDeque<News>,
    silence: Duration,
}

impl Watch {
    pub(crate) fn new(response: reqwest::Response, silence: Duration) -> Self {
        Self { response, parser: SseParser::default(), waiting: VecDeque::new(), silence }
    }

    /// The next news; waits for it. Heartbeats keep it alive and are not told.
    ///
    /// # Errors
    /// The stream ended, broke, fell silent, or is not a stream of news.
    pub async fn next(&mut self) -> Result<News, CallFailed> {
        loop {
            if let Some(news) = self.waiting.pop_front() {
                return Ok(news);
            }
            let chunk = match tokio::time::timeout(self.silence, self.response.chunk()).await {
                Ok(chunk) => chunk.map_err(|e| crate::client::failed(&e))?,
                Err(_) => return Err(CallFailed::Unreachable),
            };
            let Some(chunk) = chunk else { return Err(CallFailed::Unreachable) };
            for event in self.parser.feed(&chunk).map_err(|_| CallFailed::Garbage("an event without end"))? {
                let read = News::read(&event.name, &event.data);
                let news = read.map_err(|_| CallFailed::Garbage("an event that is no news"))?;
                self.waiting.extend(news);
            }
        }
    }
}
