-- An index outside gets the vectors that were written after it was last brought up to date.
-- A default that changes within a statement would have the whole table written anew, locked.
ALTER TABLE ops.search_vector ADD COLUMN written_at timestamptz(6) NOT NULL DEFAULT now();
ALTER TABLE ops.search_vector ALTER COLUMN written_at SET DEFAULT clock_timestamp();
