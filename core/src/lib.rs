//! The core of Rapport. Apps and the command line are shells of it: they show
//! what it says, hand on what people do, and know no rule of their own.
//!
//! Begin with [`Rapport::create`] or [`Rapport::open`], then fetch the objects
//! of the areas once and keep them: [`Rapport::goals`], [`Rapport::meetings`],
//! [`Rapport::notes`], [`Rapport::checkins`], [`Rapport::availability`], [`Rapport::reminders`],
//! [`Rapport::people`], [`Rapport::sync`], [`Rapport::devices`].
//!
//! Every call may wait for the disk, except those of an open note, which are
//! in memory; [`Rapport::offload`] moves a call to the core's own threads.

mod clients;
mod clock;
mod error;
mod fold;
mod hands;
mod log;
mod look;
mod observe;
mod open;
mod runtime;
mod shared;
mod work;

pub mod availability;
pub mod checkins;
pub mod devices;
pub mod editor;
pub mod export;
pub mod goals;
pub mod home;
pub mod meetings;
pub mod notes;
pub mod people;
pub mod ports;
pub mod reminders;
pub mod series;
pub mod sync;
pub mod vault;

pub use editor::NoteEditor;
pub use error::Failure;
pub use observe::Subscription;
pub use open::{Config, Rapport};
pub use ports::Platform;
pub use rapport_node::{domain, ids, matching, view};
pub use runtime::{Awaited, Threads, aside, guarded};
