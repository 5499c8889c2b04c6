//! A file system under SQLite that fails on purpose.
//!
//! It stands on the real one: files are real files. It counts what SQLite asks
//! for and fails the n-th write, sync, truncate or open; it flips a bit in what
//! is read; and after a "power cut" it takes back every byte that no sync had
//! covered. One instance a test, each under a name of its own.

#![allow(unsafe_code, clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_possible_wrap)]

use rusqlite::ffi;
use std::collections::HashMap;
use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What SQLite asks a file system for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Op {
    Write,
    Sync,
    Truncate,
    Open,
    Read,
}

/// How an operation fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No room left (ENOSPC).
    Full,
    /// The device failed (EIO).
    Io,
    /// A bit of what is read is wrong.
    Flip,
}

#[derive(Debug, Clone, Copy)]
struct Plan {
    op: Option<Op>,
    at: u64,
    fault: Fault,
    /// Every later operation of this sort fails too, until the plan is lifted.
    sticky: bool,
}

#[derive(Debug, Default)]
struct State {
    plan: Option<Plan>,
    counted: u64,
    struck: u64,
    /// What a power cut takes back: the bytes before each unsynced write, newest last.
    undo: HashMap<PathBuf, Vec<Undo>>,
    keep_undo: bool,
}

#[derive(Debug)]
enum Undo {
    Bytes { at: u64, before: Vec<u8> },
    Size { before: u64 },
}

/// A registered file system. Registered for the life of the process, since
/// SQLite may hold on to it.
#[derive(Clone)]
pub struct FaultyFs {
    name: String,
    state: Arc<Mutex<State>>,
}

struct Registered {
    parent: *mut ffi::sqlite3_vfs,
    state: Arc<Mutex<State>>,
}

#[repr(C)]
struct File {
    base: ffi::sqlite3_file,
    state: *const Mutex<State>,
    path: *mut PathBuf,
    // The real file follows in memory.
}

static COUNT: AtomicU64 = AtomicU64::new(0);

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl FaultyFs {
    /// Registers a new one.
    pub fn new() -> Self {
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
            vfs.szOsFile = (size_of::<File>() as c_int) + (*parent).szOsFile;
            vfs.pAppData = Box::into_raw(Box::new(Registered { parent, state: Arc::clone(&state) })).cast();
            vfs.xOpen = Some(open);
            vfs.xDelete = Some(delete);
            vfs.xAccess = Some(access);
            vfs.xFullPathname = Some(full_pathname);
            let rc = ffi::sqlite3_vfs_register(Box::into_raw(Box::new(vfs)), 0);
            assert_eq!(rc, ffi::SQLITE_OK, "a new name can be registered");
        }
        Self { name, state }
    }

    /// The name to open a profile with.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Lets the `at`-th operation (from 1) from now on fail once; of one sort, or of any that changes files.
    pub fn fail_at(&self, op: Option<Op>, at: u64, fault: Fault) {
        self.set(op, at, fault, false);
    }

    /// Lets the `at`-th operation and all after it fail.
    pub fn fail_from(&self, op: Option<Op>, at: u64, fault: Fault) {
        self.set(op, at, fault, true);
    }

    fn set(&self, op: Option<Op>, at: u64, fault: Fault, sticky: bool) {
        let mut state = lock(&self.state);
        state.counted = 0;
        state.struck = 0;
        state.plan = Some(Plan { op, at, fault, sticky });
    }

    /// Nothing fails any more. Says how often something did.
    pub fn heal(&self) -> u64 {
        let mut state = lock(&self.state);
        state.plan = None;
        std::mem::take(&mut state.struck)
    }

    /// From now on remembers what a power cut would take back.
    pub fn watch_power(&self) {
        let mut state = lock(&self.state);
        state.keep_undo = true;
        state.undo.clear();
    }

    /// Takes back everything that was not synced, as a power cut would. All
    /// connections must be gone.
    pub fn power_cut(&self) {
        let undo = std::mem::take(&mut lock(&self.state).undo);
        for (path, steps) in undo {
            if path.to_string_lossy().ends_with("-shm") {
                continue;
            }
            let Ok(mut file) = std::fs::OpenOptions::new().write(true).open(&path) else { continue };
            for step in steps.into_iter().rev() {
                match step {
                    Undo::Bytes { at, before } => {
                        file.seek(SeekFrom::Start(at)).and_then(|_| file.write_all(&before)).expect("a real file");
                    }
                    Undo::Size { before } => file.set_len(before).expect("a real file"),
                }
            }
            let mut shm = path.into_os_string();
            shm.push("-shm");
            let _ = std::fs::remove_file(shm);
        }
    }
}

/// Whether this operation is the one to fail, and how.
fn strike(state: &Mutex<State>, op: Op) -> Option<Fault> {
    let mut state = lock(state);
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

unsafe fn registered<'a>(vfs: *mut ffi::sqlite3_vfs) -> &'a Registered {
    // SAFETY: set in `new` and never freed.
    unsafe { &*(*vfs).pAppData.cast::<Registered>() }
}

unsafe fn real(file: *mut ffi::sqlite3_file) -> *mut ffi::sqlite3_file {
    // SAFETY: szOsFile makes room for the real file behind ours.
    unsafe { file.cast::<u8>().add(size_of::<File>()).cast() }
}

unsafe fn mine<'a>(file: *mut ffi::sqlite3_file) -> (&'a Mutex<State>, &'a PathBuf) {
    // SAFETY: set in `open`, freed in `close`.
    unsafe {
        let file = file.cast::<File>();
        (&*(*file).state, &*(*file).path)
    }
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite's contract for xOpen; `file` has szOsFile bytes.
    unsafe {
        let me = registered(vfs);
        (*file).pMethods = std::ptr::null();
        if strike(&me.state, Op::Open).is_some() {
            return ffi::SQLITE_CANTOPEN;
        }
        let Some(parent_open) = (*me.parent).xOpen else { return ffi::SQLITE_ERROR };
        let rc = parent_open(me.parent, name, real(file), flags, out);
        if rc != ffi::SQLITE_OK {
            return rc;
        }
        let path =
            if name.is_null() { PathBuf::new() } else { PathBuf::from(CStr::from_ptr(name).to_string_lossy().as_ref()) };
        let ours = file.cast::<File>();
        (*ours).state = Arc::as_ptr(&me.state);
        (*ours).path = Box::into_raw(Box::new(path));
        (*file).pMethods = &raw const METHODS;
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn delete(vfs: *mut ffi::sqlite3_vfs, name: *const c_char, sync: c_int) -> c_int {
    // SAFETY: handed on to the default file system with its own pointer.
    unsafe {
        let parent = registered(vfs).parent;
        (*parent).xDelete.map_or(ffi::SQLITE_ERROR, |f| f(parent, name, sync))
    }
}

unsafe extern "C" fn access(vfs: *mut ffi::sqlite3_vfs, name: *const c_char, flags: c_int, out: *mut c_int) -> c_int {
    // SAFETY: as above.
    unsafe {
        let parent = registered(vfs).parent;
        (*parent).xAccess.map_or(ffi::SQLITE_ERROR, |f| f(parent, name, flags, out))
    }
}

unsafe extern "C" fn full_pathname(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    len: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: as above.
    unsafe {
        let parent = registered(vfs).parent;
        (*parent).xFullPathname.map_or(ffi::SQLITE_ERROR, |f| f(parent, name, len, out))
    }
}

/// Calls the same method of the real file.
macro_rules! pass {
    ($file:expr, $method:ident $(, $arg:expr)*) => {{
        let real = real($file);
        match (*(*real).pMethods).$method {
            Some(method) => method(real $(, $arg)*),
            None => ffi::SQLITE_ERROR,
        }
    }};
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: SQLite closes a file once.
    unsafe {
        let ours = file.cast::<File>();
        drop(Box::from_raw((*ours).path));
        pass!(file, xClose)
    }
}

unsafe extern "C" fn read(file: *mut ffi::sqlite3_file, to: *mut c_void, n: c_int, at: ffi::sqlite3_int64) -> c_int {
    // SAFETY: SQLite's contract for xRead.
    unsafe {
        let rc = pass!(file, xRead, to, n, at);
        match strike(mine(file).0, Op::Read) {
            Some(Fault::Flip) => {
                let bytes = std::slice::from_raw_parts_mut(to.cast::<u8>(), n as usize);
                if let Some(byte) = bytes.get_mut((n as usize) / 2) {
                    *byte ^= 0x10;
                }
                rc
            }
            Some(_) => ffi::SQLITE_IOERR_READ,
            None => rc,
        }
    }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    from: *const c_void,
    n: c_int,
    at: ffi::sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite's contract for xWrite.
    unsafe {
        match strike(mine(file).0, Op::Write) {
            Some(Fault::Full) => return ffi::SQLITE_FULL,
            Some(_) => return ffi::SQLITE_IOERR_WRITE,
            None => {}
        }
        remember(file, Some((at as u64, n as usize)));
        pass!(file, xWrite, from, n, at)
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: ffi::sqlite3_int64) -> c_int {
    // SAFETY: SQLite's contract for xTruncate.
    unsafe {
        if strike(mine(file).0, Op::Truncate).is_some() {
            return ffi::SQLITE_IOERR_TRUNCATE;
        }
        let before = size_of_real(file);
        let cut = before.saturating_sub(size as u64);
        remember(file, Some((size as u64, cut as usize)));
        pass!(file, xTruncate, size)
    }
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: SQLite's contract for xSync.
    unsafe {
        match strike(mine(file).0, Op::Sync) {
            Some(Fault::Full) => return ffi::SQLITE_FULL,
            Some(_) => return ffi::SQLITE_IOERR_FSYNC,
            None => {}
        }
        let rc = pass!(file, xSync, flags);
        if rc == ffi::SQLITE_OK {
            let (state, path) = mine(file);
            lock(state).undo.remove(path);
        }
        rc
    }
}

unsafe fn size_of_real(file: *mut ffi::sqlite3_file) -> u64 {
    let mut size: ffi::sqlite3_int64 = 0;
    // SAFETY: an open file.
    unsafe {
        let _ = pass!(file, xFileSize, &raw mut size);
    }
    size.max(0) as u64
}

/// Keeps what is about to be overwritten, as long as somebody wants to cut the power.
unsafe fn remember(file: *mut ffi::sqlite3_file, range: Option<(u64, usize)>) {
    // SAFETY: an open file.
    unsafe {
        let (state, path) = mine(file);
        if !lock(state).keep_undo || path.as_os_str().is_empty() {
            return;
        }
        let before_size = size_of_real(file);
        let mut steps = vec![Undo::Size { before: before_size }];
        if let Some((at, n)) = range {
            let there = before_size.saturating_sub(at).min(n as u64) as usize;
            if there > 0 {
                let mut before = vec![0; there];
                let rc = pass!(file, xRead, before.as_mut_ptr().cast(), there as c_int, at as ffi::sqlite3_int64);
                if rc == ffi::SQLITE_OK {
                    steps.push(Undo::Bytes { at, before });
                }
            }
        }
        lock(state).undo.entry(path.clone()).or_default().extend(steps);
    }
}

macro_rules! forward {
    ($($name:ident => $method:ident ( $($arg:ident : $ty:ty),* );)*) => {
        $(unsafe extern "C" fn $name(file: *mut ffi::sqlite3_file $(, $arg: $ty)*) -> c_int {
            // SAFETY: handed on to the real file.
            unsafe { pass!(file, $method $(, $arg)*) }
        })*
    };
}

forward! {
    file_size => xFileSize(size: *mut ffi::sqlite3_int64);
    file_lock => xLock(level: c_int);
    file_unlock => xUnlock(level: c_int);
    check_lock => xCheckReservedLock(out: *mut c_int);
    file_control => xFileControl(op: c_int, arg: *mut c_void);
    sector_size => xSectorSize();
    characteristics => xDeviceCharacteristics();
    shm_map => xShmMap(page: c_int, size: c_int, extend: c_int, out: *mut *mut c_void);
    shm_lock => xShmLock(offset: c_int, n: c_int, flags: c_int);
    shm_unmap => xShmUnmap(delete: c_int);
}

unsafe extern "C" fn shm_barrier(file: *mut ffi::sqlite3_file) {
    // SAFETY: handed on to the real file.
    unsafe {
        let real = real(file);
        if let Some(method) = (*(*real).pMethods).xShmBarrier {
            method(real);
        }
    }
}

// Version 2: shared memory for the write-ahead log, no memory mapping, so that
// every byte passes through here.
static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(file_lock),
    xUnlock: Some(file_unlock),
    xCheckReservedLock: Some(check_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};
