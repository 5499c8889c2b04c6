-- The first schema. Never edited after a release: later ones are new files.

-- Facts about this profile: its device, its person, counters.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY NOT NULL,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Secrets, each sealed under the key that the vault keeps.
CREATE TABLE secrets (
    name   TEXT PRIMARY KEY NOT NULL,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Relays that were agreed to. plain_http: asked for by name.
CREATE TABLE relays (
    origin     TEXT PRIMARY KEY NOT NULL,
    pin        BLOB,
    plain_http INTEGER NOT NULL DEFAULT 0,
    token      TEXT,
    added_ms   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- state: 0 only here, 1 at its relay, 2 left. creation: what opens the space at
-- a relay, for those who have it.
CREATE TABLE spaces (
    space     BLOB PRIMARY KEY NOT NULL,
    kind      INTEGER NOT NULL,
    creation  BLOB,
    relay     TEXT,
    state     INTEGER NOT NULL DEFAULT 0,
    added_ms  INTEGER NOT NULL,
    synced_ms INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- How far the relay's log of a space has been read. Moves only in the
-- transaction that writes what was read.
CREATE TABLE cursors (
    space        BLOB PRIMARY KEY NOT NULL,
    log_id       BLOB NOT NULL,
    seq          INTEGER NOT NULL DEFAULT 0,
    chain        BLOB NOT NULL,
    control_seq  INTEGER NOT NULL DEFAULT 0,
    control_head BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Keys of spaces, sealed under the vault's key.
CREATE TABLE epochs (
    space  BLOB NOT NULL,
    tag    BLOB NOT NULL,
    epoch  BLOB NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (space, tag)
) STRICT, WITHOUT ROWID;

-- Control operations and notices, opened and verified. signed: the entry's bytes.
CREATE TABLE ops (
    space  BLOB NOT NULL,
    entry  BLOB NOT NULL,
    record BLOB NOT NULL,
    signed BLOB NOT NULL,
    n      INTEGER PRIMARY KEY
) STRICT;
CREATE UNIQUE INDEX ops_by_entry ON ops (space, entry);

-- What was decided here about a space and waits for its relay.
CREATE TABLE pending_ops (
    n        INTEGER PRIMARY KEY,
    space    BLOB NOT NULL,
    act      BLOB NOT NULL,
    since_ms INTEGER NOT NULL
) STRICT;

-- Sealed bytes as they travel. seq: its number at the relay, once known.
CREATE TABLE records (
    n      INTEGER PRIMARY KEY,
    space  BLOB NOT NULL,
    record BLOB NOT NULL,
    class  INTEGER NOT NULL,
    seq    INTEGER,
    entry  BLOB,
    frame  BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX records_by_id ON records (space, record);
CREATE INDEX records_by_entry ON records (space, entry) WHERE entry IS NOT NULL;
CREATE INDEX records_unsent ON records (space, class) WHERE seq IS NULL;

-- Records that could not be used. state: 0 deferred, 1 needs a newer app,
-- 2 in quarantine. wait: what would help, a code; about: the id it waits for.
CREATE TABLE held (
    space    BLOB NOT NULL,
    record   BLOB NOT NULL,
    state    INTEGER NOT NULL,
    reason   TEXT NOT NULL,
    about    BLOB,
    since_ms INTEGER NOT NULL,
    PRIMARY KEY (space, record)
) STRICT, WITHOUT ROWID;

-- Every entry of class log, by its place in its device's chain.
CREATE TABLE entries (
    space  BLOB NOT NULL,
    device BLOB NOT NULL,
    dseq   INTEGER NOT NULL,
    entry  BLOB NOT NULL,
    prev   BLOB NOT NULL,
    PRIMARY KEY (space, device, dseq, entry)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX entries_by_id ON entries (space, entry);

-- Own entries that no relay has yet. frame: sealed once, sent until it is there.
CREATE TABLE outbox (
    n        INTEGER PRIMARY KEY,
    space    BLOB NOT NULL,
    class    INTEGER NOT NULL,
    entry    BLOB NOT NULL,
    signed   BLOB NOT NULL,
    tag      BLOB,
    record   BLOB,
    frame    BLOB,
    since_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_by_space ON outbox (space, n);

-- One row a document. save: the last verified whole; what came after it stands
-- in changes. opening: the payload that opened it. Small columns come first, so
-- that reading them never walks the large ones.
CREATE TABLE docs (
    doc          BLOB PRIMARY KEY NOT NULL,
    space        BLOB NOT NULL,
    kind         INTEGER NOT NULL,
    counter      INTEGER NOT NULL DEFAULT 0,
    old_until_ms INTEGER,
    opening      BLOB NOT NULL,
    save         BLOB,
    old_save     BLOB
) STRICT;
CREATE INDEX docs_by_space ON docs (space, kind);

-- Changes after the save. entry: the entry that brought them, for quarantine.
CREATE TABLE changes (
    n     INTEGER PRIMARY KEY,
    doc   BLOB NOT NULL,
    hash  BLOB NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX changes_by_hash ON changes (doc, hash);

-- Parts of documents that are open: sections of notes.
CREATE TABLE parts (
    doc  BLOB NOT NULL,
    kind INTEGER NOT NULL,
    part BLOB NOT NULL,
    PRIMARY KEY (doc, kind, part)
) STRICT, WITHOUT ROWID;

-- Typing, a row a keystroke, until its burst has become a change.
CREATE TABLE journal (
    n    INTEGER PRIMARY KEY AUTOINCREMENT,
    doc  BLOB NOT NULL,
    part BLOB NOT NULL,
    burst INTEGER NOT NULL,
    base BLOB NOT NULL,
    row  BLOB NOT NULL
) STRICT;

-- A trial in progress; a row that is still here at the start killed the last run.
CREATE TABLE trials (
    space  BLOB NOT NULL,
    record BLOB NOT NULL,
    tries  INTEGER NOT NULL,
    PRIMARY KEY (space, record)
) STRICT, WITHOUT ROWID;

-- Invites given and taken. side: 0 given, 1 taken. state: the machine, sealed.
CREATE TABLE invites (
    mailbox  BLOB PRIMARY KEY NOT NULL,
    side     INTEGER NOT NULL,
    relay    TEXT NOT NULL,
    stage    TEXT NOT NULL,
    sealed   BLOB NOT NULL,
    space    BLOB,
    until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
