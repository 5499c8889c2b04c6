//! What a power cut takes back.

use std::collections::HashMap;
use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;

/// How a file was before one step.
#[derive(Debug)]
pub(super) enum Undo {
    Bytes { at: u64, before: Vec<u8> },
    Size { before: u64 },
}

/// Undoes the steps of each file, the newest first.
pub(super) fn take_back(files: HashMap<PathBuf, Vec<Undo>>) {
    for (path, steps) in files {
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
