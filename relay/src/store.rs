//! Where spaces, records, mailboxes and tokens are kept: the seam between what
//! the relay does and the database it does it in. Nothing in here decides
//! anything; a store never refuses what the service asks for.

mod rows;
pub mod sqlite;

pub use rows::{Mailbox, NewRecord, NewSpace, NoticeCount, Opening, SpaceRow, StoredRecord, Token, Totals, Was};
pub use sqlite::SqliteStore;

use rapport_ids::{BoxId, EpochTag, RecordId, SpaceId};
use rapport_wire::relay::{KeysOverride, Slot};
use rapport_wire::{Chain, Classes};

/// Why a store could not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No room on the disk, or over the relay's own bound.
    #[error("no room left for the relay's database")]
    Full,
    /// Made by a newer relay; this one must not touch it.
    #[error("the database has version {found}, this relay knows versions up to {known}")]
    Newer { found: i64, known: i64 },
    /// Some other program's file.
    #[error("the file is not a relay's database")]
    NotOurs,
    /// Anything else, in the database's words; they name tables, never content.
    #[error("the database failed: {0}")]
    Failed(String),
}

pub type Stored<T> = Result<T, StoreError>;

/// One unchanging picture of everything that is committed.
pub trait Reading {
    fn space(&self, id: &SpaceId) -> Stored<Option<SpaceRow>>;
    /// How the space was opened; its genesis is record 1.
    fn opening(&self, id: &SpaceId) -> Stored<Option<Opening>>;
    /// All keys that have opened sessions under this tag, now or before.
    fn auth_keys(&self, space: &SpaceId, tag: &EpochTag) -> Stored<Vec<[u8; 32]>>;

    /// The number of a record that is there.
    fn seq_of(&self, space: &SpaceId, record: &RecordId) -> Stored<Option<u64>>;
    /// Whether a record was there once.
    fn was(&self, space: &SpaceId, record: &RecordId) -> Stored<Option<Was>>;
    fn frame(&self, space: &SpaceId, seq: u64) -> Stored<Option<Vec<u8>>>;
    /// Records after a number in order, until `limit` of them or before the
    /// one that would make their bytes more than `max_bytes`; at least one if
    /// there is one. The flag says that there are no more.
    fn records(
        &self,
        space: &SpaceId,
        after: u64,
        classes: Classes,
        limit: usize,
        max_bytes: usize,
    ) -> Stored<(Vec<StoredRecord>, bool)>;
    /// The same, names only.
    fn ids(&self, space: &SpaceId, after: u64, limit: usize) -> Stored<Vec<(u64, RecordId, Chain)>>;
    /// The chain at a number, whether its record is there or gone.
    fn chain_at(&self, space: &SpaceId, seq: u64) -> Stored<Option<Chain>>;
    /// Overrides that followed a number within these, both included.
    fn overrides(&self, space: &SpaceId, from: u64, through: u64) -> Stored<Vec<(u64, KeysOverride)>>;
    fn override_of(&self, space: &SpaceId, version: u64) -> Stored<Option<KeysOverride>>;
    /// The notices of one former key: all that are there, and those since a time.
    fn notices(&self, space: &SpaceId, poster: &[u8; 32], since_ms: i64) -> Stored<NoticeCount>;

    fn mailbox(&self, id: &BoxId) -> Stored<Option<Mailbox>>;
    fn slots(&self, id: &BoxId) -> Stored<Vec<Slot>>;
    /// Mailboxes that one token or session has opened and that still live.
    fn mailboxes_of(&self, opener: &[u8; 32]) -> Stored<u64>;

    fn token(&self, hash: &[u8; 32]) -> Stored<Option<Token>>;
    fn tokens(&self) -> Stored<Vec<Token>>;
    fn totals(&self) -> Stored<Totals>;
    /// Bytes of the database.
    fn size(&self) -> Stored<u64>;
}

/// One transaction. What it reads includes what it has written.
pub trait Writing: Reading {
    fn add_space(&self, space: &NewSpace) -> Stored<()>;
    /// Writes back everything of the row that can change.
    fn put_space(&self, space: &SpaceRow) -> Stored<()>;
    fn add_auth_key(&self, space: &SpaceId, tag: &EpochTag, key: &[u8; 32], since_seq: u64) -> Stored<()>;
    fn add_override(&self, space: &SpaceId, after_seq: u64, keys: &KeysOverride) -> Stored<()>;
    fn add_record(&self, space: &SpaceId, record: &NewRecord<'_>) -> Stored<()>;
    /// A member vouches for a former key's notice: it stays.
    fn keep(&self, space: &SpaceId, record: &RecordId) -> Stored<()>;

    fn put_mailbox(&self, id: &BoxId, mailbox: &Mailbox) -> Stored<()>;
    fn add_slot(&self, id: &BoxId, slot: &Slot) -> Stored<()>;
    fn clear_slots(&self, id: &BoxId) -> Stored<()>;

    fn put_token(&self, token: &Token) -> Stored<()>;

    /// Removes at most about `limit` rows of what has had its time: mailboxes
    /// and notices that have expired at `now_ms`, spaces deleted before
    /// `deleted_before_ms`, tokens long over. Says how many rows went.
    fn tidy(&self, now_ms: i64, deleted_before_ms: i64, limit: usize) -> Stored<usize>;

    /// Begins a part that can be taken back alone.
    fn part(&self) -> Stored<()>;
    fn keep_part(&self) -> Stored<()>;
    fn drop_part(&self) -> Stored<()>;
}

/// A database. One writer at a time, readers beside it.
pub trait Store: Send + Sync + 'static {
    /// Shows the committed state to `work`.
    fn read_dyn(&self, work: &mut dyn FnMut(&dyn Reading) -> Stored<()>) -> Stored<()>;
    /// Runs `work` in one transaction. `Ok` means that what it wrote will be
    /// there after a power cut; an error, from `work` or from the commit, that
    /// nothing of it is.
    fn write_dyn(&self, work: &mut dyn FnMut(&dyn Writing) -> Stored<()>) -> Stored<()>;
    /// Writes a whole, consistent copy to a path that does not exist yet. The
    /// copy knows that it is one: opened as a relay's database, it takes new log ids.
    fn backup(&self, to: &std::path::Path) -> Stored<()>;
    /// Brings the database into one file, as far as readers let it.
    fn checkpoint(&self) -> Stored<()>;
}

impl dyn Store {
    /// [`Store::read_dyn`] with an answer, and with whatever error `work` has.
    pub fn read<T, E: From<StoreError>>(&self, work: impl FnOnce(&dyn Reading) -> Result<T, E>) -> Result<T, E> {
        let (mut work, mut answer) = (Some(work), None);
        self.read_dyn(&mut |tx| {
            if let Some(work) = work.take() {
                answer = Some(work(tx));
            }
            Ok(())
        })?;
        answer.unwrap_or_else(|| Err(never_ran().into()))
    }

    /// [`Store::write_dyn`] with an answer; an error takes everything back.
    pub fn write<T>(&self, work: impl FnOnce(&dyn Writing) -> Stored<T>) -> Stored<T> {
        let (mut work, mut answer) = (Some(work), None);
        self.write_dyn(&mut |tx| {
            if let Some(work) = work.take() {
                answer = Some(work(tx)?);
            }
            Ok(())
        })?;
        answer.ok_or_else(never_ran)
    }
}

fn never_ran() -> StoreError {
    StoreError::Failed(String::from("a store did not run what it was given"))
}
