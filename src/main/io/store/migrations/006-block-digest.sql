-- CRC-32, in place of SHA-256, of each block that is wholly on disk; see ledger.ts for their size.
DROP TABLE blocks;
CREATE TABLE blocks (
  download_id INTEGER NOT NULL REFERENCES downloads (id) ON DELETE CASCADE,
  block INTEGER NOT NULL,
  digest BLOB NOT NULL,
  PRIMARY KEY (download_id, block)
) STRICT, WITHOUT ROWID;
