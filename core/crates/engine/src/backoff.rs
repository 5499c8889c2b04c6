//! When to try again: doubling waits with jitter, so that a thousand phones do
//! not come back to a relay in the same second.

/// Counts failures in a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Backoff {
    failures: u32,
}

const FIRST_MS: u64 = 500;
const LONGEST_MS: u64 = 5 * 60 * 1000;
const LONGEST_ASKED_MS: u64 = 3600 * 1000;

impl Backoff {
    /// After a success the next failure waits little again.
    pub const fn reset(&mut self) {
        self.failures = 0;
    }

    /// Milliseconds to wait after one more failure: between half and the whole
    /// of a wait that doubles each time, at least what the relay asked for, if
    /// that is not unreasonable. `chance` is any random number.
    pub fn next_ms(&mut self, chance: u64, asked_ms: Option<u64>) -> u64 {
        let whole = (FIRST_MS << self.failures.min(20)).min(LONGEST_MS);
        self.failures = self.failures.saturating_add(1);
        let half = whole / 2;
        let wait = half + chance % (half + 1);
        wait.max(asked_ms.unwrap_or(0).min(LONGEST_ASKED_MS))
    }

    pub const fn failures(&self) -> u32 {
        self.failures
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn waits_grow_to_a_limit_and_keep_what_was_asked(chances in proptest::collection::vec(any::<u64>(), 1..60), asked in proptest::option::of(any::<u64>())) {
            let mut backoff = Backoff::default();
            for (n, chance) in chances.into_iter().enumerate() {
                let whole = (FIRST_MS << n.min(20)).min(LONGEST_MS);
                let wait = backoff.next_ms(chance, asked);
                let least = (whole / 2).max(asked.unwrap_or(0).min(LONGEST_ASKED_MS));
                prop_assert!(wait >= least && wait <= whole.max(least));
            }
            backoff.reset();
            prop_assert!(backoff.next_ms(u64::MAX, None) <= FIRST_MS);
        }
    }
}
