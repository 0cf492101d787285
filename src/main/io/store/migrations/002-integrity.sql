-- What a person asked of it beyond the link, as JSON.
ALTER TABLE downloads ADD COLUMN options TEXT NOT NULL DEFAULT '{}';

-- Checksums that the server or a file beside it gave, as JSON.
ALTER TABLE downloads ADD COLUMN found_checksums TEXT NOT NULL DEFAULT '[]';

ALTER TABLE downloads ADD COLUMN content_type TEXT;

-- SHA-256 of each block that is wholly on disk; see ledger.ts for their size.
CREATE TABLE blocks (
  download_id INTEGER NOT NULL REFERENCES downloads (id) ON DELETE CASCADE,
  block INTEGER NOT NULL,
  sha256 BLOB NOT NULL,
  PRIMARY KEY (download_id, block)
) STRICT, WITHOUT ROWID;

CREATE TABLE timeline (
  id INTEGER PRIMARY KEY,
  download_id INTEGER NOT NULL REFERENCES downloads (id) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  -- JSON.
  facts TEXT NOT NULL
) STRICT;

CREATE INDEX timeline_by_download ON timeline (download_id);

-- What each host was found to take.
CREATE TABLE hosts (
  host TEXT PRIMARY KEY,
  most_connections INTEGER NOT NULL,
  seen_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
