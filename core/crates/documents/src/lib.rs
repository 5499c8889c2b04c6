//! What people write, as documents that merge by themselves: the shape of
//! each kind of document, reading it into domain types, writing it by intent,
//! notes and the editor in front of them, and the trial that every change of
//! somebody else passes before it counts.
//!
//! Pure: no clock, no chance, no storage. Nothing outside this crate touches
//! Automerge, and nothing here writes back a value that it read: it writes
//! what somebody wants changed.

// Tests count in small numbers.
#![cfg_attr(test, allow(clippy::cast_possible_truncation))]

pub mod actor;
pub mod burst;
pub mod doc;
pub mod editor;
pub mod genesis;
pub mod heads;
pub mod intent;
pub mod kind;
pub mod note;
pub mod project;
pub mod quiet;
pub mod raw;
pub mod read;
pub mod text;
pub mod trial;

mod form;

pub use actor::{Authors, Writer};
pub use doc::{Doc, LoadProblem, OwnChange, Size, Stored, WriteProblem, Written};
pub use editor::{Edit, Editor};
pub use genesis::{Derived, Part, PartKind, carried_point};
pub use heads::{ChangeId, Heads};
pub use kind::DocKind;
pub use project::{Facts, Projection, Words, project};
pub use read::{Around, Read, Trouble, What};
pub use trial::{Fate, Incoming, Reason, Trial, full_check, trial, trial_in_full};

#[cfg(test)]
mod testing;
#[cfg(test)]
mod traps;
#[cfg(test)]
mod vectors;
