-- What an outage keeps from being written waits; what fails by itself is set apart from the rest.
ALTER TABLE ops.intake ADD COLUMN crowd integer;
ALTER TABLE ops.intake ADD COLUMN due_at timestamptz(6) NOT NULL DEFAULT clock_timestamp();
-- A request that comes again is answered as the first time, though its filter finds other lines by now.
ALTER TABLE ops.intake ADD COLUMN remaining integer NOT NULL DEFAULT 0;
