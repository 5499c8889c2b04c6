-- When people of a space could meet, as they said it: body is of this
-- software's own form. Made anew from the documents at any time.
CREATE TABLE free_times (
    space  BLOB NOT NULL,
    person BLOB NOT NULL,
    doc    BLOB NOT NULL,
    body   BLOB NOT NULL,
    PRIMARY KEY (space, person)
) STRICT, WITHOUT ROWID;
