-- Whether what it was completed with has come to its end too. Until then, whoever asks for it again
-- means this one; after that, another one.
ALTER TABLE downloads ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;

UPDATE downloads SET settled = 1 WHERE state = 'completed';
