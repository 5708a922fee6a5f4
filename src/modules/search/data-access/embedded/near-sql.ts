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
  const atLeast = values.add(least);
  const most = values.add(limit);
  const similarity = `-(v.embedding::vector <#> ${query}::vector)`;
  const nearest = (from: string) =>
    `SELECT id, similarity FROM ${from} WHERE similarity >= ${atLeast}::float8 ORDER BY similarity DESC, id LIMIT ${most}::int`;
  const documents = `ops.search_document d ON d.kind = 'product' AND d.id`;
  // Computed once a row: an order by the expression itself would do it again. What fits is joined where there is a filter, else the nearest alone.
  const text = `WITH every AS MATERIALIZED (
    SELECT v.id, ${similarity} AS similarity FROM ops.search_vector v ${filter ? `JOIN ${documents} = v.id` : ''} WHERE ${conditions.join(' AND ')}
  ), near AS MATERIALIZED (${nearest('every')})
  SELECT n.id, d.title, n.similarity FROM near n JOIN ${documents} = n.id ORDER BY n.similarity DESC, n.id`;
  return { text, values: values.list };
}
