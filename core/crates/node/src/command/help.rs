//! The help directory: brought as a file, signed by a key that the person
//! trusts, kept as it came and readable without a network.

use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::topics::Topics;
use rapport_domain::checkin::{FileFault, HelpDirectory, Spot};
use rapport_domain::{Field, RuleBroken};
use rapport_store::Connection;
use rapport_store::tables::meta;
use std::fmt::Write as _;

const FILE: &str = "help.file";
const KEY: &str = "help.key";
const FIRST: &str = "rapport-help 1";
const LABEL: &[u8] = b"rapport/v1/help";

/// The directory of this device, and the key that is trusted for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) key: Option<String>,
    pub(crate) directory: HelpDirectory,
}

impl Node {
    /// Trusts a key for the help directory: 64 hexadecimal digits. Takes away
    /// what another key brought.
    ///
    /// # Errors
    /// The text is no key.
    pub fn trust_help_key(&mut self, key: &str) -> NodeResult<()> {
        let key = key.trim().to_ascii_lowercase();
        let bytes = unhex::<32>(&key).ok_or(refused(Spot::START, FileFault::BadText))?;
        let same = meta::get(self.store.read(), KEY)?.is_some_and(|known| known == bytes);
        if !same {
            self.store.write(|tx| {
                meta::put(tx, KEY, &bytes)?;
                meta::delete(tx, FILE)
            })?;
            self.changed.add(Topics::CHECKINS);
        }
        Ok(())
    }

    /// Takes a signed directory.
    ///
    /// # Errors
    /// The place in the file; [`FileFault::NotSigned`] when it is not signed
    /// by the trusted key.
    pub fn load_help_directory(&mut self, file: &str) -> NodeResult<()> {
        let key = meta::get(self.store.read(), KEY)?;
        let key = key.and_then(|key| <[u8; 32]>::try_from(key).ok());
        read(file, key.as_ref())?;
        self.store.write(|tx| meta::put(tx, FILE, file.as_bytes()))?;
        self.changed.add(Topics::CHECKINS);
        Ok(())
    }

    /// Signs a directory with the key of this device, for others to take who
    /// trust that key.
    ///
    /// # Errors
    /// The place in the file.
    pub fn sign_help_directory(&self, body: &str) -> NodeResult<String> {
        HelpDirectory::from_json(body)?;
        let signature = self.me.keys.sign(&signed(body));
        let (key, signature) = (hex(&self.me.keys.card().sign), hex(&signature));
        Ok(format!("{FIRST}\nkey {key}\nsignature {signature}\n{body}"))
    }
}

/// What is kept here; an empty directory when there is none. It was verified
/// when it came, and is once more, since the file may have been written to.
pub(crate) fn kept(conn: &Connection) -> NodeResult<Kept> {
    let Some(key) = meta::get(conn, KEY)?.and_then(|key| <[u8; 32]>::try_from(key).ok()) else {
        return Ok(Kept::default());
    };
    let file = meta::get(conn, FILE)?.and_then(|file| String::from_utf8(file).ok());
    let directory = file.and_then(|file| read(&file, Some(&key)).ok()).unwrap_or_default();
    Ok(Kept { key: Some(hex(&key)), directory })
}

fn read(file: &str, trusted: Option<&[u8; 32]>) -> NodeResult<HelpDirectory> {
    let mut lines = file.splitn(4, '\n');
    let at = |line: u32| Spot { line, column: 1 };
    let mut line = |number: u32, prefix: &str| {
        let found = lines.next().and_then(|line| line.strip_prefix(prefix));
        found.ok_or(refused(at(number), FileFault::NotJson))
    };
    if !line(1, FIRST)?.is_empty() {
        return Err(refused(at(1), FileFault::NotJson));
    }
    let wrong = |number: u32| refused(at(number), FileFault::NotSigned);
    let key = unhex::<32>(line(2, "key ")?).ok_or(wrong(2))?;
    let signature = unhex::<64>(line(3, "signature ")?).ok_or(wrong(3))?;
    let body = line(4, "")?;
    if trusted != Some(&key) {
        return Err(wrong(2));
    }
    if !rapport_wire::auth::verify(&key, &signed(body), &signature) {
        return Err(wrong(3));
    }
    Ok(HelpDirectory::from_json(body).map_err(below)?)
}

/// Lines of the directory itself begin after the three of the signature.
fn below(broken: RuleBroken) -> RuleBroken {
    use rapport_domain::Problem::InFile;
    match broken {
        RuleBroken::Invalid { field, problem: InFile { line, column, fault } } => {
            InFile { line: line.saturating_add(3), column, fault }.of(field)
        }
        other => other,
    }
}

fn refused(at: Spot, fault: FileFault) -> NodeError {
    at.fault(fault).of(Field::File).into()
}

fn signed(body: &str) -> Vec<u8> {
    [LABEL, body.as_bytes()].concat()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits: Vec<u32> = text.chars().map(|c| c.to_digit(16)).collect::<Option<_>>()?;
    let pair = |pair: &[u32]| u8::try_from(pair.iter().fold(0, |sum, digit| sum * 16 + digit)).ok();
    let bytes: Vec<u8> = digits.chunks(2).map(pair).collect::<Option<_>>()?;
    (digits.len() == 2 * N).then(|| bytes.try_into().ok()).flatten()
}
