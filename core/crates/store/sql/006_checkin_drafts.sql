-- What was begun and not finished, on this device. about: the pair; empty for none.
CREATE TABLE checkin_drafts (
    instrument TEXT NOT NULL,
    about      BLOB NOT NULL,
    answers    BLOB NOT NULL,
    changed_ms INTEGER NOT NULL,
    PRIMARY KEY (instrument, about)
) STRICT, WITHOUT ROWID;

-- Words of instruments that came in a file, as the file has them.
CREATE TABLE instrument_texts (
    instrument TEXT NOT NULL,
    version    INTEGER NOT NULL,
    language   TEXT NOT NULL,
    body       TEXT NOT NULL,
    PRIMARY KEY (instrument, version, language)
) STRICT, WITHOUT ROWID;
