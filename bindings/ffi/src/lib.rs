//! The core for Kotlin, Swift and Python. Nothing is decided here: records and
//! enums mirror those of `rapport-core`, so that a drifting field does not
//! compile, and each method hands one call over to the core's own threads.
//!
//! Docs of exported items arrive in the other languages: they are written for
//! whoever makes an app.

mod area;
mod availability;
mod checkins;
mod devices;
mod editor;
mod export;
mod failure;
mod field;
mod goals;
mod home;
mod ids;
mod meetings;
mod notes;
mod numbers;
mod observe;
mod people;
mod platform;
mod ports;
mod reminders;
mod root;
mod sync;
mod time;

uniffi::setup_scaffolding!("rapport");
