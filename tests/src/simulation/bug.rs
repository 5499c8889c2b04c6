//! Mistakes that are made on purpose, to see that the simulation finds them. Those of
//! storage are triggers in a phone's own file: the code under test stays as it is.

use rusqlite::Connection;
use std::path::Path;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bug {
    /// The cursor moves on, and what was read up to there is not kept.
    Cursor,
    /// What was handed out for sending counts as sent.
    Outbox,
    /// Some keystrokes are acknowledged and not journalled.
    Journal,
    /// A text that was read before a merge is written back after it.
    Stale,
    /// A private title stands in a pair's space.
    Leak,
    /// What a relay has is sent again, and again.
    Traffic,
}

impl Bug {
    pub(crate) const ALL: [Self; 6] =
        [Self::Cursor, Self::Outbox, Self::Journal, Self::Stale, Self::Leak, Self::Traffic];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Cursor => "cursor",
            Self::Outbox => "outbox",
            Self::Journal => "journal",
            Self::Stale => "stale",
            Self::Leak => "leak",
            Self::Traffic => "traffic",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bug| bug.name() == name)
    }

    const fn trigger(self) -> Option<&'static str> {
        match self {
            Self::Cursor => Some(
                "CREATE TRIGGER bug AFTER UPDATE OF seq ON cursors WHEN NEW.seq > OLD.seq AND NEW.seq % 3 = 0 BEGIN
                     DELETE FROM changes WHERE n = (SELECT max(n) FROM changes);
                     DELETE FROM entries WHERE (space, entry) IN
                         (SELECT space, entry FROM records WHERE class = 1 AND seq = NEW.seq AND space = NEW.space);
                     DELETE FROM records WHERE class = 1 AND seq = NEW.seq AND space = NEW.space;
                 END",
            ),
            Self::Outbox => Some(
                "CREATE TRIGGER bug AFTER UPDATE OF frame ON outbox WHEN NEW.frame IS NOT NULL BEGIN
                     DELETE FROM outbox WHERE n = NEW.n;
                 END",
            ),
            Self::Journal => Some(
                "CREATE TRIGGER bug AFTER INSERT ON journal WHEN NEW.n % 5 = 0 BEGIN
                     DELETE FROM journal WHERE n = NEW.n;
                 END",
            ),
            Self::Traffic => Some(
                "CREATE TRIGGER bug AFTER DELETE ON outbox BEGIN
                     INSERT INTO outbox (space, class, entry, signed, since_ms)
                         VALUES (OLD.space, OLD.class, OLD.entry, OLD.signed, OLD.since_ms);
                 END",
            ),
            Self::Stale | Self::Leak => None,
        }
    }

    /// Puts the mistake into a profile.
    pub(crate) fn put_into(self, folder: &Path) {
        if let Some(trigger) = self.trigger() {
            let conn = Connection::open(folder.join("rapport.db")).expect("the file");
            conn.execute_batch(trigger).expect("a trigger");
        }
    }
}
