//! How a [`Call`] is written as HTTP and its answer read, without any socket.

use crate::call::{Answer, Call, CallFailed};
use crate::codec::Malformed;
use crate::relay::{
    BINARY, BoxSlots, Code, ControlConflict, IdPage, RecordPage, RelayProblem, TOKEN_HEADER, write_batch,
};
use serde::de::DeserializeOwned;

/// A request, ready to be sent to a relay's origin.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    pub method: &'static str,
    /// Path and query.
    pub path: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    /// Seconds that the relay may take on purpose before it answers.
    pub wait_s: u64,
}

impl HttpRequest {
    fn new(method: &'static str, path: String) -> Self {
        Self { method, path, headers: Vec::new(), body: Vec::new(), wait_s: 0 }
    }

    fn binary(mut self, body: Vec<u8>) -> Self {
        self.headers.push(("content-type", BINARY.to_owned()));
        self.body = body;
        self
    }

    fn json<T: serde::Serialize>(mut self, body: &T) -> Result<Self, Malformed> {
        let field = Malformed::new("json", crate::codec::Problem::Value);
        self.headers.push(("content-type", "application/json".to_owned()));
        self.body = serde_json::to_vec(body).map_err(|_| field)?;
        Ok(self)
    }

    fn session(mut self, token: &str) -> Self {
        self.headers.push(("authorization", format!("Bearer {token}")));
        self
    }

    fn token(mut self, token: Option<&str>) -> Self {
        if let Some(token) = token {
            self.headers.push((TOKEN_HEADER, token.to_owned()));
        }
        self
    }
}

impl Call {
    /// Writes the request. Fails only on a value too long for its form.
    pub fn to_http(&self) -> Result<HttpRequest, Malformed> {
        Ok(match self {
            Self::Info => HttpRequest::new("GET", "/v1/info".to_owned()),
            Self::Challenge(ask) => HttpRequest::new("POST", "/v1/challenge".to_owned()).json(ask)?,
            Self::Session(ask) => HttpRequest::new("POST", "/v1/session".to_owned()).json(ask)?,
            Self::CreateSpace { token, space } => {
                HttpRequest::new("POST", "/v1/spaces".to_owned()).binary(space.write()?).token(token.as_deref())
            }
            Self::Push { session, space, again, frames } => {
                let query = if *again { "?again=1" } else { "" };
                HttpRequest::new("POST", format!("/v1/spaces/{space}/records{query}"))
                    .binary(write_batch(frames.iter().map(Vec::as_slice))?)
                    .session(session)
            }
            Self::Control { space, frame } => {
                HttpRequest::new("POST", format!("/v1/spaces/{space}/control")).binary(frame.clone())
            }
            Self::Pull { session, space, after, classes, limit } => {
                let class = classes.map(|c| format!("&class={c}")).unwrap_or_default();
                HttpRequest::new("GET", format!("/v1/spaces/{space}/records?after={after}{class}&limit={limit}"))
                    .session(session)
            }
            Self::Ids { session, space, after } => {
                HttpRequest::new("GET", format!("/v1/spaces/{space}/ids?after={after}")).session(session)
            }
            Self::PutKeys { space, keys } => {
                HttpRequest::new("PUT", format!("/v1/spaces/{space}/keys")).binary(keys.write())
            }
            Self::Live { session, space, frame } => {
                HttpRequest::new("POST", format!("/v1/spaces/{space}/live")).binary(frame.clone()).session(session)
            }
            Self::Poll { session, wait_s, mark } => {
                // A mark is the relay's own text: it comes back as it was, in what a query can hold.
                let mark = mark.as_ref().map(|m| format!("&mark={}", escape(m))).unwrap_or_default();
                let mut request = HttpRequest::new("GET", format!("/v1/watch?wait={wait_s}{mark}")).session(session);
                request.wait_s = *wait_s;
                request
            }
            Self::PutBox { mailbox, put, session, token } => {
                let request = HttpRequest::new("PUT", format!("/v1/box/{mailbox}")).binary(put.write()?);
                let request = request.token(token.as_deref());
                match session {
                    Some(session) => request.session(session),
                    None => request,
                }
            }
            Self::GetBox { mailbox, have, wait_s } => {
                let mut request = HttpRequest::new("GET", format!("/v1/box/{mailbox}?have={have}&wait={wait_s}"));
                request.wait_s = *wait_s;
                request
            }
            Self::DeleteBox { mailbox, delete } => {
                HttpRequest::new("DELETE", format!("/v1/box/{mailbox}")).json(delete)?
            }
            Self::DeleteSpace { space, call } => {
                HttpRequest::new("DELETE", format!("/v1/spaces/{space}")).json(call)?
            }
        })
    }

    /// Reads what a relay answered to this call.
    pub fn read_http(&self, status: u16, retry_after_s: Option<u64>, body: &[u8]) -> Result<Answer, CallFailed> {
        match status {
            200..=299 => self.read_good(body),
            300..=399 => Err(CallFailed::Garbage("a redirect")),
            409 if matches!(self, Self::Control { .. }) => {
                let conflict: ControlConflict = json(body)?;
                match conflict.code {
                    Code::ControlConflict => Ok(Answer::ControlConflict(conflict)),
                    code => Err(RelayProblem::new(code, conflict.detail).into()),
                }
            }
            _ => Err(problem(status, retry_after_s, body)),
        }
    }

    fn read_good(&self, body: &[u8]) -> Result<Answer, CallFailed> {
        let bad = |_: Malformed| CallFailed::Garbage("a damaged answer");
        Ok(match self {
            Self::Info => Answer::Info(json(body)?),
            Self::Challenge(_) => Answer::Challenge(json(body)?),
            Self::Session(_) => Answer::Session(json(body)?),
            Self::CreateSpace { .. } => Answer::SpaceCreated(json(body)?),
            Self::Push { frames, .. } => {
                let result: crate::relay::PushResult = json(body)?;
                if result.results.len() != frames.len() {
                    return Err(CallFailed::Garbage("another number of results than of frames"));
                }
                Answer::Pushed(result)
            }
            Self::Control { .. } => Answer::ControlStored(json(body)?),
            Self::Pull { after, .. } => {
                let page = RecordPage::read(body).map_err(bad)?;
                // A log that ends before is another one, which the page's place tells.
                let backwards = page.next < *after && page.place.head >= *after;
                if backwards || page.records.first().is_some_and(|r| r.seq <= *after) {
                    return Err(CallFailed::Garbage("a page that goes backwards"));
                }
                Answer::Page(page)
            }
            Self::Ids { .. } => Answer::Ids(IdPage::read(body).map_err(bad)?),
            Self::GetBox { .. } => Answer::Slots(BoxSlots::read(body).map_err(bad)?),
            Self::Poll { .. } => Answer::Poll(json(body)?),
            Self::PutKeys { .. } => Answer::KeysStored(json(body)?),
            Self::Live { .. } => Answer::Live(json(body)?),
            Self::PutBox { .. } | Self::DeleteBox { .. } | Self::DeleteSpace { .. } => Answer::Done,
        })
    }
}

fn escape(text: &str) -> String {
    text.bytes().fold(String::new(), |mut escaped, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
        escaped
    })
}

fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, CallFailed> {
    serde_json::from_slice(body).map_err(|_| CallFailed::Garbage("not the JSON of this answer"))
}

/// A refusal, also of something that is no relay: a proxy, a captive portal.
fn problem(status: u16, retry_after_s: Option<u64>, body: &[u8]) -> CallFailed {
    let told = serde_json::from_slice::<RelayProblem>(body).ok();
    let by_status = |code| RelayProblem::new(code, format!("status {status}"));
    let mut problem = match (told, status) {
        (Some(problem), _) => problem,
        (None, 413) => by_status(Code::TooLarge),
        (None, 429) => by_status(Code::TooMany),
        (None, 500..=599) => by_status(Code::Unavailable),
        (None, _) => return CallFailed::Garbage("a status without a reason"),
    };
    problem.retry_after_s = problem.retry_after_s.or(retry_after_s);
    CallFailed::Refused(problem)
}

#[cfg(test)]
mod tests;
