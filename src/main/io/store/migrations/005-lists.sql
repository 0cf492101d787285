-- What lists are sorted, filtered and searched by; see list-keys.ts. Rill fills it in.
ALTER TABLE downloads ADD COLUMN name_key TEXT NOT NULL DEFAULT '';

ALTER TABLE downloads ADD COLUMN extension TEXT NOT NULL DEFAULT '';

ALTER TABLE downloads ADD COLUMN host TEXT NOT NULL DEFAULT '';

-- NULL where they would be the link and the folder themselves.
ALTER TABLE downloads ADD COLUMN link_key TEXT;

ALTER TABLE downloads ADD COLUMN folder_key TEXT;

CREATE INDEX downloads_by_state ON downloads (state);

CREATE INDEX downloads_unsettled ON downloads (session) WHERE state = 'completed' AND NOT settled;

-- Most of a long queue have no part yet.
DROP INDEX downloads_by_part;

CREATE INDEX downloads_by_part ON downloads (dir, part_name) WHERE part_name IS NOT NULL;
