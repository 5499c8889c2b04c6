//! Tests over the whole repository, in one binary: one link, one start.

mod architecture;
mod scenarios;
mod sockets;
mod world;
