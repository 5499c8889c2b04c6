//! One relay, reached over HTTP.

use crate::trust::{NotAllowed, Trust};
use crate::watch::Watch;
use rapport_wire::http::HttpRequest;
use rapport_wire::{Answer, Call, CallFailed, Origin, limits};
use std::time::Duration;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(10);
/// How long an answer may take, beside the wait that was asked for.
const ANSWER: Duration = Duration::from_secs(30);
/// A watch with no byte for this long is dead: two heartbeats were missed.
const SILENCE: Duration = Duration::from_secs(2 * limits::HEARTBEAT_S + 10);

/// Talks to one relay. Cheap to clone; all clones share connections.
#[derive(Debug, Clone)]
pub struct RelayClient {
    http: reqwest::Client,
    origin: Origin,
}

impl RelayClient {
    /// Prepares to talk to a relay; connects only when something is asked.
    ///
    /// # Errors
    /// Plain HTTP to another machine that nobody agreed to.
    pub fn new(origin: Origin, trust: &Trust) -> Result<Self, NotAllowed> {
        trust.allows(&origin)?;
        let tls = trust.tls().map_err(|_| NotAllowed)?;
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT)
            .tcp_nodelay(true)
            .tcp_keepalive(Duration::from_secs(60))
            .pool_idle_timeout(Duration::from_secs(90))
            .http2_adaptive_window(true)
            .user_agent("rapport/1")
            .build()
            .map_err(|_| NotAllowed)?;
        Ok(Self { http, origin })
    }

    pub const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Asks and reads the answer. When the connection turns out to be dead
    /// before any answer began, as kept ones are after a sleep or a change of
    /// network, the same is asked once more on a new one: every call may
    /// arrive twice.
    ///
    /// # Errors
    /// See [`CallFailed`]; nothing else is tried twice here.
    pub async fn run(&self, call: &Call) -> Result<Answer, CallFailed> {
        let request = call.to_http().map_err(|_| CallFailed::Garbage("a request too large to write"))?;
        let limit = ANSWER + Duration::from_secs(request.wait_s);
        match tokio::time::timeout(limit, self.exchange(call, request)).await {
            Ok(answer) => answer,
            Err(_) => Err(CallFailed::Unreachable),
        }
    }

    async fn exchange(&self, call: &Call, request: HttpRequest) -> Result<Answer, CallFailed> {
        let response = match self.send(request.clone()).await {
            Ok(response) => response,
            // An answered challenge is used up, and what was live is over.
            Err(error) if died(&error) && !matches!(call, Call::Session(_) | Call::Live { .. }) => {
                self.send(request).await.map_err(|e| failed(&e))?
            }
            Err(error) => return Err(failed(&error)),
        };
        let status = response.status().as_u16();
        let retry = retry_after(&response);
        let body = read_body(response).await?;
        call.read_http(status, retry, &body)
    }

    /// Opens a stream of news for all spaces of a session.
    ///
    /// # Errors
    /// See [`CallFailed`].
    pub async fn watch(&self, session: &str) -> Result<Watch, CallFailed> {
        let request = self
            .http
            .get(format!("{}/v1/watch", self.origin))
            .bearer_auth(session)
            .header("accept", "text/event-stream")
            .timeout(Duration::from_secs(24 * 3600));
        let response = match tokio::time::timeout(ANSWER, request.send()).await {
            Ok(response) => response.map_err(|e| failed(&e))?,
            Err(_) => return Err(CallFailed::Unreachable),
        };
        let status = response.status().as_u16();
        if status != 200 {
            let retry = retry_after(&response);
            let body = read_body(response).await?;
            return match Call::Info.read_http(status, retry, &body) {
                Err(failed) => Err(failed),
                Ok(_) => Err(CallFailed::Garbage("an answer where a stream was asked for")),
            };
        }
        Ok(Watch::new(response, SILENCE))
    }

    async fn send(&self, request: HttpRequest) -> reqwest::Result<reqwest::Response> {
        let method = match request.method {
            "GET" => reqwest::Method::GET,
            "PUT" => reqwest::Method::PUT,
            "DELETE" => reqwest::Method::DELETE,
            _ => reqwest::Method::POST,
        };
        let mut builder = self.http.request(method, format!("{}{}", self.origin, request.path));
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        builder.body(request.body).send().await
    }
}

/// Seconds that the relay asks to wait; a date is not understood and means none.
fn retry_after(response: &reqwest::Response) -> Option<u64> {
    response.headers().get("retry-after")?.to_str().ok()?.trim().parse().ok()
}

/// Reads a body up to what an answer can be; an endless one ends here.
async fn read_body(mut response: reqwest::Response) -> Result<Vec<u8>, CallFailed> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|e| failed(&e))? {
        if body.len() + chunk.len() > limits::ANSWER {
            return Err(CallFailed::Garbage("an answer without end"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Whether a connection that stood broke before an answer began.
fn died(error: &reqwest::Error) -> bool {
    error.is_request() && !error.is_connect() && !error.is_timeout() && failed(error) == CallFailed::Unreachable
}

/// Finds what broke under all the wrapping: an error of the connection hides
/// in one of I/O, whose own source is what comes after it.
pub(crate) fn failed(error: &reqwest::Error) -> CallFailed {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(inner) = next {
        if let Some(tls) = inner.downcast_ref::<rustls::Error>() {
            return certificate(tls);
        }
        if inner.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_parse) {
            return CallFailed::Garbage("not HTTP");
        }
        let wrapped = inner.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        next = match wrapped {
            Some(wrapped) => Some(wrapped),
            None => inner.source(),
        };
    }
    CallFailed::Unreachable
}

const fn certificate(error: &rustls::Error) -> CallFailed {
    match error {
        rustls::Error::InvalidCertificate(_) => CallFailed::NotTrusted,
        _ => CallFailed::Unreachable,
    }
}
