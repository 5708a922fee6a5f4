-- What can be searched. Derived: all of it is made anew from gold.
CREATE TABLE ops.search_document (
  kind text NOT NULL,
  id text NOT NULL,
  title text NOT NULL,
  terms tsvector NOT NULL,
  words text NOT NULL,
  category text,
  subcategory text,
  brand text,
  product_family text,
  country text[] NOT NULL DEFAULT ARRAY[]::text[],
  customer_segment text,
  customer_id text,
  price double precision,
  total double precision,
  orders integer,
  units bigint,
  first_date date,
  last_date date,
  is_cancelled boolean,
  popularity double precision NOT NULL,
  digest text NOT NULL,
  changed_version integer NOT NULL,
  CONSTRAINT search_document_pkey PRIMARY KEY (kind, id)
);
CREATE INDEX search_document_terms_idx ON ops.search_document USING gin (terms);
CREATE INDEX search_document_changed_version_idx ON ops.search_document (changed_version, kind, id);

CREATE TABLE ops.search_word (
  word text NOT NULL,
  documents integer NOT NULL,
  CONSTRAINT search_word_pkey PRIMARY KEY (word)
);

CREATE TABLE ops.search_index (
  backend text NOT NULL,
  version integer NOT NULL,
  lake_id text NOT NULL,
  shape text NOT NULL,
  documents jsonb NOT NULL,
  indexed_at timestamptz(6) NOT NULL,
  duration_ms integer NOT NULL,
  CONSTRAINT search_index_pkey PRIMARY KEY (backend),
  CONSTRAINT search_index_backend CHECK (backend IN ('embedded', 'typesense'))
);

COMMENT ON TABLE ops.search_document IS 'Products, customers and invoices as search finds them. Grain: one row a document.';
COMMENT ON TABLE ops.search_word IS 'Words of products and customers, for beginnings and misspellings. Grain: one row a word.';
COMMENT ON TABLE ops.search_index IS 'Which version of gold each index shows. Grain: one row an index.';
