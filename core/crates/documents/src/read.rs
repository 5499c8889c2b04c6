//! From documents to the types of the domain. Whatever stands in a document,
//! reading gives something: a value that cannot be understood is left out and
//! reported, never a reason not to read the rest; what a newer version wrote
//! stays where it is.

mod checkins;
mod free;
mod goal;
mod item;
mod keyring;
mod meeting;
mod note;
mod pairing;
mod profile;
mod series;
mod settings;
mod trouble;

pub use checkins::checkins;
pub use free::free;
pub use goal::goal;
pub use keyring::{Invite, Keyring, Secret, SpaceKeys, keyring};
pub use meeting::meeting;
pub use note::{note, note_with_texts};
pub use pairing::pairing;
pub use profile::profile;
pub use series::series;
pub use settings::{Setting, Settings, settings};
pub use trouble::{Trouble, What};

pub(crate) use goal::level_key;
pub(crate) use item::{ENTRY, Item, Stamp};
pub(crate) use note::{ADDED, BEGUN};
pub(crate) use settings::{NAME as SETTING_NAME, TEXT as SETTING_TEXT};
pub(crate) use trouble::Troubles;

use crate::actor::Authors;
use rapport_domain::Members;

/// What a document does not say of itself: who takes part in its space, and
/// whose device is whose.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    pub members: &'a Members,
    pub authors: &'a dyn Authors,
}

/// What was read, and what could not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read<T> {
    pub value: T,
    pub troubles: Vec<Trouble>,
}

#[cfg(test)]
mod tests;
