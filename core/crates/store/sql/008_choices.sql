-- What a person has chosen, as their settings say it, for views that open no
-- document. number: also 0 and 1 for no and yes. Made anew at any time.
CREATE TABLE choices (
    doc    BLOB NOT NULL,
    name   TEXT NOT NULL,
    number INTEGER,
    words  TEXT,
    PRIMARY KEY (doc, name)
) STRICT, WITHOUT ROWID;

-- The last answer to each instrument, about each pair, without reading answers.
CREATE INDEX checkins_by_pair ON checkins (space, person, instrument, about, day);
