//! One transaction on one connection; each table's verbs are in a file of their own.

use super::{keys, mailboxes, records, spaces, tidy, tokens};
use crate::store::{
    Mailbox, NewRecord, NewSpace, NoticeCount, Opening, Reading, SpaceRow, Stored, StoredRecord, Token, Totals, Was,
    Writing,
};
use rapport_ids::{BoxId, EpochTag, RecordId, SpaceId};
use rapport_wire::relay::{KeysOverride, Slot};
use rapport_wire::{Chain, Classes};
use rusqlite::{Connection, Transaction, TransactionBehavior};

pub(super) struct Tx<'c>(Transaction<'c>);

impl<'c> Tx<'c> {
    pub(super) fn begin(connection: &'c mut Connection, behavior: TransactionBehavior) -> Stored<Self> {
        Ok(Self(connection.transaction_with_behavior(behavior)?))
    }

    pub(super) fn commit(self) -> Stored<()> {
        Ok(self.0.commit()?)
    }
}

impl Reading for Tx<'_> {
    fn space(&self, id: &SpaceId) -> Stored<Option<SpaceRow>> {
        spaces::get(&self.0, id)
    }
    fn opening(&self, id: &SpaceId) -> Stored<Option<Opening>> {
        spaces::opening(&self.0, id)
    }
    fn auth_keys(&self, space: &SpaceId, tag: &EpochTag) -> Stored<Vec<[u8; 32]>> {
        keys::auth_keys(&self.0, space, tag)
    }
    fn seq_of(&self, space: &SpaceId, record: &RecordId) -> Stored<Option<u64>> {
        records::seq_of(&self.0, space, record)
    }
    fn was(&self, space: &SpaceId, record: &RecordId) -> Stored<Option<Was>> {
        records::was(&self.0, space, record)
    }
    fn frame(&self, space: &SpaceId, seq: u64) -> Stored<Option<Vec<u8>>> {
        records::frame(&self.0, space, seq)
    }
    fn records(
        &self,
        space: &SpaceId,
        after: u64,
        classes: Classes,
        limit: usize,
        max_bytes: usize,
    ) -> Stored<(Vec<StoredRecord>, bool)> {
        records::page(&self.0, space, after, classes, limit, max_bytes)
    }
    fn ids(&self, space: &SpaceId, after: u64, limit: usize) -> Stored<Vec<(u64, RecordId, Chain)>> {
        records::ids(&self.0, space, after, limit)
    }
    fn chain_at(&self, space: &SpaceId, seq: u64) -> Stored<Option<Chain>> {
        records::chain_at(&self.0, space, seq)
    }
    fn overrides(&self, space: &SpaceId, from: u64, through: u64) -> Stored<Vec<(u64, KeysOverride)>> {
        keys::overrides(&self.0, space, from, through)
    }
    fn override_of(&self, space: &SpaceId, version: u64) -> Stored<Option<KeysOverride>> {
        keys::override_of(&self.0, space, version)
    }
    fn notices(&self, space: &SpaceId, poster: &[u8; 32], since_ms: i64) -> Stored<NoticeCount> {
        records::notices(&self.0, space, poster, since_ms)
    }
    fn mailbox(&self, id: &BoxId) -> Stored<Option<Mailbox>> {
        mailboxes::get(&self.0, id)
    }
    fn slots(&self, id: &BoxId) -> Stored<Vec<Slot>> {
        mailboxes::slots(&self.0, id)
    }
    fn mailboxes_of(&self, opener: &[u8; 32]) -> Stored<u64> {
        mailboxes::count_of(&self.0, opener)
    }
    fn token(&self, hash: &[u8; 32]) -> Stored<Option<Token>> {
        tokens::get(&self.0, hash)
    }
    fn tokens(&self) -> Stored<Vec<Token>> {
        tokens::all(&self.0)
    }
    fn totals(&self) -> Stored<Totals> {
        spaces::totals(&self.0)
    }
    fn size(&self) -> Stored<u64> {
        let pages: i64 = self.0.pragma_query_value(None, "page_count", |row| row.get(0))?;
        let page: i64 = self.0.pragma_query_value(None, "page_size", |row| row.get(0))?;
        Ok(u64::try_from(pages.saturating_mul(page)).unwrap_or(0))
    }
}

impl Writing for Tx<'_> {
    fn add_space(&self, space: &NewSpace) -> Stored<()> {
        spaces::add(&self.0, space)
    }
    fn put_space(&self, space: &SpaceRow) -> Stored<()> {
        spaces::put(&self.0, space)
    }
    fn add_auth_key(&self, space: &SpaceId, tag: &EpochTag, key: &[u8; 32], since_seq: u64) -> Stored<()> {
        keys::add_auth_key(&self.0, space, tag, key, since_seq)
    }
    fn add_override(&self, space: &SpaceId, after_seq: u64, keys: &KeysOverride) -> Stored<()> {
        keys::add_override(&self.0, space, after_seq, keys)
    }
    fn add_record(&self, space: &SpaceId, record: &NewRecord<'_>) -> Stored<()> {
        records::add(&self.0, space, record)
    }
    fn keep(&self, space: &SpaceId, record: &RecordId) -> Stored<()> {
        records::keep(&self.0, space, record)
    }
    fn put_mailbox(&self, id: &BoxId, mailbox: &Mailbox) -> Stored<()> {
        mailboxes::put(&self.0, id, mailbox)
    }
    fn add_slot(&self, id: &BoxId, slot: &Slot) -> Stored<()> {
        mailboxes::add_slot(&self.0, id, slot)
    }
    fn clear_slots(&self, id: &BoxId) -> Stored<()> {
        mailboxes::clear(&self.0, id)
    }
    fn put_token(&self, token: &Token) -> Stored<()> {
        tokens::put(&self.0, token)
    }
    fn tidy(&self, now_ms: i64, deleted_before_ms: i64, limit: usize) -> Stored<usize> {
        tidy::tidy(&self.0, now_ms, deleted_before_ms, limit)
    }
    fn part(&self) -> Stored<()> {
        Ok(self.0.prepare_cached("SAVEPOINT part")?.execute([]).map(|_| ())?)
    }
    fn keep_part(&self) -> Stored<()> {
        Ok(self.0.prepare_cached("RELEASE part")?.execute([]).map(|_| ())?)
    }
    fn drop_part(&self) -> Stored<()> {
        self.0.prepare_cached("ROLLBACK TO part")?.execute([])?;
        self.keep_part()
    }
}

/// SQLite counts in i64; what the relay counts never comes near its end.
pub(super) fn signed(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

pub(super) fn unsigned(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

/// A blob of a fixed length, or none when it is empty.
pub(super) fn optional<const N: usize>(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Option<[u8; N]>> {
    if row.get_ref(column)?.as_blob()?.is_empty() { Ok(None) } else { row.get(column).map(Some) }
}
