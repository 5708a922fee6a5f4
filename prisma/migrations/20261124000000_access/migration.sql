-- Who may use the API, and what they did.
CREATE TABLE ops.app_user (
  id uuid NOT NULL,
  username text NOT NULL,
  full_name text,
  email text,
  password_hash text NOT NULL,
  roles text[] NOT NULL,
  is_active boolean NOT NULL DEFAULT true,
  epoch integer NOT NULL DEFAULT 1,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  updated_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT app_user_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX app_user_username_key ON ops.app_user (username);

CREATE TABLE ops.session (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  permissions text[] NOT NULL DEFAULT ARRAY[]::text[],
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  expires_at timestamptz(6) NOT NULL,
  revoked_at timestamptz(6),
  revoked_why text,
  CONSTRAINT session_pkey PRIMARY KEY (id),
  CONSTRAINT session_user_id_fkey FOREIGN KEY (user_id) REFERENCES ops.app_user (id) ON DELETE CASCADE
);
CREATE INDEX session_user_id_idx ON ops.session (user_id);
CREATE INDEX session_expires_at_idx ON ops.session (expires_at);

CREATE TABLE ops.refresh_token (
  hash text NOT NULL,
  session_id uuid NOT NULL,
  issued_at timestamptz(6) NOT NULL DEFAULT now(),
  used_at timestamptz(6),
  CONSTRAINT refresh_token_pkey PRIMARY KEY (hash),
  CONSTRAINT refresh_token_session_id_fkey FOREIGN KEY (session_id) REFERENCES ops.session (id) ON DELETE CASCADE
);
CREATE INDEX refresh_token_session_id_idx ON ops.refresh_token (session_id);

CREATE TABLE ops.api_key (
  id text NOT NULL,
  name text NOT NULL,
  secret_hash text NOT NULL,
  owner_id uuid NOT NULL,
  permissions text[] NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  expires_at timestamptz(6),
  revoked_at timestamptz(6),
  last_used_at timestamptz(6),
  CONSTRAINT api_key_pkey PRIMARY KEY (id),
  CONSTRAINT api_key_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES ops.app_user (id) ON DELETE CASCADE
);
CREATE INDEX api_key_owner_id_idx ON ops.api_key (owner_id, created_at DESC);

CREATE TABLE ops.login_failure (
  id bigint GENERATED ALWAYS AS IDENTITY,
  login text NOT NULL,
  failed_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT login_failure_pkey PRIMARY KEY (id)
);
CREATE INDEX login_failure_login_idx ON ops.login_failure (login, failed_at);

CREATE TABLE ops.signing_key (
  kid text NOT NULL,
  public_jwk jsonb NOT NULL,
  private_jwk text NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT signing_key_pkey PRIMARY KEY (kid)
);

CREATE TABLE ops.audit_entry (
  seq bigint NOT NULL,
  at timestamptz(3) NOT NULL,
  actor_kind text NOT NULL,
  actor_id text,
  actor_name text,
  address text NOT NULL,
  method text NOT NULL,
  route text NOT NULL,
  path text NOT NULL,
  status integer NOT NULL,
  correlation_id text NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL,
  CONSTRAINT audit_entry_pkey PRIMARY KEY (seq),
  CONSTRAINT audit_entry_actor_kind CHECK (actor_kind IN ('user', 'api_key', 'external', 'anonymous'))
);
CREATE INDEX audit_entry_at_idx ON ops.audit_entry (at DESC);
CREATE INDEX audit_entry_actor_id_idx ON ops.audit_entry (actor_id, seq DESC);

CREATE FUNCTION ops.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME;
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ops.audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION ops.refuse_change();

COMMENT ON TABLE ops.app_user IS 'People who may use the API. Grain: one row a user.';
COMMENT ON TABLE ops.session IS 'What a login began and its refresh tokens keep up. Grain: one row a login.';
COMMENT ON TABLE ops.refresh_token IS 'Refresh tokens, each good for one use. Grain: one row a token.';
COMMENT ON TABLE ops.api_key IS 'Credentials of programs. Grain: one row a key.';
COMMENT ON TABLE ops.login_failure IS 'Wrong passwords of the last while. Grain: one row a failure.';
COMMENT ON TABLE ops.signing_key IS 'Keys that sign access tokens, the newest in use. Grain: one row a key.';
COMMENT ON TABLE ops.audit_entry IS 'Every write and every denied request, chained by hash; append-only. Grain: one row a request.';
