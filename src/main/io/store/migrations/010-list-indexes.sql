-- What is counted, in an index that has all of it: the table is some ten times as large.
CREATE INDEX downloads_counted ON downloads (extension, host, state, session, discarded_at_ms);

-- The order in which lists come, for the same reason.
CREATE INDEX downloads_by_added ON downloads (added_at_ms, rank, state, session, discarded_at_ms);
