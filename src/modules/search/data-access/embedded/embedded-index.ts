import { type Database } from '../../../../platform/database/index.js';
import { type DocumentKind } from '../../domain/document.js';
import { type FieldName, isRanged, rangesOf } from '../../domain/fields.js';
import {
  type FacetCount,
  type Hit,
  type IndexAnswer,
  type IndexRequest,
  type NearHit,
  type NearRequest,
  type SearchIndex,
} from '../../domain/search-index.js';
import { nearSql } from './near-sql.js';
import { type Choice, codeWords, searchSql, SOME } from './search-sql.js';

const STATEMENT_MS = 10_000;
/** Comparing 4,000 vectors takes some 10 ms. */
const NEAR_MS = 2_000;
/** There is no type vector: pgvector is not there. */
const UNDEFINED_OBJECT = '42704';
const ANY_VECTOR = 'SELECT 1 FROM ops.search_vector WHERE model = $1 LIMIT 1';

type Row = {
  hits: Hit[];
  kinds: Partial<Record<DocumentKind, number>>;
} & Partial<Record<FieldName, (readonly [string, number])[] | number[]>>;

/** The index in PostgreSQL: full text, and filters and facets in SQL. The same on the embedded one and on a server. */
export class EmbeddedIndex implements SearchIndex {
  readonly backend = 'embedded';

  constructor(private readonly database: Database) {}

  async search(request: IndexRequest): Promise<IndexAnswer> {
    return this.database.snapshot(
      'SELECT 1',
      STATEMENT_MS,
      async (_, sql) => {
        const { terms } = request.query;
        const choices: Choice[] = ['all'];
        if (terms.length > 1) choices.push('some');
        if (codeWords(terms).length > 0) choices.push('code');
        let answer: IndexAnswer | undefined;
        for (const choice of choices) {
          const { text, values } = searchSql(request, choice);
          const { rows } = await sql.query<Row>(text, values);
          answer = answerOf(request, rows[0], choice);
          if (answer.total > 0) return answer;
        }
        return answer ?? answerOf(request, undefined, 'all');
      },
      { prepared: false },
    );
  }

  /** Exactly, over all products that fit: an approximate index would lose some of them behind a filter. */
  async nearest(request: NearRequest): Promise<NearHit[] | undefined> {
    const { text, values } = nearSql(request);
    try {
      return await this.database.snapshot(
        'SELECT 1',
        NEAR_MS,
        async (_, sql) => {
          const { rows } = await sql.query<Omit<NearHit, 'kind'>>(text, values);
          // Nothing is near, or there is nothing to be near to.
          if (rows.length === 0 && (await sql.query(ANY_VECTOR, [request.model])).rows.length === 0)
            return undefined;
          return rows.map((row) => ({ kind: 'product' as const, ...row }));
        },
        { prepared: false },
      );
    } catch (error) {
      if ((error as { code?: string }).code === UNDEFINED_OBJECT) return undefined;
      throw error;
    }
  }
}

function answerOf(request: IndexRequest, row: Row | undefined, choice: Choice): IndexAnswer {
  const byKind = row?.kinds ?? {};
  const facets: IndexAnswer['facets'] = {};
  for (const field of request.facets) facets[field] = countsOf(field, row?.[field] ?? []);
  return {
    hits: row?.hits ?? [],
    total: Object.values(byKind).reduce((sum, count) => sum + count, 0),
    byKind,
    facets,
    threshold: choice === 'some' ? SOME : 1,
  };
}

function countsOf(field: FieldName, counts: readonly (readonly [string, number])[] | number[]): FacetCount[] {
  if (isRanged(field)) {
    return rangesOf(field)
      .map(({ label, min, max }, index) => ({ value: label, count: Number(counts[index] ?? 0), min, max }))
      .filter(({ count }) => count > 0);
  }
  return (counts as (readonly [string, number])[]).map(([value, count]) => ({ value, count }));
}
