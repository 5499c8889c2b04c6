//! `POST /v1/spaces/{id}/control`: one control frame, compared and set.

use super::page::LogPlace;
use super::problem::Code;
use rapport_ids::RecordId;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlStored {
    pub seq: u64,
    #[serde(flatten)]
    pub place: LogPlace,
}

/// 409: another frame stands at the head. The one who lost looks again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlConflict {
    pub code: Code,
    pub detail: String,
    /// The control frame at the head.
    pub control_head: RecordId,
    #[serde(flatten)]
    pub place: LogPlace,
}
