//! Invented people, the same for the same seed: how two of them type
//! ([`typist`]), how a pair lives for two years ([`life`]); and recorded people
//! ([`trace`]), with the order in which two phones replay them ([`schedule`]).
//! It must never read a clock or draw chance of its own: a seed repeats a run.

mod chance;
mod lines;
mod paper;
mod words;

pub mod act;
pub mod life;
pub mod schedule;
pub mod screen;
pub mod trace;
pub mod typist;

pub use act::{Act, Splice, Who};
pub use screen::Screen;
