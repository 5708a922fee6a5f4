-- What an outage keeps from being written waits; what fails by itself is set apart from the rest.
ALTER TABLE ops.intake ADD COLUMN crowd integer;
ALTER TABLE ops.intake ADD COLUMN due_at timestamptz(6) NOT NULL DEFAULT clock_timestamp();
