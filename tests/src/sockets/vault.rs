//! The vault of a desktop: a file for its owner alone, with or without a passphrase.

use rapport_core::ports::{KeyVault, VaultProblem};
use rapport_core::vault::FileVault;

#[test]
fn a_key_comes_back_only_with_its_passphrase() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("deeper/profile.key");
    let vault = |passphrase: Option<&str>| FileVault::new(&file, passphrase.map(str::to_owned));
    assert_eq!(vault(None).load(), Ok(None));
    assert_eq!(FileVault::is_sealed(&file), Ok(None));
    vault(Some("correct horse")).store(&[7; 32]).expect("stored");
    assert_eq!(FileVault::is_sealed(&file), Ok(Some(true)));
    assert_eq!(vault(Some("correct horse")).load(), Ok(Some([7; 32])));
    assert_eq!(vault(Some("wrong horse")).load(), Err(VaultProblem::Locked));
    assert_eq!(vault(None).load(), Err(VaultProblem::Locked));
    let bytes = std::fs::read(&file).expect("read");
    assert!(!bytes.windows(8).any(|window| window == [7; 8]), "the key does not stand there in clear");
    for cut in 0..bytes.len() {
        std::fs::write(&file, &bytes[..cut]).expect("written");
        assert!(vault(None).load().is_err(), "cut after {cut} bytes");
    }
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("profile.key");
    let vault = FileVault::new(&file, None);
    vault.store(&[9; 32]).expect("stored");
    assert_eq!(vault.load(), Ok(Some([9; 32])));
    let mode = std::fs::metadata(&file).expect("metadata").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
