//! How large and how many, inside a seal. Checked before anything is believed.

use crate::entry::OVERHEAD;

/// Bytes of an entry before its padding, in a frame of 256 KiB: the largest
/// size that needs no rounding beyond the frame.
pub const ENTRY: usize = 258_048;
/// Bytes of a payload in such a frame.
pub const PAYLOAD: usize = ENTRY - OVERHEAD;
/// Bytes of an entry, and of its payload, in a live frame or a notice.
pub const SMALL_ENTRY: usize = 3_968;
pub const SMALL_PAYLOAD: usize = SMALL_ENTRY - OVERHEAD;
/// Bytes of an entry in a control frame; its boxes come on top.
pub const CONTROL_ENTRY: usize = 983_040;
pub const CONTROL_PAYLOAD: usize = CONTROL_ENTRY - OVERHEAD;
/// Bytes of the whole in one chunk: with them a chunk fills its frame.
pub const CHUNK: usize = PAYLOAD - 38;
/// Chunks of one whole.
pub const CHUNKS: usize = 512;
/// Bytes of a whole that travels as chunks.
pub const WHOLE: usize = CHUNK * CHUNKS;
/// Changes in one entry.
pub const CHANGES: usize = 4096;
/// Certificates of one account in one list.
pub const CERTIFICATES: usize = 64;
/// Certificates between a device and its root.
pub const PATH: usize = 16;
/// Devices in a frontier or a vector.
pub const FRONTIER: usize = 8192;
/// Names of entries or records in one list.
pub const IDS: usize = 4096;
/// Bytes of a cursor.
pub const CURSOR: usize = 64;
/// Bytes of a blind token.
pub const TOKEN: usize = 1024;
