-- Check-ins as lists and trends show them: one's own, and copies that somebody
-- put into a shared space. Made anew from the documents at any time. day: local
-- day since 1970. about: the pair, where there is one. made_ms: the time of the
-- act itself.
CREATE TABLE checkins (
    doc        BLOB NOT NULL,
    checkin    BLOB NOT NULL,
    space      BLOB NOT NULL,
    person     BLOB NOT NULL,
    instrument TEXT NOT NULL,
    version    INTEGER NOT NULL,
    language   TEXT NOT NULL,
    about      BLOB,
    day        INTEGER NOT NULL,
    at_ms      INTEGER NOT NULL,
    made_ms    INTEGER NOT NULL,
    answers    BLOB NOT NULL,
    corrected  INTEGER NOT NULL,
    offered    INTEGER NOT NULL,
    PRIMARY KEY (doc, checkin)
) STRICT, WITHOUT ROWID;
CREATE INDEX checkins_by_instrument ON checkins (space, person, instrument, day);
CREATE INDEX checkins_by_id ON checkins (checkin);
