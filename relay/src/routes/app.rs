//! What every route needs, and how every answer looks.

use crate::config::{Metering, ServerConfig, Timeouts};
use crate::metrics::Route;
use crate::refusal::{Answer, Refusal};
use crate::server::{Bodies, Writer};
use crate::service::{Caller, Service};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use rapport_wire::operator::CreationToken;
use rapport_wire::relay::{BINARY, Code, TOKEN_HEADER};
use serde::Serialize;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::watch;

/// Who is at the other end of the connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) SocketAddr);

pub(crate) struct App {
    service: Service,
    writer: Writer,
    pub(super) bodies: Bodies,
    pub(super) timeouts: Timeouts,
    pub(super) metering: Metering,
    behind_proxy: bool,
    log_addresses: bool,
    phases: watch::Receiver<crate::server::Phase>,
}

impl App {
    pub(crate) fn new(
        service: Service,
        writer: Writer,
        config: &ServerConfig,
        phases: watch::Receiver<crate::server::Phase>,
    ) -> Self {
        Self {
            service,
            writer,
            bodies: Bodies::default(),
            timeouts: config.timeouts,
            metering: config.metering,
            behind_proxy: config.behind_proxy,
            log_addresses: config.log_addresses,
            phases,
        }
    }

    pub(crate) const fn service(&self) -> &Service {
        &self.service
    }

    pub(crate) const fn writer(&self) -> &Writer {
        &self.writer
    }

    pub(super) fn is_stopping(&self) -> bool {
        *self.phases.borrow() != crate::server::Phase::Running
    }

    /// Runs what reads the storage beside the threads that serve sockets.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Service) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        let service = self.service.clone();
        tokio::task::spawn_blocking(move || work(&service)).await.unwrap_or_else(|_| {
            tracing::error!("a call panicked");
            Err(Refusal::new(Code::Unavailable, "a defect in the relay"))
        })
    }

    /// The caller's address, as far as it can be known.
    pub(super) fn address(&self, peer: Option<&Peer>, headers: &HeaderMap) -> Option<IpAddr> {
        let said = || headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?.rsplit(',').next();
        if self.behind_proxy
            && let Some(address) = said().and_then(|text| text.trim().parse().ok())
        {
            return Some(address);
        }
        peer.map(|Peer(address)| address.ip())
    }
}

/// Counts and logs a request: its call, never its path, body or sender.
pub(super) async fn observe(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let from = app.log_addresses.then(|| app.address(request.extensions().get::<Peer>(), request.headers())).flatten();
    let response = next.run(request).await;
    let took = began.elapsed();
    let route = response.extensions().get::<Route>().copied().unwrap_or(Route::Other);
    let status = response.status().as_u16();
    app.service.metrics().request(route, status, took);
    match from {
        Some(from) => tracing::info!(call = route.name(), status, ?took, %from, "request"),
        None => tracing::debug!(call = route.name(), status, ?took, "request"),
    }
    response
}

/// Parts of a request that calls look at.
pub(super) struct Head {
    pub(super) caller: Caller,
    pub(super) headers: HeaderMap,
}

impl axum::extract::FromRequestParts<Arc<App>> for Head {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        app: &Arc<App>,
    ) -> Result<Self, Self::Rejection> {
        let address = app.address(parts.extensions.get::<Peer>(), &parts.headers);
        Ok(Self { caller: Caller { address }, headers: std::mem::take(&mut parts.headers) })
    }
}

impl Head {
    /// The session's token.
    pub(super) fn bearer(&self) -> Answer<&str> {
        self.bearer_if_any().ok_or_else(|| Refusal::new(Code::SessionNeeded, "no session is named"))
    }

    pub(super) fn bearer_if_any(&self) -> Option<&str> {
        self.headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
    }

    /// The creation token, if one is named; one that cannot be read is refused.
    pub(super) fn token(&self) -> Answer<Option<CreationToken>> {
        let Some(value) = self.headers.get(TOKEN_HEADER) else { return Ok(None) };
        let bad = || Refusal::new(Code::TokenNeeded, "that is no creation token");
        value.to_str().map_err(|_| bad())?.parse().map(Some).map_err(|_| bad())
    }

    /// Whether a proxy says that it speaks for somebody else.
    pub(super) fn is_forwarded(&self) -> bool {
        ["forwarded", "x-forwarded-for", "x-real-ip", "via"].iter().any(|name| self.headers.contains_key(*name))
    }
}

/// Bytes of the protocol.
pub(super) struct Binary(pub(super) Vec<u8>);

impl IntoResponse for Binary {
    fn into_response(self) -> Response {
        ([(CONTENT_TYPE, HeaderValue::from_static(BINARY))], Body::from(self.0)).into_response()
    }
}

/// A small answer.
pub(super) struct Json<T>(pub(super) T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(bytes) => {
                ([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], Body::from(bytes)).into_response()
            }
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}

/// The answer of a call, marked with which call it was. Nothing is ever cached.
pub(super) fn answer(route: Route, result: Answer<impl IntoResponse>) -> Response {
    let mut response = match result {
        Ok(good) => good.into_response(),
        Err(refusal) => {
            let status = StatusCode::from_u16(refusal.code().status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
            return refuse_with(route, status, &refusal);
        }
    };
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response.extensions_mut().insert(route);
    response
}

pub(super) fn refuse_with(route: Route, status: StatusCode, refusal: &Refusal) -> Response {
    let (mut response, wait) = match refusal {
        Refusal::Problem(problem) => (Json(problem).into_response(), problem.retry_after_s),
        Refusal::Control(conflict) => (Json(conflict).into_response(), None),
    };
    *response.status_mut() = status;
    if let Some(wait) = wait {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait));
    }
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.extensions_mut().insert(route);
    response
}
