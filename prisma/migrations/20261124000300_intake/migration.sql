-- What clients write is durable here before it is in bronze.
ALTER TABLE ops.etl_run DROP CONSTRAINT etl_run_kind;
ALTER TABLE ops.etl_run ADD CONSTRAINT etl_run_kind CHECK (kind IN ('run', 'write', 'approve', 'reject', 'rebuild', 'erase'));
-- One run waits for what is written; whatever comes until it begins goes with it.
CREATE UNIQUE INDEX etl_run_waiting_write_idx ON ops.etl_run (kind) WHERE kind = 'write' AND status = 'queued';

CREATE TABLE ops.intake (
  id text NOT NULL,
  position bigserial NOT NULL,
  operation text NOT NULL,
  caller text NOT NULL,
  all_or_nothing boolean NOT NULL,
  validate boolean NOT NULL,
  items jsonb,
  total integer NOT NULL,
  status text NOT NULL DEFAULT 'accepted',
  run_id text,
  attempts integer NOT NULL DEFAULT 0,
  outcome jsonb,
  error jsonb,
  gold_version integer,
  idempotency_key text,
  request_hash text,
  accepted_at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz(6),
  CONSTRAINT intake_pkey PRIMARY KEY (id),
  CONSTRAINT intake_status CHECK (status IN ('accepted', 'processing', 'done', 'failed'))
);
CREATE UNIQUE INDEX intake_idempotency_key_idx ON ops.intake (idempotency_key);
CREATE INDEX intake_waiting_idx ON ops.intake (status, position);
CREATE INDEX intake_run_id_idx ON ops.intake (run_id);
COMMENT ON TABLE ops.intake IS 'What clients wrote, until a run has brought it to bronze, and what became of it. Grain: one row a request.';
