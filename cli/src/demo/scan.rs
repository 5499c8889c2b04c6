//! Looks for plain text where only sealed bytes may be.
//!
//! Everything that may not be seen is cut into pieces of eight bytes, in
//! UTF-8 and both orders of UTF-16; then every eight bytes of a file are
//! looked up among them.

use rapport_people::Screen;
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

pub(super) const WINDOW: usize = 8;

/// Eight bytes somewhere in a text or a file.
pub(super) type Window = [u8; WINDOW];

/// What may not be seen.
#[derive(Default)]
pub(super) struct Secrets {
    windows: HashSet<Window>,
}

impl Secrets {
    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
        for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            self.bytes(&text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>());
        }
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.windows.extend(bytes.array_windows::<WINDOW>());
    }

    /// An identifier, as bytes and as text.
    pub(super) fn id(&mut self, id: impl AsRef<[u8]> + ToString) {
        self.bytes(id.as_ref());
        self.text(&id.to_string());
    }

    /// What stands around a place of a screen after something was typed there:
    /// with every key remembered, no text that ever stood there is missed.
    pub(super) fn around(&mut self, screen: &Screen, at_points: usize, points: usize) {
        let from = at_points.saturating_sub(WINDOW - 1);
        let to = at_points + points + WINDOW - 1;
        let near: String = (from..to).map_while(|at| screen.point(at)).collect();
        self.text(&near);
    }

    pub(super) fn len(&self) -> usize {
        self.windows.len()
    }

    /// Which of them stand in these bytes.
    pub(super) fn seen_in(&self, bytes: &[u8]) -> BTreeSet<Window> {
        bytes.array_windows::<WINDOW>().filter(|window| self.windows.contains(*window)).copied().collect()
    }
}

/// SQLite's index of the write-ahead log: page numbers and sums of the log beside it, made anew when it is missing. It
/// holds nothing of any page, and its ascending numbers of two bytes look like letters in UTF-16.
const INDEX: &str = "-shm";

/// What a relay keeps and logs: every byte of its folder and its log.
pub(super) fn everything(folder: &Path, log: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut bytes = log.to_vec();
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.retain(|file| !file.to_string_lossy().ends_with(INDEX));
    files.sort();
    for file in files {
        // Between two files nothing can seem to stand that stands in neither.
        bytes.extend([0xff; WINDOW]);
        bytes.extend(std::fs::read(file)?);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_found_in_every_form_and_random_bytes_are_not() {
        let mut secrets = Secrets::default();
        secrets.text("what Amara wrote, über alles");
        let wrap = |inner: &[u8]| [&[0u8; 100][..], inner, &[7u8; 100][..]].concat();
        let le: Vec<u8> = "Amara wrote".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = "über".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for planted in ["Amara wr".as_bytes(), "über al".as_bytes(), &le, &be] {
            assert!(!secrets.seen_in(&wrap(planted)).is_empty());
        }
        assert!(secrets.seen_in(&wrap(b"Amara w")).is_empty(), "seven bytes are not enough");
    }

    #[test]
    fn every_file_is_looked_at_but_the_index_of_the_log() {
        let mut secrets = Secrets::default();
        secrets.text("a secret");
        let seen = |name: &str, log: &[u8]| {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join(name), "between a secret and another").unwrap();
            !secrets.seen_in(&everything(folder.path(), log).unwrap()).is_empty()
        };
        for name in ["relay.db", "relay.db-wal", "relay.toml", "a-shm.db"] {
            assert!(seen(name, b""), "{name}");
        }
        assert!(!seen("relay.db-shm", b""));
        assert!(seen("relay.db-shm", b"a secret in the log"));
    }

    #[test]
    fn a_text_that_was_deleted_again_is_remembered() {
        let (mut secrets, mut screen) = (Secrets::default(), Screen::new("before  after"));
        screen.patch(7, 0, "a secret between").unwrap();
        secrets.around(&screen, 7, 16);
        screen.patch(7, 16, "").unwrap();
        secrets.around(&screen, 7, 0);
        for window in ["a secret", "re a sec", "between ", "efore  a"] {
            assert_eq!(secrets.seen_in(window.as_bytes()).len(), 1, "{window}");
        }
    }
}
