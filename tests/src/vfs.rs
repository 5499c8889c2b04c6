//! A file system under SQLite that fails on purpose.
//!
//! It stands on the real one: files are real files. It counts what SQLite asks
//! for and fails the n-th write, sync, truncate, open or delete; it flips a bit
//! in what is read or written; it can stop answering, as for a process that was killed;
//! and after a "power cut" it takes back every byte that no sync had covered.
//! One instance a test, each under a name of its own.

#![allow(unsafe_code, clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_possible_wrap)]

mod calls;
mod file;
mod plan;
mod undo;

pub(crate) use plan::{Fault, Op};

use plan::{Plan, State, lock};
use rusqlite::ffi;
use std::ffi::{CString, c_int};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// A registered file system. Registered for the life of the process, since
/// SQLite may hold on to it.
#[derive(Clone)]
pub(crate) struct FaultyFs {
    name: String,
    state: Arc<Mutex<State>>,
}

static COUNT: AtomicU64 = AtomicU64::new(0);

impl FaultyFs {
    /// Registers a new one.
    pub(crate) fn new() -> Self {
        let name = format!("faulty-{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let state = Arc::new(Mutex::new(State::default()));
        // SAFETY: the default VFS exists for the life of the process; what is
        // registered here is leaked on purpose and never changed again.
        unsafe {
            let parent = ffi::sqlite3_vfs_find(std::ptr::null());
            assert!(!parent.is_null(), "SQLite has a default file system");
            let mut vfs = std::ptr::read(parent);
            let c_name = CString::new(name.clone()).expect("no zero in it");
            vfs.zName = c_name.into_raw();
            vfs.pNext = std::ptr::null_mut();
            vfs.szOsFile = (size_of::<file::File>() as c_int) + (*parent).szOsFile;
            let known = calls::Registered { parent, state: Arc::clone(&state) };
            vfs.pAppData = Box::into_raw(Box::new(known)).cast();
            vfs.xOpen = Some(calls::open);
            vfs.xDelete = Some(calls::delete);
            vfs.xAccess = Some(calls::access);
            vfs.xFullPathname = Some(calls::full_pathname);
            let rc = ffi::sqlite3_vfs_register(Box::into_raw(Box::new(vfs)), 0);
            assert_eq!(rc, ffi::SQLITE_OK, "a new name can be registered");
        }
        Self { name, state }
    }

    /// The name to open a profile with.
    pub(crate) fn name(&self) -> String {
        self.name.clone()
    }

    /// Lets the `at`-th operation (from 1) from now on fail once; of one sort, or of any that changes files.
    pub(crate) fn fail_at(&self, op: Option<Op>, at: u64, fault: Fault) {
        self.set(Plan { op, at, fault, sticky: false });
    }

    /// Lets the `at`-th operation and all after it fail.
    pub(crate) fn fail_from(&self, op: Option<Op>, at: u64, fault: Fault) {
        self.set(Plan { op, at, fault, sticky: true });
    }

    fn set(&self, plan: Plan) {
        let mut state = lock(&self.state);
        state.counted = 0;
        state.struck = 0;
        state.plan = Some(plan);
    }

    /// Nothing fails any more. Says how often something did.
    pub(crate) fn heal(&self) -> u64 {
        let mut state = lock(&self.state);
        state.plan = None;
        state.dead = false;
        std::mem::take(&mut state.struck)
    }

    /// From now on nothing reaches the files, as after the process was killed:
    /// closing a connection then leaves them as they are.
    pub(crate) fn die(&self) {
        lock(&self.state).dead = true;
    }

    /// From now on nothing can be written, as without permission; or it can be again.
    pub(crate) fn read_only(&self, on: bool) {
        lock(&self.state).read_only = on;
    }

    /// From now on remembers what a power cut would take back.
    pub(crate) fn watch_power(&self) {
        let mut state = lock(&self.state);
        state.keep_undo = true;
        state.undo.clear();
    }

    /// Takes back everything that was not synced, as a power cut would. All
    /// connections must be gone.
    pub(crate) fn power_cut(&self) {
        let steps = std::mem::take(&mut lock(&self.state).undo);
        undo::take_back(steps);
    }
}
