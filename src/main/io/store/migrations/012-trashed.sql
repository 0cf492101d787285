ALTER TABLE downloads RENAME COLUMN discarded_at_ms TO trashed_at_ms;
ALTER TABLE downloads RENAME COLUMN discards_file TO trashes_file;
UPDATE timeline SET kind = 'trashed' WHERE kind = 'discarded';
