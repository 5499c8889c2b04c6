//! What SQLite asks of one open file.

use super::plan::{Fault, Op, State, lock, strike};
use super::undo::Undo;
use rusqlite::ffi;
use std::ffi::{c_int, c_void};
use std::path::PathBuf;
use std::sync::Mutex;

#[repr(C)]
pub(super) struct File {
    base: ffi::sqlite3_file,
    pub(super) state: *const Mutex<State>,
    pub(super) path: *mut PathBuf,
    // The real file follows in memory.
}

pub(super) unsafe fn real(file: *mut ffi::sqlite3_file) -> *mut ffi::sqlite3_file {
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

/// Turns one bit round, somewhere.
fn flip(bytes: &mut [u8], at: u64) {
    if let Some(last) = (bytes.len() as u64).checked_sub(1) {
        bytes[(at / 8 % (last + 1)) as usize] ^= 1 << (at % 8);
    }
}

unsafe extern "C" fn read(file: *mut ffi::sqlite3_file, to: *mut c_void, n: c_int, at: ffi::sqlite3_int64) -> c_int {
    // SAFETY: SQLite's contract for xRead.
    unsafe {
        let rc = pass!(file, xRead, to, n, at);
        match strike(mine(file).0, Op::Read) {
            Some(Fault::Flip(at)) => {
                flip(std::slice::from_raw_parts_mut(to.cast::<u8>(), n as usize), at);
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
            Some(Fault::ReadOnly) => return ffi::SQLITE_READONLY,
            Some(Fault::Flip(bit)) => {
                remember(file, Some((at as u64, n as usize)));
                let mut bytes = std::slice::from_raw_parts(from.cast::<u8>(), n as usize).to_vec();
                flip(&mut bytes, bit);
                return pass!(file, xWrite, bytes.as_ptr().cast(), n, at);
            }
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
pub(super) static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
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
