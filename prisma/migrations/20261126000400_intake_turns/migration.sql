-- What an outage keeps from being written waits; what fails by itself is set apart from the rest.
ALTER TABLE ops.intake ADD COLUMN crowd integer;
-- A default that changes within a statement would have the whole table written anew, locked.
ALTER TABLE ops.intake ADD COLUMN due_at timestamptz(6) NOT NULL DEFAULT now();
ALTER TABLE ops.intake ALTER COLUMN due_at SET DEFAULT clock_timestamp();
-- A request that comes again is answered as the first time, though its filter finds other lines by now.
ALTER TABLE ops.intake ADD COLUMN remaining integer NOT NULL DEFAULT 0;
