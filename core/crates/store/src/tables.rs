//! One module a table: rows in, rows out, no meaning.

pub mod changes;
pub mod checkin_drafts;
pub mod cursors;
pub mod docs;
pub mod entries;
pub mod epochs;
pub mod forget;
pub mod held;
pub mod instrument_texts;
pub mod invites;
pub mod journal;
pub mod left_pairs;
pub mod meta;
pub mod ops;
pub mod outbox;
pub mod parts;
pub mod pending_ops;
pub mod records;
pub mod relays;
pub mod reminders;
pub mod secrets;
pub mod spaces;
pub mod trials;
