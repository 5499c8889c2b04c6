//! Names a state of a note, as a text that can be kept and sent.

use rapport_documents::{ChangeId, Heads};
use std::fmt;
use std::str::FromStr;

/// The state of a note after a stretch of work.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VersionId(Heads);

/// A text that names no version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this names no version of a note")]
pub struct NoVersion;

const PREFIX: &str = "version";

impl VersionId {
    pub(super) const fn heads(&self) -> &Heads {
        &self.0
    }
}

impl From<Heads> for VersionId {
    fn from(heads: Heads) -> Self {
        Self(heads)
    }
}

impl fmt::Display for VersionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(PREFIX)?;
        self.0.ids().iter().try_for_each(|id| write!(f, "-{id}"))
    }
}

impl serde::Serialize for VersionId {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl FromStr for VersionId {
    type Err = NoVersion;

    fn from_str(text: &str) -> Result<Self, NoVersion> {
        let rest = text.strip_prefix(PREFIX).ok_or(NoVersion)?;
        let ids = rest.split('-').skip(1).map(change).collect::<Result<Vec<_>, _>>()?;
        let read = Self(Heads::new(ids));
        // One text for one version: no upper case, nothing twice, in order.
        if !read.0.ids().is_empty() && read.to_string() == text { Ok(read) } else { Err(NoVersion) }
    }
}

fn change(hex: &str) -> Result<ChangeId, NoVersion> {
    let mut bytes = [0; 32];
    if hex.len() != 64 || !hex.is_ascii() {
        return Err(NoVersion);
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        let two = hex.get(at * 2..at * 2 + 2).ok_or(NoVersion)?;
        *byte = u8::from_str_radix(two, 16).map_err(|_| NoVersion)?;
    }
    Ok(ChangeId(bytes))
}
