//! What the relay takes from outside: time and chance. Passed in, so that a
//! simulation can hold both in its hand.

/// Milliseconds since 1970. Used for ages and waits; never for the order of records.
pub trait Clock: Send + Sync + 'static {
    fn now_ms(&self) -> i64;
}

/// Bytes that nobody can guess: challenges, session tokens, log ids.
pub trait Random: Send + Sync + 'static {
    /// Fills all of `bytes`, or fails and promises nothing about them.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandom>;
}

/// The system gives no randomness; nothing that needs it may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the system gives no randomness")]
pub struct NoRandom;

/// `N` fresh bytes.
pub(crate) fn draw<const N: usize>(random: &dyn Random) -> Result<[u8; N], NoRandom> {
    let mut bytes = [0; N];
    random.fill(&mut bytes)?;
    Ok(bytes)
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now_ms(&self) -> i64 {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }
}

/// The system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandom> {
        getrandom::fill(bytes).map_err(|_| NoRandom)
    }
}
