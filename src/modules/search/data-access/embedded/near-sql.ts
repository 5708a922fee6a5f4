import { type NearRequest } from '../../domain/search-index.js';
import { numbersOf } from '../vector-store.js';
import { filterSql, Values } from './filter-sql.js';
import { type Statement } from './search-sql.js';

/** The nearest products by the inner product of pgvector, which of vectors of length 1 is the cosine. */
export function nearSql({ model, vector, filter, least, limit }: NearRequest): Statement {
  const values = new Values();
  const query = values.add(`[${numbersOf(vector)}]`);
  const conditions = [`v.model = ${values.add(model)}`, 'cardinality(v.embedding) > 0'];
  if (filter) conditions.push(filterSql(filter, values));
  // Computed once a row: an order by the expression itself would do it again.
  const text = `WITH near AS MATERIALIZED (
    SELECT d.id, d.title, d.popularity, -(v.embedding::vector <#> ${query}::vector) AS similarity
    FROM ops.search_vector v JOIN ops.search_document d ON d.kind = 'product' AND d.id = v.id WHERE ${conditions.join(' AND ')}
  )
  SELECT id, title, similarity FROM near WHERE similarity >= ${values.add(least)}::float8
  ORDER BY similarity DESC, popularity DESC, id LIMIT ${values.add(limit)}::int`;
  return { text, values: values.list };
}
