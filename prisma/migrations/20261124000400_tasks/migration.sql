-- Work that takes longer than a request, and what came of it.
CREATE TABLE ops.task (
  id uuid NOT NULL,
  name text NOT NULL,
  parameters jsonb NOT NULL,
  owner text NOT NULL,
  status text NOT NULL DEFAULT 'pending',
  done integer NOT NULL DEFAULT 0,
  total integer NOT NULL DEFAULT 0,
  attempts integer NOT NULL DEFAULT 0,
  result jsonb,
  files jsonb,
  error jsonb,
  idempotency_key text,
  request_hash text,
  cancel_requested_at timestamptz(6),
  created_at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
  started_at timestamptz(6),
  finished_at timestamptz(6),
  CONSTRAINT task_pkey PRIMARY KEY (id),
  CONSTRAINT task_status CHECK (status IN ('pending', 'started', 'success', 'failure', 'revoked'))
);
CREATE UNIQUE INDEX task_idempotency_key_idx ON ops.task (idempotency_key);
CREATE INDEX task_owner_idx ON ops.task (owner, created_at DESC, id);
CREATE INDEX task_created_at_idx ON ops.task (created_at DESC, id);
COMMENT ON TABLE ops.task IS 'Work that takes longer than a request, and what came of it. Grain: one row a task.';
