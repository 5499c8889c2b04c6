//! Networks and members that do not keep their word, for whoever tests what comes of it.

pub(crate) mod forger;
pub(crate) mod network;
