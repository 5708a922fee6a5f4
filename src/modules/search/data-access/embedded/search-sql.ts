import { type FieldName, fieldOf, isRanged, rangesOf } from '../../domain/fields.js';
import { type Query, type Term } from '../../domain/query.js';
import { type IndexRequest } from '../../domain/search-index.js';
import { type Sort } from '../../domain/sort.js';
import { tsquery } from '../terms.js';
import { filterSql, Values } from './filter-sql.js';

export interface Statement {
  text: string;
  values: unknown[];
}

/** What a word is worth that stands in what a document is filed under, beside one of its title. */
const FILED = 0.5;
/** Shares of the relevance: the words themselves, how much of the title they are, and how much it is sold. */
const SHARES = { words: 0.8, title: 0.12, popularity: 0.08 } as const;

/** How documents are chosen: by all words, by some, or by a part of the code. */
export type Choice = 'all' | 'some' | 'code';
/** Share of the weight that a document must have where none has all words. */
export const SOME = 0.45;

/**
 * Hits, their number by kind, and facets, in one statement:
 * `hits` (array of {kind, id, relevance}), `kinds` ({kind: n}), `facets` ({field: [[value, n]]}).
 */
export function searchSql(request: IndexRequest, choice: Choice): Statement {
  const { query, kinds, filter, sort, facets, facetValues, limit, offset } = request;
  const values = new Values();
  const conditions = [`d.kind = ANY(${values.add(kinds)}::text[])`];
  if (filter) conditions.push(filterSql(filter, values));
  const terms = query.terms;
  if (choice === 'code') conditions.push(codeSql(terms, values));
  else if (terms.length > 0) conditions.push(`d.terms @@ ${values.add(wanted(terms, choice))}::tsquery`);
  const words = choice === 'code' || terms.length === 0 ? '1::float8' : wordsSql(query, values);
  const columns = [
    'd.kind',
    'd.id',
    'd.popularity',
    ...facets.map((field) => `d.${field}`),
    ...sort.flatMap(sortColumn),
  ];
  const length = terms.reduce((sum, term) => sum + term.words.length, 0);
  const relevance =
    terms.length === 0
      ? `h.popularity`
      : `h.words * ${SHARES.words} + least(1, ${length}::float8 / greatest(1, h.length)) * ${SHARES.title} + h.popularity * ${SHARES.popularity}`;
  const threshold = choice === 'some' ? `WHERE words >= ${SOME}` : '';
  const text = `WITH scored AS MATERIALIZED (
    SELECT ${[...new Set(columns)].join(', ')}, ${words} AS words, 1 + length(d.title) - length(replace(d.title, ' ', '')) AS length
    FROM ops.search_document d WHERE ${conditions.join(' AND ')}
  ), hits AS MATERIALIZED (SELECT * FROM scored ${threshold}),
  page AS (
    SELECT h.kind, h.id, ${relevance} AS relevance, row_number() OVER (ORDER BY ${orderSql(sort, relevance)}) AS place
    FROM hits h ORDER BY place LIMIT ${values.add(limit)}::int OFFSET ${values.add(offset)}::int
  )
  SELECT (SELECT coalesce(json_agg(json_build_object('kind', kind, 'id', id, 'relevance', relevance) ORDER BY place), '[]') FROM page) AS hits,
    (SELECT coalesce(json_object_agg(kind, n), '{}') FROM (SELECT kind, count(*) AS n FROM hits GROUP BY kind) k) AS kinds
    ${facets.map((field) => `, ${facetSql(field, facetValues, values)} AS "${field}"`).join('')}`;
  return { text, values: values.list };
}

function wanted(terms: readonly Term[], choice: 'all' | 'some'): string {
  const needed = terms.filter(({ optional }) => !optional);
  return needed
    .map(({ alternatives }) => `(${alternatives.map((alternative) => tsquery(alternative, '')).join('|')})`)
    .join(choice === 'all' ? '&' : '|');
}

/** The share of the query's weight that a document has, each word at the worth of its best alternative. */
function wordsSql({ terms }: Query, values: Values): string {
  const all = terms.reduce((sum, { weight }) => sum + weight, 0);
  const parts = terms.map(({ weight, alternatives }) => {
    const tiers = new Map<number, string[]>();
    const add = (worth: number, text: string) => tiers.set(worth, [...(tiers.get(worth) ?? []), text]);
    for (const alternative of alternatives) {
      add(alternative.worth, tsquery(alternative, 'A'));
      add(FILED * alternative.worth, tsquery(alternative, ''));
    }
    const cases = [...tiers]
      .sort(([a], [b]) => b - a)
      .map(([worth, texts]) => `WHEN d.terms @@ ${values.add(texts.join('|'))}::tsquery THEN ${worth}`);
    return `${weight / all} * (CASE ${cases.join(' ')} ELSE 0 END)`;
  });
  return `(${parts.join(' + ')})::float8`;
}

/** Codes that hold one of the words that have digits. */
function codeSql(terms: readonly Term[], values: Values): string {
  const words = codeWords(terms);
  return `EXISTS (SELECT 1 FROM unnest(${values.add(words)}::text[]) AS w WHERE position(w IN lower(d.id)) > 0)`;
}

export function codeWords(terms: readonly Term[]): string[] {
  return terms.flatMap(({ words }) => words.filter((word) => word.length >= 3 && /\p{N}/u.test(word)));
}

function sortColumn({ by }: Sort): string[] {
  return by === '_text_match' ? [] : [`d.${by}`];
}

function orderSql(sort: readonly Sort[], relevance: string): string {
  const by = sort.map(({ by: field, descending }) => {
    const direction = descending ? 'DESC' : 'ASC';
    return field === '_text_match' ? `(${relevance}) ${direction}` : `h.${field} ${direction} NULLS LAST`;
  });
  return [...by, 'h.popularity DESC', 'h.kind', 'h.id'].join(', ');
}

function facetSql(field: FieldName, most: number, values: Values): string {
  if (isRanged(field)) {
    const counts = rangesOf(field).map(({ min, max }) => {
      const bounds = [
        `h.${field} IS NOT NULL`,
        ...(min === null ? [] : [`h.${field} >= ${min}`]),
        ...(max === null ? [] : [`h.${field} < ${max}`]),
      ];
      return `count(*) FILTER (WHERE ${bounds.join(' AND ')})`;
    });
    return `(SELECT json_build_array(${counts.join(', ')}) FROM hits h)`;
  }
  const { type } = fieldOf(field);
  const from = type === 'string[]' ? `hits h, unnest(h.${field}) AS v` : 'hits h';
  const value =
    type === 'string[]' ? 'v' : type === 'date' ? `to_char(h.${field}, 'YYYY-MM')` : `h.${field}::text`;
  return `(SELECT coalesce(json_agg(json_build_array(value, n) ORDER BY n DESC, value), '[]')
    FROM (SELECT ${value} AS value, count(*) AS n FROM ${from} GROUP BY 1 HAVING ${value} IS NOT NULL ORDER BY 2 DESC, 1 LIMIT ${values.add(most)}::int) f)`;
}
