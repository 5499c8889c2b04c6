//! Tests over the whole repository, in one binary: one link, one start.

mod architecture;
mod cli;
mod faults;
mod hostile;
mod incidents;
mod scenarios;
mod simulation;
mod sockets;
mod vfs;
mod world;
mod year;
