//! Challenges: random, single use, a minute long. When there are too many the
//! oldest go, so a flood costs memory that was set aside for it and no more.

use rapport_wire::limits::CHALLENGE_MS;
use std::collections::{HashMap, VecDeque};

pub(crate) struct Challenges {
    /// By the challenge: when it ends.
    open: HashMap<[u8; 32], i64>,
    order: VecDeque<[u8; 32]>,
    max: usize,
}

impl Challenges {
    pub(crate) fn new(max: usize) -> Self {
        Self { open: HashMap::new(), order: VecDeque::new(), max: max.max(1) }
    }

    pub(crate) fn add(&mut self, challenge: [u8; 32], now_ms: i64) {
        while let Some(oldest) = self.order.front() {
            let over = self.open.get(oldest).is_none_or(|ends| *ends <= now_ms);
            if !over && self.open.len() < self.max && self.order.len() < 2 * self.max {
                break;
            }
            self.open.remove(oldest);
            self.order.pop_front();
        }
        self.open.insert(challenge, now_ms.saturating_add(CHALLENGE_MS));
        self.order.push_back(challenge);
    }

    /// Whether it was open. Whatever comes of it, it is used now.
    pub(crate) fn take(&mut self, challenge: &[u8; 32], now_ms: i64) -> bool {
        self.open.remove(challenge).is_some_and(|ends| now_ms < ends)
    }

    pub(crate) fn len(&self) -> usize {
        self.open.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_serves_once_and_for_a_minute() {
        let mut challenges = Challenges::new(10);
        challenges.add([1; 32], 1000);
        challenges.add([2; 32], 1000);
        assert!(challenges.take(&[1; 32], 1000 + CHALLENGE_MS - 1));
        assert!(!challenges.take(&[1; 32], 1000));
        assert!(!challenges.take(&[2; 32], 1000 + CHALLENGE_MS));
        assert!(!challenges.take(&[3; 32], 1000));
    }

    #[test]
    fn a_flood_pushes_the_oldest_out() {
        let mut challenges = Challenges::new(3);
        for n in 0..100 {
            challenges.add([n; 32], 0);
            assert!(challenges.len() <= 3 && challenges.order.len() <= 6);
        }
        assert!(challenges.take(&[99; 32], 0) && !challenges.take(&[90; 32], 0));
    }
}
