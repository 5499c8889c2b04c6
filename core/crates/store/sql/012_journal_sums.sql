-- A letter that changes on the disk is noticed: sum is over all of the row. Rows of
-- before have none, and are taken as they are.
ALTER TABLE journal ADD COLUMN sum BLOB NOT NULL DEFAULT x'';
