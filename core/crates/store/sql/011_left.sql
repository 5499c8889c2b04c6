-- Pairs that this person has left: all that is kept of them. state: the stage of
-- the pairing at that time. The row in spaces stays, with state 2, until the
-- relay has the request to leave; then it is gone.
CREATE TABLE left_pairs (
    space        BLOB PRIMARY KEY NOT NULL,
    pairing      BLOB NOT NULL,
    mentor       BLOB NOT NULL,
    mentee       BLOB NOT NULL,
    partner_name TEXT NOT NULL,
    state        TEXT NOT NULL,
    since_ms     INTEGER NOT NULL,
    left_ms      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
