-- Where a phone was copied, its chain has two branches. state: 1 stands, 0 on
-- the branch that was given up and held, 2 on that branch but used, since it
-- opens something that others may have written in.
ALTER TABLE entries ADD COLUMN state INTEGER NOT NULL DEFAULT 1;
CREATE INDEX entries_copied ON entries (space, device) WHERE state <> 1;
