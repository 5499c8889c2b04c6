//! Taking a request apart: paths, queries, bodies. What does not fit is
//! refused with the name of the field.

use super::app::App;
use crate::refusal::{Answer, Refusal};
use crate::server::{Lent, read_body};
use axum::body::Body;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use rapport_wire::limits;
use rapport_wire::relay::{Code, RelayProblem};
use serde::de::DeserializeOwned;
use std::str::FromStr;

/// An id in a path.
pub(super) fn id<T: FromStr>(text: &str) -> Answer<T> {
    text.parse().map_err(|_| Refusal::new(Code::NotFound, "no such address: the id in it is none"))
}

pub(super) fn query<T>(parsed: Result<Query<T>, QueryRejection>) -> Answer<T> {
    parsed.map(|Query(query)| query).map_err(|_| Refusal::malformed("query: a field has a value that it cannot have"))
}

/// A body of bytes, with the memory it was lent: the caller keeps that until
/// the call is answered, for so long its frames wait in memory.
pub(super) async fn bytes(app: &App, body: Body, max: usize) -> Answer<(Vec<u8>, Lent<'_>)> {
    read_body(&app.bodies, &app.timeouts, body, max).await
}

/// A body of JSON.
pub(super) async fn json<T: DeserializeOwned>(app: &App, body: Body) -> Answer<T> {
    let (bytes, _lent) = read_body(&app.bodies, &app.timeouts, body, limits::JSON).await?;
    serde_json::from_slice(&bytes).map_err(|error| {
        // The place and the kind; the text of the error may quote the body.
        let (line, column) = (error.line(), error.column());
        let kind = if error.is_data() { "a field is missing or has a wrong value" } else { "not JSON" };
        Refusal::Problem(RelayProblem::new(
            Code::Malformed,
            format!("body: {kind}, before line {line} column {column}"),
        ))
    })
}
