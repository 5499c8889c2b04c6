//! What sort of record a frame is.

use crate::limits;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Class {
    /// Changes and openings of documents: chained by device.
    Log = 1,
    /// Who is a member and which key is in force.
    Control = 2,
    /// A document in one piece, made from many records.
    Snapshot = 3,
    /// A part of something too large for one frame.
    Chunk = 4,
    /// Presence: handed on, never stored.
    Live = 5,
    /// A key for somebody who lacks it.
    Share = 6,
    /// A certificate, a revocation, a wish to leave, a request for a key.
    Notice = 7,
}

impl Class {
    pub const ALL: [Self; 7] =
        [Self::Log, Self::Control, Self::Snapshot, Self::Chunk, Self::Live, Self::Share, Self::Notice];

    pub fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.byte() == byte)
    }

    pub const fn byte(self) -> u8 {
        self as u8
    }

    /// Its name in a query: lower case, one word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Control => "control",
            Self::Snapshot => "snapshot",
            Self::Chunk => "chunk",
            Self::Live => "live",
            Self::Share => "share",
            Self::Notice => "notice",
        }
    }

    /// The largest frame of this class, in bytes.
    pub const fn max_frame(self) -> usize {
        match self {
            Self::Control | Self::Share => limits::CONTROL_FRAME,
            Self::Live | Self::Notice => limits::SMALL_FRAME,
            Self::Log | Self::Snapshot | Self::Chunk => limits::FRAME,
        }
    }

    pub const fn has_boxes(self) -> bool {
        matches!(self, Self::Control | Self::Share)
    }

    /// Whether a relay refuses it when it is sealed under another key than the
    /// one in force.
    pub const fn can_be_stale(self) -> bool {
        matches!(self, Self::Log | Self::Snapshot | Self::Chunk | Self::Live)
    }

    /// Whether a session with a former key may read it.
    pub const fn open_to_former_keys(self) -> bool {
        matches!(self, Self::Control | Self::Share | Self::Notice)
    }

    /// The class that an entry of this kind belongs in; none for kinds that
    /// only a newer version knows.
    pub const fn of_kind(kind: u8) -> Option<Self> {
        match kind {
            1..=15 => Some(Self::Log),
            16..=47 => Some(Self::Control),
            48..=63 => Some(Self::Snapshot),
            64..=79 => Some(Self::Chunk),
            80..=95 => Some(Self::Live),
            96..=111 => Some(Self::Notice),
            _ => None,
        }
    }
}
