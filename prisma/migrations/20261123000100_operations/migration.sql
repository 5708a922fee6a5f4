-- What the program keeps for itself: runs, jobs, leases, and the files that a sensor has claimed.
CREATE SCHEMA ops;

CREATE TABLE ops.publication (
  id bigint GENERATED ALWAYS AS IDENTITY,
  version integer NOT NULL,
  from_version integer,
  method text NOT NULL,
  rows_written bigint NOT NULL,
  rows_deleted bigint NOT NULL,
  duration_ms integer NOT NULL,
  published_at timestamptz(6) NOT NULL,
  CONSTRAINT publication_pkey PRIMARY KEY (id),
  CONSTRAINT publication_method CHECK (method IN ('load', 'change'))
);

CREATE TABLE ops.etl_run (
  id text NOT NULL,
  kind text NOT NULL,
  status text NOT NULL,
  request jsonb NOT NULL,
  source text,
  owner text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  started_at timestamptz(6),
  finished_at timestamptz(6),
  gold_version integer,
  report jsonb,
  error jsonb,
  CONSTRAINT etl_run_pkey PRIMARY KEY (id),
  CONSTRAINT etl_run_kind CHECK (kind IN ('run', 'approve', 'reject', 'rebuild')),
  CONSTRAINT etl_run_status CHECK (status IN ('queued', 'running', 'published', 'blocked', 'rejected', 'no_new_data', 'failed'))
);
CREATE INDEX etl_run_created_at_idx ON ops.etl_run (created_at DESC, id);
CREATE INDEX etl_run_status_idx ON ops.etl_run (status, created_at);

CREATE TABLE ops.etl_run_stage (
  run_id text NOT NULL,
  stage text NOT NULL,
  status text NOT NULL,
  started_at timestamptz(6) NOT NULL,
  finished_at timestamptz(6),
  done integer NOT NULL DEFAULT 0,
  total integer NOT NULL DEFAULT 0,
  counts jsonb,
  error text,
  CONSTRAINT etl_run_stage_pkey PRIMARY KEY (run_id, stage),
  CONSTRAINT etl_run_stage_run_id_fkey FOREIGN KEY (run_id) REFERENCES ops.etl_run (id) ON DELETE CASCADE,
  CONSTRAINT etl_run_stage_stage CHECK (stage IN ('bronze', 'silver', 'gate', 'gold', 'publish')),
  CONSTRAINT etl_run_stage_status CHECK (status IN ('running', 'done', 'failed'))
);

CREATE TABLE ops.lease (
  name text NOT NULL,
  holder text NOT NULL,
  token bigint NOT NULL,
  expires_at timestamptz(6) NOT NULL,
  CONSTRAINT lease_pkey PRIMARY KEY (name)
);

CREATE TABLE ops.job (
  queue text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  data jsonb NOT NULL,
  status text NOT NULL DEFAULT 'waiting',
  attempts_made integer NOT NULL DEFAULT 0,
  max_attempts integer NOT NULL DEFAULT 1,
  backoff_ms integer NOT NULL DEFAULT 0,
  stalls integer NOT NULL DEFAULT 0,
  due_at timestamptz(6) NOT NULL DEFAULT now(),
  locked_by text,
  locked_until timestamptz(6),
  progress jsonb,
  result jsonb,
  error text,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  finished_at timestamptz(6),
  CONSTRAINT job_pkey PRIMARY KEY (queue, id),
  CONSTRAINT job_status CHECK (status IN ('waiting', 'active', 'completed', 'failed'))
);
CREATE INDEX job_due_idx ON ops.job (queue, status, due_at);

CREATE TABLE ops.source_file (
  source text NOT NULL,
  path text NOT NULL,
  bytes bigint NOT NULL,
  modified_ms bigint NOT NULL,
  status text NOT NULL,
  run_id text,
  seen_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT source_file_pkey PRIMARY KEY (source, path, bytes, modified_ms),
  CONSTRAINT source_file_status CHECK (status IN ('claimed', 'done', 'refused'))
);

COMMENT ON SCHEMA ops IS 'What Tillhouse keeps for itself.';
COMMENT ON TABLE ops.publication IS 'Every publication of gold to the star schema. Grain: one row a publication.';
COMMENT ON TABLE ops.etl_run IS 'Runs, those that wait and those that are done. Grain: one row a run.';
COMMENT ON TABLE ops.etl_run_stage IS 'How far a run has come. Grain: one row a run and stage.';
COMMENT ON TABLE ops.lease IS 'Who of several processes may do a thing now. Grain: one row a thing.';
COMMENT ON TABLE ops.job IS 'The embedded queue; empty where Redis is configured. Grain: one row a job.';
COMMENT ON TABLE ops.source_file IS 'Files that a sensor has picked up. Grain: one row a state of a file.';
