import { type Column, type ColumnType, identifier } from '../../../platform/engine/engine.js';
import { type TableState } from '../../../platform/lake/index.js';
import { type ColumnProfile, QUANTILES, type TableProfile } from '../domain/profile.js';
import { type Ask, type LakeTables } from './lake-tables.js';

/** Up to so many rows every number is exact; beyond it distinct values and quantiles are estimated. */
const EXACT_ROWS = 2_000_000;
const TOP_VALUES = 10;
/** A text as long as a book is of no use in an answer. */
const MOST_CHARACTERS = 200;

export class ProfileRepository {
  constructor(private readonly tables: LakeTables) {}

  async profile(table: TableState, exactRows = EXACT_ROWS): Promise<TableProfile> {
    const { name, layer, columns } = table.spec;
    return this.tables.read(table, async (ask) => {
      const source = identifier(name);
      const [counted] = await ask<{ rows: string }>(`SELECT count(*) AS rows FROM ${source}`);
      const rows = Number(counted?.rows ?? 0);
      const isExact = rows <= exactRows;
      const profiles: ColumnProfile[] = [];
      // One after the other: a set of distinct values is in memory for one column at a time.
      for (const column of columns) profiles.push(await profileOf(ask, source, column, rows, isExact));
      return { table: name, layer, rows, columns: profiles };
    });
  }
}

interface Measured {
  nulls: string;
  distinct_values: string;
  lowest: string | null;
  highest: string | null;
  quantiles?: (number | null)[] | null;
}

async function profileOf(
  ask: Ask,
  source: string,
  { name, type }: Column,
  rows: number,
  isExact: boolean,
): Promise<ColumnProfile> {
  const column = identifier(name);
  // A list is looked at as the text of its members.
  const value = type === 'array<string>' ? `array_to_string(${column}, ', ')` : column;
  const points = `[${Object.values(QUANTILES).join(', ')}]`;
  const number = `CAST(${column} AS DOUBLE)`;
  const quantiles = isExact ? `quantile_cont(${number}, ${points})` : `approx_quantile(${number}, ${points})`;
  const [measured] = await ask<Measured>(
    `SELECT count(*) - count(${value}) AS nulls,
       ${isExact ? `count(DISTINCT ${value})` : `approx_count_distinct(${value})`} AS distinct_values,
       ${shown(`min(${value})`, type)} AS lowest, ${shown(`max(${value})`, type)} AS highest
       ${isNumber(type) ? `, ${quantiles} AS quantiles` : ''}
     FROM ${source}`,
  );
  const nulls = Number(measured?.nulls ?? 0);
  const distinct = Math.min(Number(measured?.distinct_values ?? 0), rows - nulls);
  // Where each value is there once, none is more frequent than another.
  const isKey = isExact && distinct === rows - nulls;
  const top = isKey
    ? []
    : await ask<{ value: string; rows: string }>(
        `SELECT ${shown(value, type)} AS value, count(*) AS rows FROM ${source} WHERE ${value} IS NOT NULL
         GROUP BY ${value} ORDER BY count(*) DESC, ${value} LIMIT ${TOP_VALUES}`,
      );
  const found = measured?.quantiles ?? null;
  return {
    name,
    type,
    nulls,
    distinct,
    isExact,
    lowest: measured?.lowest ?? null,
    highest: measured?.highest ?? null,
    quantiles:
      found === null || found.some((point) => point === null)
        ? null
        : (Object.fromEntries(
            Object.keys(QUANTILES).map((point, i) => [point, Number(found[i])]),
          ) as ColumnProfile['quantiles']),
    top: top.map((row) => ({ value: row.value, rows: Number(row.rows) })),
  };
}

function isNumber(type: ColumnType): boolean {
  return type === 'integer' || type === 'long' || type === 'double' || type.startsWith('decimal(');
}

/** A value as text: times as ISO 8601, long texts cut. */
function shown(value: string, type: ColumnType): string {
  if (type === 'timestamp') return `strftime(${value} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ')`;
  return `left(CAST(${value} AS VARCHAR), ${MOST_CHARACTERS})`;
}
