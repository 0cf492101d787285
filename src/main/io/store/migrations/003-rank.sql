-- The order of the queue, which a person can change; so far it was that of adding.
ALTER TABLE downloads ADD COLUMN rank REAL NOT NULL DEFAULT 0;

UPDATE downloads SET rank = id;

CREATE INDEX downloads_by_rank ON downloads (rank);
