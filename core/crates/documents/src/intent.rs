//! From acts to changes. An act that the domain has checked becomes the
//! smallest change that says it, in one transaction. What was read before is
//! never written back: only the fields that somebody wants changed.

mod checkins;
mod fields;
mod free;
mod goal;
mod include;
mod keyring;
mod meeting;
mod note;
mod pairing;
mod profile;
mod series;
mod settings;
mod step;

pub use checkins::checkins;
pub use free::free;
pub use goal::goal;
pub use include::include;
pub use keyring::{KeyringEdit, keyring};
pub use meeting::meeting;
pub use note::note;
pub use pairing::pairing;
pub use profile::profile;
pub use series::series;
pub use settings::set;
