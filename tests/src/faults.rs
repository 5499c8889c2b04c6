//! Disks that fail, processes that die, files that are damaged: nothing that
//! was acknowledged is missing afterwards, and nothing is told with a panic.

mod acts;
mod base;
mod carry;
mod damage;
mod deletes;
mod facts;
mod flips;
mod fresh;
mod input;
mod kill;
mod lies;
mod nth;
mod poison;
mod power;
mod ready;
mod trial;
