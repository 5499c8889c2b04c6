//! Reading a request's body: never more than the call takes, never for ever,
//! and all callers together never more than there is memory for.

use crate::config::Timeouts;
use crate::refusal::{Answer, Refusal};
use axum::body::Body;
use http_body_util::BodyExt;
use rapport_wire::relay::{Code, RelayProblem};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{Instant, timeout_at};

/// What memory is handed out in.
const PIECE: usize = 64 * 1024;
/// 256 MiB of bodies at once.
const PIECES: usize = 4096;

/// The memory for bodies under way.
pub(crate) struct Bodies(Semaphore);

impl Default for Bodies {
    fn default() -> Self {
        Self(Semaphore::new(PIECES))
    }
}

/// The memory that a body was lent, to be held until its call is answered.
pub(crate) type Lent<'a> = Option<SemaphorePermit<'a>>;

/// Reads a body of at most `max` bytes. A length that is announced is checked first.
pub(crate) async fn read<'a>(
    bodies: &'a Bodies,
    timeouts: &Timeouts,
    mut body: Body,
    max: usize,
) -> Answer<(Vec<u8>, Lent<'a>)> {
    let too_large = || Refusal::new(Code::TooLarge, "the body is larger than this call takes");
    let slow = || Refusal::Problem(RelayProblem::new(Code::Malformed, "the body came too slowly or broke off"));
    let announced = http_body::Body::size_hint(&body);
    if announced.lower() > max as u64 {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(announced.exact().and_then(|n| usize::try_from(n).ok()).unwrap_or(0).min(PIECE));
    let mut lent: Lent<'a> = None;
    let end = Instant::now() + timeouts.body;
    loop {
        let next = timeout_at(end.min(Instant::now() + timeouts.piece), body.frame()).await;
        let frame = match next.map_err(|_| slow())? {
            None => return Ok((bytes, lent)),
            Some(frame) => frame.map_err(|_| slow())?,
        };
        let Ok(data) = frame.into_data() else { continue };
        if bytes.len() + data.len() > max {
            return Err(too_large());
        }
        // Memory is lent as bytes really come: who sends nothing holds nothing.
        while (bytes.len() + data.len()).div_ceil(PIECE) > lent.as_ref().map_or(0, SemaphorePermit::num_permits) {
            let more = bodies.0.try_acquire().map_err(|_| busy())?;
            match &mut lent {
                Some(lent) => lent.merge(more),
                None => lent = Some(more),
            }
        }
        bytes.extend_from_slice(&data);
    }
}

fn busy() -> Refusal {
    let mut problem = RelayProblem::new(Code::Unavailable, "too many bodies at once");
    problem.retry_after_s = Some(2);
    Refusal::Problem(problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use std::convert::Infallible;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    /// A body that sends pieces for ever, or waits for ever after some.
    struct Endless {
        left: usize,
    }

    impl http_body::Body for Endless {
        type Data = Bytes;
        type Error = Infallible;
        fn poll_frame(
            mut self: Pin<&mut Self>,
            _cx: &mut Context<'_>,
        ) -> Poll<Option<Result<http_body::Frame<Bytes>, Infallible>>> {
            if self.left == 0 {
                return Poll::Pending;
            }
            self.left -= 1;
            Poll::Ready(Some(Ok(http_body::Frame::data(Bytes::from_static(&[7; 1000])))))
        }
    }

    async fn code(bodies: &Bodies, body: Body, max: usize) -> Result<usize, Code> {
        read(bodies, &Timeouts::DEFAULT, body, max).await.map(|(bytes, _)| bytes.len()).map_err(|r| r.code())
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_is_read_up_to_its_limit_and_its_time() {
        let bodies = Bodies::default();
        assert_eq!(code(&bodies, Body::from(vec![1; 100]), 100).await, Ok(100));
        assert_eq!(code(&bodies, Body::from(vec![1; 101]), 100).await, Err(Code::TooLarge));
        assert_eq!(code(&bodies, Body::new(Endless { left: usize::MAX }), 100_000).await, Err(Code::TooLarge));
        let began = Instant::now();
        assert_eq!(code(&bodies, Body::new(Endless { left: 3 }), 100_000).await, Err(Code::Malformed));
        assert_eq!(began.elapsed(), Timeouts::DEFAULT.piece);
        assert_eq!(bodies.0.available_permits(), PIECES);
    }

    #[tokio::test(start_paused = true)]
    async fn memory_for_bodies_has_an_end() {
        let bodies = Bodies(Semaphore::new(2));
        assert_eq!(code(&bodies, Body::from(vec![1; 2 * PIECE]), 10 * PIECE).await, Ok(2 * PIECE));
        assert_eq!(code(&bodies, Body::from(vec![1; 3 * PIECE]), 10 * PIECE).await, Err(Code::Unavailable));
    }
}
