-- Where redirects led at the first answer, and what the server there calls itself.
ALTER TABLE downloads ADD COLUMN final_url TEXT;

ALTER TABLE downloads ADD COLUMN server TEXT;

-- How fast it went, as JSON; see speed-history.ts.
CREATE TABLE speeds (
  download_id INTEGER PRIMARY KEY REFERENCES downloads (id) ON DELETE CASCADE,
  history TEXT NOT NULL
) STRICT;
