//! Everything under `/v1/box`.

use super::app::{App, Binary, Head, answer};
use super::ask;
use crate::metrics::Route;
use crate::refusal::Answer;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use rapport_ids::BoxId;
use rapport_wire::limits::{BOX_SLOT, HEARTBEAT_S};
use rapport_wire::relay::{BoxPut, BoxSlots};
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// A slot's content and what stands before it.
const PUT: usize = BOX_SLOT + 128;

#[derive(Deserialize)]
pub(super) struct GetAsk {
    /// Seconds to wait for more slots …
    wait: Option<u64>,
    /// … than these many.
    have: Option<usize>,
}

pub(super) async fn put(State(app): State<Arc<App>>, Path(id): Path<String>, head: Head, body: Body) -> Response {
    let made = async {
        let id: BoxId = ask::id(&id)?;
        let token = head.token()?;
        let (bytes, _lent) = ask::bytes(&app, body, PUT).await?;
        let put = BoxPut::read(&bytes)?;
        let act = app.service().putting(&head.caller, head.bearer_if_any(), token.as_ref(), &id, put)?;
        app.writer().commit(act).await?;
        Ok(StatusCode::NO_CONTENT)
    };
    answer(Route::BoxPut, made.await)
}

pub(super) async fn get(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    query: Result<Query<GetAsk>, QueryRejection>,
    head: Head,
) -> Response {
    let made = async {
        let id: BoxId = ask::id(&id)?;
        let GetAsk { wait, have } = ask::query(query)?;
        let caller = head.caller;
        let first = app.read(move |service| service.slots(&caller, &id)).await?;
        let slots = match wait {
            Some(wait) if first.slots.len() <= have.unwrap_or(0) => {
                more(&app, id, have.unwrap_or(0), wait.min(HEARTBEAT_S)).await?
            }
            _ => first,
        };
        Ok(Binary(slots.write()?))
    };
    answer(Route::BoxGet, made.await)
}

async fn more(app: &App, id: BoxId, have: usize, wait: u64) -> Answer<BoxSlots> {
    let end = Instant::now() + Duration::from_secs(wait);
    let watcher = app.service().watch_slots(&id);
    loop {
        // Read after the watch began: what came between the two is seen here.
        let slots = app.read(move |service| service.slots_now(&id)).await?;
        if slots.slots.len() > have {
            return Ok(slots);
        }
        match timeout_at(end, watcher.event()).await {
            Ok(Ok(_)) => {}
            Ok(Err(_)) | Err(_) => return Ok(slots),
        }
    }
}

pub(super) async fn delete(State(app): State<Arc<App>>, Path(id): Path<String>, head: Head, body: Body) -> Response {
    let made = async {
        let id: BoxId = ask::id(&id)?;
        let call = ask::json(&app, body).await?;
        let act = app.service().closing(&head.caller, &id, &call)?;
        app.writer().commit(act).await?;
        Ok(StatusCode::NO_CONTENT)
    };
    answer(Route::BoxDelete, made.await)
}
