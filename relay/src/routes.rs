//! From HTTP to the service and back. Thin: what a call means is decided in
//! [`crate::service`].

mod app;
mod ask;
mod box_;
mod door;
mod run;
mod space;
mod stream;
mod watch;

pub(crate) use app::{App, Peer};

use crate::metrics::Route;
use crate::refusal::Refusal;
use app::{answer, refuse_with};
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post, put};
use rapport_wire::relay::Code;
use std::sync::Arc;

pub(crate) fn router(app: Arc<App>) -> Router {
    let routes = Router::new()
        .route("/v1/info", get(door::info))
        .route("/v1/challenge", post(door::challenge))
        .route("/v1/session", post(door::session))
        .route("/v1/spaces", post(space::create))
        .route("/v1/spaces/{id}", get(space::opening).delete(space::delete))
        .route("/v1/spaces/{id}/revive", post(space::revive))
        .route("/v1/spaces/{id}/records", get(space::pull).post(space::push))
        .route("/v1/spaces/{id}/ids", get(space::ids))
        .route("/v1/spaces/{id}/control", post(space::control))
        .route("/v1/spaces/{id}/keys", put(space::keys))
        .route("/v1/spaces/{id}/live", post(space::live))
        .route("/v1/spaces/{id}/prune", post(not_yet))
        .route("/v1/spaces/{id}/restore", post(not_yet))
        .route("/v1/spaces/{id}/submissions", get(not_yet).post(not_yet))
        .route("/v1/spaces/{id}/submissions/acknowledge", post(not_yet))
        .route("/v1/watch", get(watch::watch))
        .route("/v1/box/{id}", get(box_::get).put(box_::put).delete(box_::delete))
        .route("/healthz", get(run::health))
        .route("/readyz", get(run::ready))
        .route("/metrics", get(run::metrics))
        .route("/r", get(run::page))
        .route("/j", get(run::page))
        .fallback(not_found)
        .method_not_allowed_fallback(wrong_method)
        .with_state(Arc::clone(&app));
    routes.layer(axum::middleware::from_fn_with_state(app, app::observe))
}

/// What comes with snapshots and surveys: said in so many words, so that a
/// client does not take it for an error of its own.
async fn not_yet() -> Response {
    let refusal = Refusal::new(Code::NeedsNewerRelay, "this relay cannot prune, restore or take submissions yet");
    answer(Route::NotYet, Err::<(), _>(refusal))
}

async fn not_found() -> Response {
    answer(Route::Other, Err::<(), _>(Refusal::new(Code::NotFound, "no such address")))
}

async fn wrong_method() -> Response {
    let refusal = Refusal::new(Code::NotFound, "not at this address with this method");
    refuse_with(Route::Other, StatusCode::METHOD_NOT_ALLOWED, &refusal)
}
