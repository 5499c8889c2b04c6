//! The command line as people and scripts meet it: the real program.

mod alone;
mod checkins;
mod day;
mod demo;
mod help;
mod mask;
mod program;
mod relay;
mod reminders;
mod series;
mod terminal;
mod together;
mod told;
mod waiting;
mod wrong;
