//! The command line as people and scripts meet it: the real program.

mod day;
mod demo;
mod program;
mod wrong;
