-- The smallest table that can hold a record, for the load example only.
CREATE TABLE floor (
    id      INTEGER NOT NULL PRIMARY KEY,
    content BLOB    NOT NULL
) STRICT;
