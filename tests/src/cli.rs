//! The command line as people and scripts meet it: the real program.

mod alone;
mod checkins;
mod codes;
mod damage;
mod day;
mod demo;
#[cfg(target_os = "linux")]
mod disk;
mod help;
mod late;
mod linking;
mod mask;
mod matching;
mod messages;
mod program;
mod recovering;
mod relay;
mod reminders;
mod series;
mod terminal;
mod together;
mod told;
mod trouble;
mod waiting;
mod wrong;
