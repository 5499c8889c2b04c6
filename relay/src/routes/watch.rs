//! `GET /v1/watch`: a stream, or one answer that waits.

use super::app::{App, Head, Json, answer};
use super::ask;
use super::stream::WatchBody;
use crate::metrics::Route;
use crate::refusal::Answer;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::Response;
use rapport_wire::limits::HEARTBEAT_S;
use rapport_wire::relay::PollAnswer;
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

#[derive(Deserialize)]
pub(super) struct WatchAsk {
    /// Seconds to wait for one answer; none for a stream.
    wait: Option<u64>,
    mark: Option<String>,
}

pub(super) async fn watch(
    State(app): State<Arc<App>>,
    query: Result<Query<WatchAsk>, QueryRejection>,
    head: Head,
) -> Response {
    match ask::query(query) {
        Err(refusal) => answer(Route::Watch, Err::<(), _>(refusal)),
        Ok(WatchAsk { wait: Some(wait), mark }) => {
            answer(Route::Poll, poll(&app, &head, wait, mark.unwrap_or_default()).await.map(Json))
        }
        Ok(WatchAsk { wait: None, .. }) => answer(Route::Watch, stream(&app, &head).await),
    }
}

async fn stream(app: &App, head: &Head) -> Answer<Response> {
    let bearer = head.bearer()?.to_owned();
    let (watcher, expires_ms) = app.read(move |service| service.watch(&bearer)).await?;
    let left = u64::try_from(expires_ms.saturating_sub(app.service().now())).unwrap_or(0);
    let body = WatchBody::new(watcher, app.timeouts.heartbeat, Duration::from_millis(left));
    let mut response = Response::new(Body::new(body));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Proxies that read it pass every event on at once.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

async fn poll(app: &App, head: &Head, wait: u64, mark: String) -> Answer<PollAnswer> {
    let end = Instant::now() + Duration::from_secs(wait.min(HEARTBEAT_S));
    let bearer = head.bearer()?;
    loop {
        let (bearer, mark) = (bearer.to_owned(), mark.clone());
        let (answer, watcher) = app.read(move |service| service.poll(&bearer, &mark)).await?;
        if !answer.heads.is_empty() || !answer.reauth.is_empty() {
            return Ok(answer);
        }
        match timeout_at(end, watcher.change()).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) | Err(_) => return Ok(answer),
        }
    }
}
