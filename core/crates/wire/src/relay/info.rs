//! `GET /v1/info`: what this relay is and allows.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Info {
    /// Name and version of the server, for people.
    pub server: String,
    /// Versions of the protocol that it speaks.
    pub protocol: Vec<u32>,
    /// The relay's clock, milliseconds since 1970. Shown to people and used
    /// for the age of keys; never for order or permission.
    pub now_ms: i64,
    pub limits: Limits,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    pub frame: usize,
    pub control_frame: usize,
    pub batch_frames: usize,
    pub batch_bytes: usize,
    pub box_slot: usize,
}

impl Limits {
    /// The limits of this version.
    pub const V1: Self = Self {
        frame: crate::limits::FRAME,
        control_frame: crate::limits::CONTROL_FRAME,
        batch_frames: crate::limits::BATCH_FRAMES,
        batch_bytes: crate::limits::BATCH_BYTES,
        box_slot: crate::limits::BOX_SLOT,
    };
}
