//! What is to fail, and when.

use super::undo::Undo;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What SQLite asks a file system for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Op {
    Write,
    Sync,
    Truncate,
    Open,
    Delete,
    Read,
}

/// How an operation fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// No room left (ENOSPC).
    Full,
    /// The device failed (EIO).
    Io,
    /// A bit of what is read or written is wrong: this one, counted round its end.
    Flip(u64),
    /// No permission to write (EROFS).
    ReadOnly,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    pub(super) op: Option<Op>,
    pub(super) at: u64,
    pub(super) fault: Fault,
    /// Every later operation of this sort fails too, until the plan is lifted.
    pub(super) sticky: bool,
}

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) plan: Option<Plan>,
    pub(super) counted: u64,
    pub(super) struck: u64,
    /// Nothing works any more.
    pub(super) dead: bool,
    /// Nothing can be written.
    pub(super) read_only: bool,
    /// What a power cut takes back: the bytes before each unsynced write, newest last.
    pub(super) undo: HashMap<PathBuf, Vec<Undo>>,
    pub(super) keep_undo: bool,
}

pub(super) fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether this operation is the one to fail, and how.
pub(super) fn strike(state: &Mutex<State>, op: Op) -> Option<Fault> {
    let mut state = lock(state);
    if state.dead {
        return Some(Fault::Io);
    }
    if state.read_only && !matches!(op, Op::Read | Op::Open) {
        return Some(Fault::ReadOnly);
    }
    let plan = state.plan?;
    let counts = match plan.op {
        Some(only) => only == op,
        None => op != Op::Read,
    };
    if !counts {
        return None;
    }
    state.counted += 1;
    if state.counted == plan.at || (plan.sticky && state.counted > plan.at) {
        state.struck += 1;
        Some(plan.fault)
    } else {
        None
    }
}
