//! For the people who run a relay, and the page for those who open a link in a browser.

use super::app::{App, Head, answer};
use crate::config::Metering;
use crate::metrics::Route;
use crate::refusal::Refusal;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use axum::response::Response;
use rapport_wire::relay::Code;
use std::sync::Arc;

/// The process answers.
pub(super) async fn health() -> Response {
    answer(Route::Health, Ok("ok\n"))
}

/// It can do its work: the storage answers and nobody has told it to stop.
pub(super) async fn ready(State(app): State<Arc<App>>) -> Response {
    if app.is_stopping() || !app.writer().is_alive() {
        return answer(Route::Ready, Err::<(), _>(Refusal::stopping()));
    }
    answer(Route::Ready, app.read(crate::Service::check).await.map(|()| "ready\n"))
}

pub(super) async fn metrics(State(app): State<Arc<App>>, head: Head) -> Response {
    let here = head.caller.address.is_some_and(|address| address.to_canonical().is_loopback());
    let shown = match app.metering {
        Metering::Open => true,
        // A proxy on this machine speaks for the whole world.
        Metering::Loopback => here && !head.is_forwarded(),
        Metering::Off => false,
    };
    if !shown {
        return answer(Route::Metrics, Err::<(), _>(Refusal::new(Code::NotFound, "no such address")));
    }
    let text = app.read(crate::Service::metrics_text).await;
    let kind = [(CONTENT_TYPE, HeaderValue::from_static("text/plain; version=0.0.4"))];
    answer(Route::Metrics, text.map(|text| (kind, text)))
}

/// What the page may do: look as it looks, and run its one script, which is
/// known by its hash. It fetches nothing and sends nothing.
const PAGE_MAY: &str = "default-src 'none'; style-src 'unsafe-inline'; \
    script-src 'sha256-WaqNiJqHtikYaOwYXvmWGcYl9ZGl2i6OSH6ZdoRjMQM='; base-uri 'none'; form-action 'none'";

/// What a link shows in a browser: that it belongs into the app, with a button
/// that gives it to the app, because phones open no app for a host that it
/// cannot name beforehand. What stands behind `#` never reaches this server.
pub(super) async fn page() -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static(PAGE_MAY)),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ];
    answer(Route::Page, Ok((headers, include_str!("page.html"))))
}

#[cfg(test)]
mod tests;
