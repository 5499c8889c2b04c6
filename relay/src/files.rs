//! Files that nobody but their owner may read.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

/// Makes an empty file that nobody else may read; one that is there stays as it is.
pub(crate) fn make_private(path: &Path) -> std::io::Result<()> {
    private().create(true).truncate(false).open(path).map(|_| ())
}

/// How files are opened that nobody else may read.
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Writes a file that nobody else may read and that does not exist yet.
pub(crate) fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = private().create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
