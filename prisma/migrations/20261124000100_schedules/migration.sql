-- Runs that can be cancelled and asked for twice without being done twice; schedules that people keep through the API.
ALTER TABLE ops.etl_run DROP CONSTRAINT etl_run_status;
ALTER TABLE ops.etl_run ADD CONSTRAINT etl_run_status CHECK (status IN ('queued', 'running', 'published', 'blocked', 'rejected', 'no_new_data', 'failed', 'cancelled'));
ALTER TABLE ops.etl_run ADD COLUMN cancel_requested_at timestamptz(6);
ALTER TABLE ops.etl_run ADD COLUMN committing_at timestamptz(6);
ALTER TABLE ops.etl_run ADD COLUMN idempotency_key text;
ALTER TABLE ops.etl_run ADD COLUMN request_hash text;
CREATE UNIQUE INDEX etl_run_idempotency_key_idx ON ops.etl_run (idempotency_key);

CREATE TABLE ops.schedule (
  name text NOT NULL,
  cron text NOT NULL,
  time_zone text NOT NULL,
  source text,
  paths jsonb,
  enabled boolean NOT NULL DEFAULT true,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  updated_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT schedule_pkey PRIMARY KEY (name),
  CONSTRAINT schedule_target CHECK ((source IS NULL) <> (paths IS NULL))
);
COMMENT ON TABLE ops.schedule IS 'When which source or paths are brought in, as set through the API. Grain: one row a schedule.';
