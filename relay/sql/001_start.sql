-- The relay's whole memory. Every table of a space begins with space_id, so
-- that a database that spreads its tables by it can take them unchanged.
-- Times are milliseconds since 1970; an empty blob or 0 stands for "none".

CREATE TABLE relay (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE spaces (
    space_id          BLOB    NOT NULL PRIMARY KEY,
    log_id            BLOB    NOT NULL,
    head              INTEGER NOT NULL,
    chain             BLOB    NOT NULL,
    min_seq           INTEGER NOT NULL,
    epoch_tag         BLOB    NOT NULL,
    auth_key          BLOB    NOT NULL,
    control_key       BLOB    NOT NULL,
    control_head      BLOB    NOT NULL,
    owner_key         BLOB    NOT NULL,
    keys_version      INTEGER NOT NULL DEFAULT 0,
    recovery_key      BLOB    NOT NULL DEFAULT x'',
    first_owner_key   BLOB    NOT NULL,
    g                 BLOB    NOT NULL,
    opening_signature BLOB    NOT NULL,
    token_hash        BLOB    NOT NULL,
    records           INTEGER NOT NULL DEFAULT 0,
    bytes             INTEGER NOT NULL DEFAULT 0,
    created_ms        INTEGER NOT NULL,
    deleted_ms        INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX spaces_deleted ON spaces (deleted_ms) WHERE deleted_ms > 0;

-- Every key that has ever opened sessions: the one in force and all before it.
CREATE TABLE auth_keys (
    space_id  BLOB    NOT NULL,
    epoch_tag BLOB    NOT NULL,
    auth_key  BLOB    NOT NULL,
    since_seq INTEGER NOT NULL,
    PRIMARY KEY (space_id, epoch_tag, auth_key)
) STRICT, WITHOUT ROWID;

-- The owner's overrides, each after the record that was the last one then.
CREATE TABLE overrides (
    space_id    BLOB    NOT NULL,
    version     INTEGER NOT NULL,
    after_seq   INTEGER NOT NULL,
    control_key BLOB    NOT NULL,
    owner_key   BLOB    NOT NULL,
    signature   BLOB    NOT NULL,
    PRIMARY KEY (space_id, version)
) STRICT, WITHOUT ROWID;

-- chain is the running hash up to and with this record, so that a page may
-- end anywhere. poster is the former key that posted a notice; such a record
-- goes at expires_ms unless a member posts it again.
CREATE TABLE records (
    space_id   BLOB    NOT NULL,
    record_id  BLOB    NOT NULL,
    seq        INTEGER NOT NULL,
    class      INTEGER NOT NULL,
    stored_ms  INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL DEFAULT 0,
    chain      BLOB    NOT NULL,
    poster     BLOB    NOT NULL DEFAULT x'',
    frame      BLOB    NOT NULL,
    PRIMARY KEY (space_id, record_id)
) STRICT;

CREATE UNIQUE INDEX records_seq ON records (space_id, seq);
CREATE INDEX records_rare ON records (space_id, seq, class) WHERE class <> 1;
CREATE INDEX records_poster ON records (space_id, poster, stored_ms) WHERE poster <> x'';
CREATE INDEX records_expiry ON records (expires_ms) WHERE expires_ms > 0;

-- What was here and is not any more: its number and link stay, so that the log
-- has no hole. pruned: never to be stored again.
CREATE TABLE gone (
    space_id  BLOB    NOT NULL,
    seq       INTEGER NOT NULL,
    record_id BLOB    NOT NULL,
    chain     BLOB    NOT NULL,
    pruned    INTEGER NOT NULL,
    PRIMARY KEY (space_id, seq)
) STRICT;

CREATE INDEX gone_record ON gone (space_id, record_id);

CREATE TABLE mailboxes (
    box_id     BLOB    NOT NULL PRIMARY KEY,
    opener     BLOB    NOT NULL,
    expires_ms INTEGER NOT NULL,
    closed     INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX mailboxes_expiry ON mailboxes (expires_ms);
CREATE INDEX mailboxes_opener ON mailboxes (opener);

CREATE TABLE slots (
    box_id  BLOB    NOT NULL,
    slot    INTEGER NOT NULL,
    content BLOB    NOT NULL,
    PRIMARY KEY (box_id, slot)
) STRICT;

CREATE TABLE tokens (
    token_hash   BLOB    NOT NULL PRIMARY KEY,
    spaces_total INTEGER NOT NULL,
    spaces_left  INTEGER NOT NULL,
    created_ms   INTEGER NOT NULL,
    expires_ms   INTEGER NOT NULL,
    revoked_ms   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
