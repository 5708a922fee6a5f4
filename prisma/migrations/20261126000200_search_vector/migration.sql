-- What products mean, as numbers. A plain array, so that no extension is needed to keep it: pgvector, where it is, reads it as a vector.
CREATE TABLE ops.search_vector (
  id text NOT NULL,
  model text NOT NULL,
  digest text NOT NULL,
  embedding real[] NOT NULL DEFAULT ARRAY[]::real[],
  CONSTRAINT search_vector_pkey PRIMARY KEY (id)
);

COMMENT ON TABLE ops.search_vector IS 'Embeddings of products, for search by meaning. Grain: one row a product.';
