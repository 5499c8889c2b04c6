-- The smallest table that can hold one row of a journal, for the floor only.
CREATE TABLE floor (
    id      INTEGER NOT NULL PRIMARY KEY,
    content BLOB    NOT NULL
) STRICT;
