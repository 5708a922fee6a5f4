-- An index outside gets the vectors that were written after it was last brought up to date.
ALTER TABLE ops.search_vector ADD COLUMN written_at timestamptz(6) NOT NULL DEFAULT clock_timestamp();
