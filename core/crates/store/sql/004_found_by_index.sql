-- Documents whose older whole is still kept: found without walking all of them.
CREATE INDEX docs_with_old_save ON docs (old_until_ms) WHERE old_until_ms IS NOT NULL;

-- Which documents there are, without reading what they hold: for lists that
-- may lack one.
CREATE INDEX docs_by_kind ON docs (kind, doc, space);
