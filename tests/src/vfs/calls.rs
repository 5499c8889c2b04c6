//! What SQLite asks of a file system as a whole.

use super::file::{File, METHODS, real};
use super::plan::{Op, State, lock, strike};
use rusqlite::ffi;
use std::ffi::{CStr, c_char, c_int};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

pub(super) struct Registered {
    pub(super) parent: *mut ffi::sqlite3_vfs,
    pub(super) state: Arc<Mutex<State>>,
}

unsafe fn registered<'a>(vfs: *mut ffi::sqlite3_vfs) -> &'a Registered {
    // SAFETY: set in `new` and never freed.
    unsafe { &*(*vfs).pAppData.cast::<Registered>() }
}

pub(super) unsafe extern "C" fn open(
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
        let path = if name.is_null() {
            PathBuf::new()
        } else {
            PathBuf::from(CStr::from_ptr(name).to_string_lossy().as_ref())
        };
        let ours = file.cast::<File>();
        (*ours).state = Arc::as_ptr(&me.state);
        (*ours).path = Box::into_raw(Box::new(path));
        (*file).pMethods = &raw const METHODS;
        ffi::SQLITE_OK
    }
}

pub(super) unsafe extern "C" fn delete(vfs: *mut ffi::sqlite3_vfs, name: *const c_char, sync: c_int) -> c_int {
    // SAFETY: handed on to the default file system with its own pointer.
    unsafe {
        let me = registered(vfs);
        if strike(&me.state, Op::Delete).is_some() {
            return ffi::SQLITE_IOERR_DELETE;
        }
        // A file of the same name that comes later has nothing to take back.
        let path = PathBuf::from(CStr::from_ptr(name).to_string_lossy().as_ref());
        lock(&me.state).undo.remove(&path);
        let parent = me.parent;
        (*parent).xDelete.map_or(ffi::SQLITE_ERROR, |f| f(parent, name, sync))
    }
}

pub(super) unsafe extern "C" fn access(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: as above.
    unsafe {
        let parent = registered(vfs).parent;
        (*parent).xAccess.map_or(ffi::SQLITE_ERROR, |f| f(parent, name, flags, out))
    }
}

pub(super) unsafe extern "C" fn full_pathname(
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
