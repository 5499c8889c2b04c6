//! Info, challenge, session.

use super::app::{App, Head, Json, answer};
use super::ask;
use crate::metrics::Route;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use std::sync::Arc;

pub(super) async fn info(State(app): State<Arc<App>>) -> Response {
    answer(Route::Info, Ok(Json(app.service().info())))
}

pub(super) async fn challenge(State(app): State<Arc<App>>, head: Head, body: Body) -> Response {
    let made = async {
        let request = ask::json(&app, body).await?;
        app.read(move |service| service.challenge(&head.caller, &request)).await.map(Json)
    };
    answer(Route::Challenge, made.await)
}

pub(super) async fn session(State(app): State<Arc<App>>, head: Head, body: Body) -> Response {
    let made = async {
        let request = ask::json(&app, body).await?;
        app.read(move |service| service.session(&head.caller, &request)).await.map(Json)
    };
    answer(Route::Session, made.await)
}
