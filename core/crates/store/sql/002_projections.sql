-- What lists, Today and search show. All of it can be made anew from the
-- documents; nothing here is the only copy of anything.

CREATE TABLE people (
    space    BLOB NOT NULL,
    person   BLOB NOT NULL,
    name     TEXT NOT NULL,
    pronouns TEXT NOT NULL DEFAULT '',
    zone     TEXT NOT NULL DEFAULT '',
    card     BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (space, person)
) STRICT, WITHOUT ROWID;

-- Who is in, and as what by the space's own rules.
CREATE TABLE members (
    space  BLOB NOT NULL,
    person BLOB NOT NULL,
    role   INTEGER NOT NULL,
    PRIMARY KEY (space, person)
) STRICT, WITHOUT ROWID;

-- Whose device is whose, also of those who are no longer in. state: 0 counts,
-- 1 revoked, 2 removed, 3 its person is out.
CREATE TABLE devices (
    space  BLOB NOT NULL,
    device BLOB NOT NULL,
    person BLOB NOT NULL,
    state  INTEGER NOT NULL,
    PRIMARY KEY (space, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE pairings (
    pairing  BLOB PRIMARY KEY NOT NULL,
    space    BLOB NOT NULL,
    mentor   BLOB NOT NULL,
    mentee   BLOB NOT NULL,
    state    TEXT NOT NULL,
    since_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- due, review: days since 1970. share: what it brings to its progress.
CREATE TABLE goals (
    goal       BLOB PRIMARY KEY NOT NULL,
    space      BLOB NOT NULL,
    shared     INTEGER NOT NULL,
    owner      BLOB,
    title      TEXT NOT NULL,
    state      TEXT NOT NULL,
    horizon    TEXT NOT NULL,
    parent     BLOB,
    share      BLOB NOT NULL,
    confidence INTEGER,
    due        INTEGER,
    review     INTEGER,
    open_steps INTEGER NOT NULL,
    all_steps  INTEGER NOT NULL,
    next_step  TEXT NOT NULL DEFAULT '',
    changed_ms INTEGER NOT NULL,
    deleted    INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX goals_by_state ON goals (deleted, state, due);
CREATE INDEX goals_by_parent ON goals (parent) WHERE parent IS NOT NULL;

-- due: day since 1970; due_time: wall time in minutes, none for the whole day.
CREATE TABLE steps (
    doc      BLOB NOT NULL,
    step     BLOB NOT NULL,
    space    BLOB NOT NULL,
    text     TEXT NOT NULL,
    state    TEXT NOT NULL,
    assignee BLOB,
    due      INTEGER,
    due_time INTEGER,
    due_zone TEXT NOT NULL DEFAULT '',
    place    TEXT NOT NULL,
    PRIMARY KEY (doc, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX steps_due ON steps (state, due);

-- day: local day since 1970; minute: wall time in minutes since midnight.
CREATE TABLE meetings (
    meeting    BLOB PRIMARY KEY NOT NULL,
    space      BLOB NOT NULL,
    title      TEXT NOT NULL,
    state      TEXT NOT NULL,
    day        INTEGER NOT NULL,
    minute     INTEGER NOT NULL,
    zone       TEXT NOT NULL,
    minutes    INTEGER NOT NULL,
    mode       TEXT NOT NULL,
    place      TEXT NOT NULL,
    agenda     INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    deleted    INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX meetings_by_day ON meetings (deleted, day);
CREATE INDEX meetings_by_space ON meetings (space, day);

CREATE TABLE notes (
    note       BLOB PRIMARY KEY NOT NULL,
    space      BLOB NOT NULL,
    meeting    BLOB,
    title      TEXT NOT NULL,
    snippet    TEXT NOT NULL,
    sections   INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    deleted    INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX notes_by_change ON notes (deleted, changed_ms);
CREATE INDEX notes_by_meeting ON notes (meeting) WHERE meeting IS NOT NULL;

-- Which row of the search table holds which part of which document.
CREATE TABLE search_rows (
    n     INTEGER PRIMARY KEY,
    doc   BLOB NOT NULL,
    part  BLOB NOT NULL,
    space BLOB NOT NULL,
    kind  INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX search_rows_by_part ON search_rows (doc, part);

CREATE VIRTUAL TABLE search USING fts5 (
    title,
    body,
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3'
);
