//! The facade over real sockets, files and threads, where those matter.

mod desk;
mod editing;
mod pair;
mod vault;
