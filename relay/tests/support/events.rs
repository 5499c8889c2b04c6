//! Reading server-sent events.

use super::client::{Client, Kept, PATIENCE};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use rapport_wire::relay::News;

/// A comment in the stream.
#[derive(Debug, PartialEq)]
pub enum Heard {
    News(News),
    Beat,
    End,
}

pub struct Events {
    _kept: Kept,
    body: Incoming,
    text: String,
}

impl Events {
    pub async fn open(client: &Client, bearer: &str) -> Self {
        let (kept, response) = client.stream("/v1/watch", bearer).await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["x-accel-buffering"], "no");
        Self { _kept: kept, body: response.into_body(), text: String::new() }
    }

    pub async fn next(&mut self) -> Heard {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.text = rest;
                if event == ":" {
                    return Heard::Beat;
                }
                let (name, data) = event.split_once('\n').unwrap();
                let news = News::read(name.strip_prefix("event: ").unwrap(), data.strip_prefix("data: ").unwrap());
                return Heard::News(news.unwrap().unwrap());
            }
            let frame = tokio::time::timeout(PATIENCE, self.body.frame()).await.expect("no event comes");
            match frame {
                Some(Ok(frame)) => self.text.push_str(std::str::from_utf8(frame.data_ref().unwrap()).unwrap()),
                Some(Err(_)) | None => return Heard::End,
            }
        }
    }

    /// The next news; heartbeats are passed over.
    pub async fn news(&mut self) -> News {
        loop {
            match self.next().await {
                Heard::News(news) => return news,
                Heard::Beat => {}
                Heard::End => panic!("the watch ended"),
            }
        }
    }

    /// What comes until the end of the watch.
    pub async fn rest(&mut self) -> Vec<News> {
        let mut all = Vec::new();
        loop {
            match self.next().await {
                Heard::News(news) => all.push(news),
                Heard::Beat => {}
                Heard::End => return all,
            }
        }
    }
}
