-- Documents whose older whole is still kept: found without walking all of them.
CREATE INDEX docs_with_old_save ON docs (old_until_ms) WHERE old_until_ms IS NOT NULL;
