//! What the tables hold.

use rapport_ids::{EpochTag, LogId, RecordId, SpaceId};
use rapport_wire::relay::LogPlace;
use rapport_wire::{Chain, Class};

/// A space as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpaceRow {
    pub id: SpaceId,
    pub log_id: LogId,
    pub head: u64,
    pub chain: Chain,
    pub min_seq: u64,
    /// The key in force: what frames must be sealed with …
    pub tag: EpochTag,
    /// … and what opens sessions.
    pub auth: [u8; 32],
    /// Signs the next control frame.
    pub control: [u8; 32],
    /// The last control frame.
    pub control_head: RecordId,
    /// Signs overrides and the end of the space.
    pub owner: [u8; 32],
    /// Of the last override; 0 when there was none.
    pub keys_version: u64,
    /// May read control frames for ever; only personal spaces have one.
    pub recovery: Option<[u8; 32]>,
    pub records: u64,
    /// Bytes of all frames.
    pub bytes: u64,
    /// When its owner deleted it.
    pub deleted_ms: Option<i64>,
}

impl SpaceRow {
    pub fn place(&self) -> LogPlace {
        LogPlace { log_id: self.log_id, head: self.head, chain: self.chain }
    }
}

/// How a space was opened, so that anybody can open it again elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    pub owner: [u8; 32],
    pub g: [u8; 32],
    pub recovery: Option<[u8; 32]>,
    pub signature: [u8; 64],
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSpace {
    pub row: SpaceRow,
    pub opening: Opening,
    /// The creation token that paid for it.
    pub token: [u8; 32],
    pub created_ms: i64,
}

#[derive(Debug)]
pub struct NewRecord<'a> {
    pub id: RecordId,
    pub seq: u64,
    pub class: Class,
    pub stored_ms: i64,
    /// The chain with this record.
    pub chain: Chain,
    /// Which former key posted it, and until when it is kept.
    pub former: Option<([u8; 32], i64)>,
    pub frame: &'a [u8],
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRecord {
    pub seq: u64,
    pub chain: Chain,
    pub frame: Vec<u8>,
}

/// A record that is not there any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Was {
    /// Replaced by a snapshot: never stored again.
    Pruned,
    /// A former key's notice whose time is over: a member may post it again.
    Expired,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NoticeCount {
    pub stored: u64,
    pub recent: u64,
    /// When the oldest of the recent ones came.
    pub oldest_recent_ms: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mailbox {
    /// Hash of the token or session that opened it.
    pub opener: [u8; 32],
    pub expires_ms: i64,
    /// Closed by its key: nothing can be put in again.
    pub closed: bool,
}

/// A creation token, without the token itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub hash: [u8; 32],
    pub spaces_total: u32,
    pub spaces_left: u32,
    pub created_ms: i64,
    pub expires_ms: i64,
    pub revoked_ms: Option<i64>,
}

impl Token {
    /// Whether it opens anything at this time. One that has opened all its
    /// spaces still opens mailboxes.
    pub const fn is_good(&self, now_ms: i64) -> bool {
        self.revoked_ms.is_none() && now_ms < self.expires_ms
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    pub spaces: u64,
    pub records: u64,
    pub bytes: u64,
}
