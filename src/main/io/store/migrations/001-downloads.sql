CREATE TABLE downloads (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  url TEXT NOT NULL,
  dir TEXT NOT NULL,
  wished_name TEXT,
  state TEXT NOT NULL,
  file_name TEXT,
  part_name TEXT,
  length_bytes INTEGER,
  etag TEXT,
  last_modified TEXT,
  resumable INTEGER,
  proof TEXT,
  error TEXT,
  added_at_ms INTEGER NOT NULL,
  finished_at_ms INTEGER,
  -- The process that works on it; see session-lock.ts.
  session TEXT
) STRICT;

CREATE INDEX downloads_by_url ON downloads (url, dir);

CREATE INDEX downloads_by_part ON downloads (dir, part_name);

CREATE TABLE segments (
  download_id INTEGER NOT NULL REFERENCES downloads (id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  position INTEGER NOT NULL,
  -- NULL while the length of the file is unknown.
  "end" INTEGER,
  PRIMARY KEY (download_id, start)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
