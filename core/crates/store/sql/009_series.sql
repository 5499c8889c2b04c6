-- Series of meetings as lists show them: life is what the turns of a series
-- have made of it, in a form of this software's own. Made anew at any time.
CREATE TABLE series (
    series     BLOB PRIMARY KEY NOT NULL,
    space      BLOB NOT NULL,
    title      TEXT NOT NULL,
    state      TEXT NOT NULL,
    mode       TEXT NOT NULL,
    place      TEXT NOT NULL,
    life       BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX series_by_space ON series (space, state);
