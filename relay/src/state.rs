//! What the relay keeps in memory only. All of it is bounded, and all of it may
//! be lost: a restart means new sessions, nothing else.

pub(crate) mod challenges;
pub(crate) mod hub;
pub(crate) mod rates;
pub(crate) mod sessions;
