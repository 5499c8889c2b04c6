//! A vault for desktops: the profile's key in a file that only its owner can
//! read, optionally under a passphrase. Phones have better ones of their own.

use crate::ports::{KeyVault, PortProblem, SystemRandom, VaultProblem};
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rapport_node::Random;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// See the module.
pub struct FileVault {
    file: PathBuf,
    passphrase: Option<Zeroizing<String>>,
}

// The file: "rapport-vault-1" | 0 | key 32, or
// "rapport-vault-1" | 1 | salt 16 | memory KiB u32 | rounds u32 | nonce 24 | sealed key 48.
const MAGIC: &[u8] = b"rapport-vault-1";
const PLAIN: u8 = 0;
const SEALED: u8 = 1;
/// What the passphrase costs to try, for a vault made now: 64 MiB, 3 rounds.
const MEMORY_KIB: u32 = 64 * 1024;
const ROUNDS: u32 = 3;
/// What a file may ask for at most, so that a planted one cannot eat the machine.
const MOST_KIB: u32 = 1024 * 1024;
const MOST_ROUNDS: u32 = 64;
const FILE_MOST: u64 = 1024;

impl FileVault {
    /// A vault in this file. With a passphrase, the key in it is sealed.
    pub fn new(file: impl Into<PathBuf>, passphrase: Option<String>) -> Self {
        Self { file: file.into(), passphrase: passphrase.map(Zeroizing::new) }
    }

    /// Whether a vault's file is sealed with a passphrase; nothing without a file.
    ///
    /// # Errors
    /// The file cannot be read, or is no vault.
    pub fn is_sealed(file: &Path) -> Result<Option<bool>, VaultProblem> {
        let Some(bytes) = read(file)? else { return Ok(None) };
        let rest = bytes.strip_prefix(MAGIC).ok_or(VaultProblem::Lost)?;
        Ok(Some(rest.first() == Some(&SEALED)))
    }

    fn wrapping(&self, salt: &[u8], memory: u32, rounds: u32) -> Result<XChaCha20Poly1305, VaultProblem> {
        let passphrase = self.passphrase.as_ref().ok_or(VaultProblem::Locked)?;
        let params = Params::new(memory, rounds, 1, Some(32)).map_err(|_| VaultProblem::Lost)?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.as_bytes(), salt, &mut *key)
            .map_err(failed)?;
        Ok(XChaCha20Poly1305::new((&*key).into()))
    }
}

fn failed(error: impl std::fmt::Display) -> VaultProblem {
    VaultProblem::Failed(PortProblem { detail: error.to_string() })
}

fn read(file: &Path) -> Result<Option<Zeroizing<Vec<u8>>>, VaultProblem> {
    let opened = match File::open(file) {
        Ok(opened) => opened,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    let mut bytes = Zeroizing::new(Vec::new());
    opened.take(FILE_MOST).read_to_end(&mut bytes).map_err(failed)?;
    Ok(Some(bytes))
}

fn take<'a, const N: usize>(bytes: &mut &'a [u8]) -> Result<&'a [u8; N], VaultProblem> {
    let (first, rest) = bytes.split_first_chunk::<N>().ok_or(VaultProblem::Lost)?;
    *bytes = rest;
    Ok(first)
}

impl KeyVault for FileVault {
    fn load(&self) -> Result<Option<[u8; 32]>, VaultProblem> {
        let Some(bytes) = read(&self.file)? else { return Ok(None) };
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(VaultProblem::Lost)?;
        let [sealed] = *take::<1>(&mut rest)?;
        if sealed == PLAIN {
            return Ok(Some(*take::<32>(&mut rest)?));
        }
        let salt = take::<16>(&mut rest)?;
        let memory = u32::from_be_bytes(*take::<4>(&mut rest)?);
        let rounds = u32::from_be_bytes(*take::<4>(&mut rest)?);
        if sealed != SEALED || memory > MOST_KIB || rounds > MOST_ROUNDS {
            return Err(VaultProblem::Lost);
        }
        let nonce = take::<24>(&mut rest)?;
        let cipher = self.wrapping(salt, memory, rounds)?;
        let opened = cipher.decrypt(&XNonce::from(*nonce), Payload { msg: rest, aad: MAGIC });
        // A wrong passphrase: the person may try again.
        let opened = Zeroizing::new(opened.map_err(|_| VaultProblem::Locked)?);
        <[u8; 32]>::try_from(opened.as_slice()).map(Some).map_err(|_| VaultProblem::Lost)
    }

    fn store(&self, key: &[u8; 32]) -> Result<(), VaultProblem> {
        let mut bytes = Zeroizing::new(MAGIC.to_vec());
        if self.passphrase.is_some() {
            let (mut salt, mut nonce) = ([0; 16], [0; 24]);
            SystemRandom.fill(&mut salt);
            SystemRandom.fill(&mut nonce);
            let cipher = self.wrapping(&salt, MEMORY_KIB, ROUNDS)?;
            let sealed = cipher.encrypt(&XNonce::from(nonce), Payload { msg: key, aad: MAGIC }).map_err(failed)?;
            bytes.push(SEALED);
            bytes.extend(salt);
            bytes.extend(MEMORY_KIB.to_be_bytes());
            bytes.extend(ROUNDS.to_be_bytes());
            bytes.extend(nonce);
            bytes.extend(sealed);
        } else {
            bytes.push(PLAIN);
            bytes.extend(key);
        }
        write(&self.file, &bytes).map_err(failed)
    }
}

/// A whole new file or none, readable by its owner alone.
fn write(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let new = file.with_extension("new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut opened = options.open(&new)?;
    opened.write_all(bytes)?;
    opened.sync_all()?;
    std::fs::rename(&new, file)
}
