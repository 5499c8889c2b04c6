//! Everything under `/v1/spaces`.

use super::app::{App, Binary, Head, Json, answer};
use super::ask;
use crate::metrics::Route;
use crate::refusal::Refusal;
use crate::service::PullQuery;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use rapport_ids::SpaceId;
use rapport_wire::limits::{BATCH_BYTES, BATCH_FRAMES, CONTROL_FRAME, SMALL_FRAME};
use rapport_wire::relay::{CreateSpace, KeysOverride};
use serde::Deserialize;
use std::sync::Arc;

/// Frames and their lengths.
const BATCH: usize = BATCH_BYTES + 4 * BATCH_FRAMES;
/// A genesis frame and what stands before it.
const OPENING: usize = CONTROL_FRAME + 256;
const KEYS: usize = 136;

type Ask<T> = Result<Query<T>, QueryRejection>;

#[derive(Deserialize)]
pub(super) struct PushQuery {
    again: Option<u8>,
}

#[derive(Deserialize)]
pub(super) struct PullAsk {
    after: Option<u64>,
    class: Option<String>,
    limit: Option<usize>,
}

#[derive(Deserialize)]
pub(super) struct IdsAsk {
    after: Option<u64>,
}

pub(super) async fn create(State(app): State<Arc<App>>, head: Head, body: Body) -> Response {
    let made = async {
        let token = head.token()?;
        let (bytes, _lent) = ask::bytes(&app, body, OPENING).await?;
        let call = CreateSpace::read(&bytes)?;
        let act = app.service().creating(&head.caller, token.as_ref(), call)?;
        Ok((StatusCode::CREATED, Json(app.writer().commit(act).await?)))
    };
    answer(Route::Create, made.await)
}

pub(super) async fn opening(State(app): State<Arc<App>>, Path(id): Path<String>, head: Head) -> Response {
    let made = async {
        let id: SpaceId = ask::id(&id)?;
        let bearer = head.bearer()?.to_owned();
        let opening = app.read(move |service| service.opening(&bearer, &id)).await?;
        Ok(Binary(opening.write()?))
    };
    answer(Route::Opening, made.await)
}

pub(super) async fn delete(State(app): State<Arc<App>>, Path(id): Path<String>, head: Head, body: Body) -> Response {
    let made = async {
        let id: SpaceId = ask::id(&id)?;
        let call = ask::json(&app, body).await?;
        let act = app.service().deleting(&head.caller, &id, call)?;
        app.writer().commit(act).await.map(Json)
    };
    answer(Route::Delete, made.await)
}

pub(super) async fn revive(State(app): State<Arc<App>>, Path(id): Path<String>, head: Head, body: Body) -> Response {
    let made = async {
        let id: SpaceId = ask::id(&id)?;
        let call = ask::json(&app, body).await?;
        let act = app.service().reviving(&head.caller, &id, call)?;
        app.writer().commit(act).await.map(Json)
    };
    answer(Route::Revive, made.await)
}

pub(super) async fn push(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    query: Ask<PushQuery>,
    head: Head,
    body: Body,
) -> Response {
    let made = async {
        let id: SpaceId = ask::id(&id)?;
        let again = match ask::query(query)?.again {
            None | Some(0) => false,
            Some(1) => true,
            Some(_) => return Err(Refusal::malformed("again: 0 or 1")),
        };
        let bearer = head.bearer()?;
        let (batch, _lent) = ask::bytes(&app, body, BATCH).await?;
        let act = app.service().pushing(bearer, &id, again, &batch)?;
        drop(batch);
        app.writer().commit(act).await.map(Json)
    };
    answer(Route::Push, made.await)
}

pub(super) async fn pull(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    query: Ask<PullAsk>,
    head: Head,
) -> Response {
    let made = async {
        let id: SpaceId = ask::id(&id)?;
        let PullAsk { after, class, limit } = ask::query(query)?;
        let classes = class.map(|text| text.parse()).transpose()?;
        let query = PullQuery { after: after.unwrap_or(0), classes, limit };
        let bearer = head.bearer()?.to_owned();
        let page = app.read(move |service| Ok(service.pull(&bearer, &id, &query)?.write()?)).await?;
        Ok(Binary(page))
    };
    answer(Route::Pull, made.await)
}

pub(super) async fn ids(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    query: Ask<IdsAsk>,
    head: Head,
) -> Response {
    let made = async {
        let id: SpaceId = ask::id(&id)?;
        let after = ask::query(query)?.after.unwrap_or(0);
        let bearer = head.bearer()?.to_owned();
        let page = app.read(move |service| Ok(service.ids(&bearer, &id, after)?.write()?)).await?;
        Ok(Binary(page))
    };
    answer(Route::Ids, made.await)
}

pub(super) async fn control(State(app): State<Arc<App>>, Path(id): Path<String>, head: Head, body: Body) -> Response {
    let made = async {
        let id: SpaceId = ask::id(&id)?;
        let (frame, _lent) = ask::bytes(&app, body, CONTROL_FRAME).await?;
        let act = app.service().controlling(&head.caller, &id, frame)?;
        app.writer().commit(act).await.map(Json)
    };
    answer(Route::Control, made.await)
}

pub(super) async fn keys(State(app): State<Arc<App>>, Path(id): Path<String>, head: Head, body: Body) -> Response {
    let made = async {
        let id: SpaceId = ask::id(&id)?;
        let (bytes, _lent) = ask::bytes(&app, body, KEYS).await?;
        let keys = KeysOverride::read(&bytes)?;
        let act = app.service().setting_keys(&head.caller, &id, keys)?;
        app.writer().commit(act).await.map(Json)
    };
    answer(Route::Keys, made.await)
}

pub(super) async fn live(State(app): State<Arc<App>>, Path(id): Path<String>, head: Head, body: Body) -> Response {
    let made = async {
        let id: SpaceId = ask::id(&id)?;
        let bearer = head.bearer()?.to_owned();
        let (frame, _lent) = ask::bytes(&app, body, SMALL_FRAME).await?;
        app.read(move |service| service.live(&bearer, &id, &frame)).await.map(Json)
    };
    answer(Route::Live, made.await)
}
