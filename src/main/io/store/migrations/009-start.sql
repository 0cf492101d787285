-- When a queued download may start, in ms since 1970; NULL starts in its turn.
ALTER TABLE downloads ADD COLUMN start_at_ms INTEGER;

-- Most of a long queue have no name yet.
CREATE INDEX downloads_by_file ON downloads (file_name, dir) WHERE file_name IS NOT NULL;
