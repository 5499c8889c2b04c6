//! What screens show, read beside the node from what is stored. One call a
//! screen; whole values; nothing in here writes.

pub mod checkins;
pub mod devices;
pub mod export;
pub mod free;
pub mod goals;
pub mod home;
pub mod ics;
pub mod meetings;
pub mod notes;
pub mod people;
pub mod search;
pub mod series;
pub mod sync;

mod lens;

pub use lens::{Lens, Viewer};
