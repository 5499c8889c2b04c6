//! Sessions: who may do what for an hour. Tokens are kept as hashes only. What
//! a session may do is not decided here: it remembers which keys were shown, and
//! the space says at every call what they are worth now.

use crate::store::SpaceRow;
use rapport_ids::SpaceId;
use rapport_wire::limits::SESSION_MS;
use rapport_wire::relay::Grant;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// What a session has shown for one space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// A relay auth key: of now, or of earlier.
    Auth([u8; 32]),
    /// The words of a personal space.
    Recovery,
}

impl Shown {
    /// What it is worth now.
    pub(crate) fn grant(&self, space: &SpaceRow) -> Grant {
        match self {
            Self::Auth(key) if *key == space.auth => Grant::Current,
            Self::Auth(_) => Grant::Former,
            Self::Recovery => Grant::Recovery,
        }
    }
}

pub(crate) struct Held {
    /// Names the session in limits and mailboxes; not the token.
    pub(crate) id: [u8; 32],
    pub(crate) expires_ms: i64,
    /// Sorted by space.
    pub(crate) spaces: Box<[(SpaceId, Shown)]>,
    /// A clone a watch: their number is how many there are.
    pub(crate) watches: Arc<()>,
}

impl Held {
    pub(crate) fn shown(&self, space: &SpaceId) -> Option<Shown> {
        let at = self.spaces.binary_search_by_key(space, |(id, _)| *id).ok()?;
        self.spaces.get(at).map(|(_, shown)| *shown)
    }

    /// The first half of its name: enough for a count in memory.
    pub(crate) fn short(&self) -> [u8; 16] {
        let mut short = [0; 16];
        short.copy_from_slice(&self.id[..16]);
        short
    }
}

pub(crate) struct Sessions {
    open: HashMap<[u8; 32], Arc<Held>>,
    order: VecDeque<[u8; 32]>,
    /// Spaces over all sessions: what the memory goes to.
    spaces: usize,
    max: usize,
    max_spaces: usize,
}

/// The name under which a token is kept.
pub(crate) fn hash(token: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(b"rapport-relay/session").chain_update(token).finalize().into()
}

impl Sessions {
    pub(crate) fn new(max: usize, max_spaces: usize) -> Self {
        Self { open: HashMap::new(), order: VecDeque::new(), spaces: 0, max: max.max(1), max_spaces: max_spaces.max(1) }
    }

    /// Opens one. Over the bounds the oldest go; their owners open new ones.
    pub(crate) fn open(&mut self, token: &[u8; 32], mut spaces: Vec<(SpaceId, Shown)>, now_ms: i64) -> i64 {
        spaces.sort_unstable_by_key(|(id, _)| *id);
        while let Some(oldest) = self.order.front() {
            let over = self.open.get(oldest).is_none_or(|held| held.expires_ms <= now_ms);
            let full = self.open.len() >= self.max || self.spaces + spaces.len() > self.max_spaces;
            if !over && !full {
                break;
            }
            if let Some(held) = self.open.remove(oldest) {
                self.spaces -= held.spaces.len();
            }
            self.order.pop_front();
        }
        let id = hash(token);
        let expires_ms = now_ms.saturating_add(SESSION_MS);
        self.spaces += spaces.len();
        let held = Held { id, expires_ms, spaces: spaces.into_boxed_slice(), watches: Arc::default() };
        self.open.insert(id, Arc::new(held));
        self.order.push_back(id);
        expires_ms
    }

    pub(crate) fn get(&self, token: &[u8], now_ms: i64) -> Option<Arc<Held>> {
        self.open.get(&hash(token)).filter(|held| now_ms < held.expires_ms).cloned()
    }

    pub(crate) fn len(&self) -> usize {
        self.open.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spaces(n: u8) -> Vec<(SpaceId, Shown)> {
        (0..n).rev().map(|n| (SpaceId::new([n; 16]), Shown::Auth([n; 32]))).collect()
    }

    #[test]
    fn a_token_opens_for_an_hour() {
        let mut sessions = Sessions::new(10, 100);
        sessions.open(&[1; 32], spaces(3), 0);
        let held = sessions.get(&[1; 32], SESSION_MS - 1).unwrap();
        assert_eq!(held.shown(&SpaceId::new([2; 16])), Some(Shown::Auth([2; 32])));
        assert_eq!(held.shown(&SpaceId::new([3; 16])), None);
        assert!(sessions.get(&[1; 32], SESSION_MS).is_none());
        assert!(sessions.get(&[2; 32], 0).is_none());
    }

    #[test]
    fn the_oldest_go_when_there_are_too_many() {
        let mut sessions = Sessions::new(3, 10);
        for n in 0..50 {
            sessions.open(&[n; 32], spaces(4), i64::from(n));
            assert!(sessions.len() <= 2 && sessions.spaces <= 10);
        }
        assert!(sessions.get(&[49; 32], 50).is_some() && sessions.get(&[40; 32], 50).is_none());
    }
}
