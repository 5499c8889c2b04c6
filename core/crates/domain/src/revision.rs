//! Earlier versions of what a goal said. Revised is not failed: the old
//! version stays readable, with the reason for the new one.

use crate::goal::Wording;
use crate::made::Made;
use rapport_ids::RevisionId;
use serde::{Deserialize, Serialize};

/// What a goal said before it was revised, and why it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    pub id: RevisionId,
    /// Who revised it, and when.
    pub made: Made,
    /// The number of the version that ended here, from 1; nothing when the
    /// act of revising was rejected, or has not arrived yet.
    pub version: Option<u32>,
    pub reason: String,
    pub was: Wording,
}
