import { type EngineValue, identifier } from '../../../platform/engine/engine.js';
import { type SaleGrain } from '../../warehouse/index.js';
import { dimensionOf, granularityOf, measureOf, withParts } from '../domain/metrics/catalogue.js';
import {
  type BaseMeasure,
  type CalendarSettings,
  finest,
  type Grain,
  type Measure,
  type Need,
} from '../domain/metrics/declaration.js';
import { DATE } from '../domain/metrics/dimensions.js';
import { type Period } from '../domain/period.js';
import { type Filter, type Order } from '../domain/query.js';
import { calendarRelations, type ComparedDays } from './calendar.js';
import { conditionOf, filtered } from './filters.js';
import { invoicesOf, sourcesOf, Values } from './sources.js';

/** Ends the names of base measures of the days compared with. */
const THEN = ' then';

/** A question whose names are known and whose days are settled. */
export interface SettledQuery {
  measures: readonly string[];
  dimensions: readonly string[];
  filters: readonly Filter[];
  period: Period;
  /** The facts have no days outside the period. */
  isWhole: boolean;
  granularity?: string;
  compared?: ComparedDays;
  order: readonly Order[];
  limit: number;
  fillGaps: boolean;
  asOf?: string;
}

export interface Statement {
  sql: string;
  values: readonly EngineValue[];
  tables: readonly string[];
  copyable: boolean;
}

/** What is read: the facts as a relation with its joins and conditions. */
export interface Reading {
  relations: string[];
  /** `FROM … JOIN … WHERE …`, with f and the aliases of the needs. */
  from: string;
  tables: string[];
}

/** Where rows of a grain are. */
const SOURCES: Record<Grain, SaleGrain | 'mart_sales_daily'> = {
  day: 'mart_sales_daily',
  invoice: 'sale_by_invoice',
  category: 'sale_by_category',
  line: 'sale_by_line',
};

/** Facts (or, where that is exactly equal, sums of them) that a question is of. */
export function readingOf(
  query: Pick<SettledQuery, 'filters' | 'period' | 'isWhole' | 'granularity' | 'compared' | 'asOf'>,
  needs: ReadonlySet<Need>,
  calendar: CalendarSettings,
  values: Values,
  { source = 'fact_sale', also = '' } = {},
): Reading {
  const { period, compared } = query;
  const sources = sourcesOf(needs, query.asOf, values);
  const relations = [...sources.relations];
  const joins = [...sources.joins];
  const tables = [source, ...sources.tables];
  const conditions: string[] = [];
  if (needs.has('calendar')) {
    const granularity = query.granularity === undefined ? undefined : granularityOf(query.granularity);
    const withHolidays = needs.has('holiday');
    const columns = {
      bucket: granularity?.sql(calendar) ?? 'NULL',
      isRetail: granularity?.isRetail === true,
      withHolidays,
    };
    relations.unshift(...calendarRelations(period, compared, columns, values));
    joins.unshift('JOIN calendar AS d ON d.source_key = f.date_key');
    if (withHolidays) tables.push('dim_date');
  }
  // Files and groups of rows outside are not opened.
  if (!query.isWhole || compared)
    conditions.push(within([period, ...(compared ? [readDays(compared)] : [])], values));
  conditions.push(...query.filters.map((filter) => conditionOf(filter, values)));
  if (also !== '') conditions.push(`(${also})`);
  const where = conditions.length === 0 ? '' : `\n  WHERE ${conditions.join('\n    AND ')}`;
  return {
    relations,
    tables,
    from: `FROM ${source} AS f ${joins.map((join) => `\n  ${join}`).join('')}${where}`,
  };
}

/** One statement with its values: spine of the rows, the measures now and then, derived ones, order and limit. Changes are of its rows. */
export function compile(query: SettledQuery, calendar: CalendarSettings): Statement {
  const values = new Values();
  const bases = withParts(query.measures).filter((one): one is BaseMeasure => one.kind === 'base');
  const needs = needsOf(query, bases);
  const grain = grainOf(query, bases);
  const reading = readingOf(query, needs, calendar, values, { source: SOURCES[grain] });
  const names = query.dimensions.map((name) => identifier(name));
  const dimensions = query.dimensions.map((name, at) => `${sqlOf(name)} AS ${names[at] ?? ''}`);
  const aggregates = bases.map((one) => `${aggregateOf(one, grain, query)} AS ${identifier(one.name)}`);
  const side = query.compared ? ['d.side AS side'] : [];
  const grouped = `grouped AS (
  SELECT ${[...side, ...dimensions, ...aggregates].join(',\n    ')}
  ${reading.from}${side.length + dimensions.length > 0 ? '\n  GROUP BY ALL' : ''})`;
  const relations = [...reading.relations, grouped];
  const copyable = !query.filters.some(({ dimension }) => dimension !== DATE && dimensionOf(dimension).isKey);
  const order = orderOf(query);
  const limit = `LIMIT ${query.limit + 1}`;

  const said = { values: values.list, tables: reading.tables, copyable };
  const now = query.measures.map((name) => `${sqlOfMeasure(measureOf(name))} AS ${identifier(name)}`);

  // Without gaps to fill and nothing to compare with, the groups are the rows.
  if (!query.compared && !(query.fillGaps && query.dimensions.includes(DATE)))
    return { ...said, sql: statement(relations, [...names, ...now], 'FROM grouped', order, limit) };

  const { compared } = query;
  const ofSide = (name: string) =>
    compared ? `(SELECT * EXCLUDE (side) FROM grouped WHERE side = '${name}')` : 'grouped';
  const join = (side: string, alias: string) =>
    `LEFT JOIN ${ofSide(side)} AS ${alias} ON ${names.map((name) => `${alias}.${name} IS NOT DISTINCT FROM s.${name}`).join(' AND ') || 'true'}`;
  const figures = (alias: string, suffix: string) =>
    bases.map((one) => {
      const column = `${alias}.${identifier(one.name)}`;
      // Where a row has no group, nothing has happened.
      return `${one.nullable ? column : `coalesce(${column}, 0)`} AS ${identifier(one.name + suffix)}`;
    });
  const columns = [
    ...names.map((name) => `s.${name}`),
    ...figures('g', ''),
    ...(compared ? figures('t', THEN) : []),
  ];
  relations.push(
    `spine AS (${spineOf(query, names, values)})`,
    `figures AS (SELECT ${columns.join(', ')}
  FROM spine AS s\n  ${[join('now', 'g'), ...(compared ? [join('then', 't')] : [])].join('\n  ')})`,
  );
  const then = query.measures.map(
    (name) => `${sqlOfMeasure(measureOf(name), THEN)} AS ${identifier(`${name}_compared`)}`,
  );
  const shown = [...names, ...now, ...(compared ? then : [])];
  return { ...said, sql: statement(relations, shown, 'FROM figures', order, limit) };
}

function statement(
  relations: string[],
  columns: string[],
  from: string,
  order: string,
  limit: string,
): string {
  return `WITH ${relations.join(',\n')}\nSELECT ${columns.join(',\n  ')}\n${from}\n${order}\n${limit}`.replace(
    /\n+/g,
    '\n',
  );
}

function needsOf(query: SettledQuery, bases: readonly BaseMeasure[]): Set<Need> {
  const needs = new Set<Need>([
    ...bases.flatMap((one) => one.needs),
    ...query.dimensions.flatMap((name) =>
      name === DATE ? (['calendar'] as const) : dimensionOf(name).needs,
    ),
    ...query.filters.flatMap(({ dimension }) => filtered(dimension).needs),
  ]);
  if (query.compared) needs.add('calendar');
  return needs;
}

function grainOf({ dimensions, filters, asOf }: SettledQuery, bases: readonly BaseMeasure[]): Grain {
  const asked = [...dimensions, ...filters.map(({ dimension }) => dimension)].map(filtered);
  // Products of one category need not have one as of another day.
  if (asOf !== undefined && asked.some(({ needs }) => needs.includes('product'))) return 'line';
  return finest([...bases, ...asked].map(({ grain }) => grain));
}

function sqlOf(dimension: string): string {
  return dimension === DATE ? 'd.bucket' : dimensionOf(dimension).sql;
}

function aggregateOf(
  { aggregate, of = '', where, daily, format, nullable }: BaseMeasure,
  grain: Grain,
  { dimensions }: SettledQuery,
): string {
  const type = format === 'money' ? 'DECIMAL(38, 4)' : 'BIGINT';
  const only = where === undefined ? '' : ` FILTER (WHERE ${where})`;
  if (grain === 'day') return `CAST(coalesce(sum(${daily ?? ''}), 0) AS ${type})`;
  if (aggregate === 'invoices') return invoicesOf(where ?? 'true', { isAlone: isAlone(grain, dimensions) });
  if (aggregate === 'distinct') return `count(DISTINCT ${of})${only}`;
  const sum = `sum(${aggregate === 'lines' ? 'f.lines' : of})${only}`;
  return `CAST(${nullable ? sum : `coalesce(${sum}, 0)`} AS ${type})`;
}

/** Whether rows that are `alone` have an invoice which no other row of their group has. */
function isAlone(grain: Grain, dimensions: readonly string[]): boolean {
  return grain === 'invoice' || dimensions.includes(grain === 'line' ? 'product' : grain);
}

/** A measure of a row that has the base measures as columns. */
function sqlOfMeasure(measure: Measure, suffix = ''): string {
  return measure.kind === 'derived'
    ? measure.sql(...measure.from.map((name) => sqlOfMeasure(measureOf(name), suffix)))
    : identifier(measure.name + suffix);
}

/** The rows that there are: groups of either side, or every period of the date with each of the other dimensions' values. */
function spineOf(
  { dimensions, fillGaps, filters }: SettledQuery,
  names: readonly string[],
  values: Values,
): string {
  if (names.length === 0) return 'SELECT 1 AS one';
  if (!fillGaps || !dimensions.includes(DATE)) return `SELECT DISTINCT ${names.join(', ')} FROM grouped`;
  const asked = filters.filter(({ dimension }) => dimension === DATE);
  const conditions = ["d.side = 'now'", ...asked.map((filter) => conditionOf(filter, values))].join(' AND ');
  const buckets = `(SELECT DISTINCT d.bucket AS ${identifier(DATE)} FROM calendar AS d WHERE ${conditions})`;
  const others = names.filter((name) => name !== identifier(DATE));
  if (others.length === 0) return `SELECT * FROM ${buckets}`;
  return `SELECT * FROM ${buckets} CROSS JOIN (SELECT DISTINCT ${others.join(', ')} FROM grouped)`;
}

/** What is equal in the order asked for follows by all dimensions, so that an answer is always the same one. */
function orderOf({ order, dimensions }: SettledQuery): string {
  const parts = order.map(({ by, direction }) => `${identifier(by)} ${direction.toUpperCase()} NULLS LAST`);
  const rest = dimensions.filter((name) => !order.some(({ by }) => by === name));
  parts.push(...rest.map((name) => `${identifier(name)} ASC NULLS LAST`));
  return parts.length === 0 ? '' : `ORDER BY ${parts.join(', ')}`;
}

function within(periods: readonly Period[], values: Values): string {
  const parts = periods.map(({ from, to }) => {
    const [month, lastMonth] = [values.add(from.slice(0, 7)), values.add(to.slice(0, 7))];
    const [day, lastDay] = [values.add(keyOf(from)), values.add(keyOf(to))];
    return `(f.invoice_month BETWEEN ${month} AND ${lastMonth} AND f.date_key BETWEEN CAST(${day} AS INTEGER) AND CAST(${lastDay} AS INTEGER))`;
  });
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' OR ')})`;
}

function keyOf(day: string): string {
  return day.replaceAll('-', '');
}

/** First and last day that is read for a comparison. */
function readDays({ from, to, pairs }: ComparedDays): Period {
  if (!pairs) return { from, to };
  const days = [...pairs.values()].sort();
  return { from: days[0] ?? from, to: days.at(-1) ?? to };
}
