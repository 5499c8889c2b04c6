//! The facade over real sockets, files and threads, where those matter.

mod agreed;
mod cuts;
mod damage;
mod desk;
mod disk;
mod editing;
mod export;
mod gate;
mod hostile;
mod log;
mod news;
mod observers;
mod pair;
mod panic;
mod ports;
mod presence;
mod sleep;
mod tls;
mod vault;
