-- When a person gave it up, and may still have it back; NULL while it is in the lists.
ALTER TABLE downloads ADD COLUMN discarded_at_ms INTEGER;

-- Whether its finished file goes with it.
ALTER TABLE downloads ADD COLUMN discards_file INTEGER NOT NULL DEFAULT 0;

CREATE INDEX downloads_discarded ON downloads (discarded_at_ms) WHERE discarded_at_ms IS NOT NULL;
