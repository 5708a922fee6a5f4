import { dimensionOf, granularityOf, measureOf } from '../domain/metrics/catalogue.js';
import { type Measure } from '../domain/metrics/declaration.js';
import { DATE } from '../domain/metrics/dimensions.js';
import { change } from '../domain/numbers.js';
import { type ResultColumn, type Value } from '../domain/query.js';
import { type SettledQuery } from '../data-access/compile.js';

/** The columns of an answer, in the order of the statement's; behind a measure and what it is compared with, which the statement has not, the change. */
export function columnsOf({ dimensions, measures, granularity, compared }: SettledQuery): ResultColumn[] {
  const ofDimensions = dimensions.map((name): ResultColumn => {
    const { label, type } =
      name === DATE
        ? { label: granularityOf(granularity ?? 'day').label, type: 'text' as const }
        : dimensionOf(name);
    return { name, kind: 'dimension', of: name, label, type, unit: null, format: null };
  });
  const ofMeasures = measures.flatMap((name): ResultColumn[] => {
    const measure = measureOf(name);
    const column = {
      of: name,
      type: measure.format === 'integer' ? ('integer' as const) : ('number' as const),
      unit: measure.unit,
      format: measure.format,
    };
    const now: ResultColumn = { name, kind: 'measure', label: measure.label, ...column };
    if (!compared) return [now];
    return [
      now,
      { ...column, name: `${name}_compared`, kind: 'compared', label: `${measure.label}, compared period` },
      {
        name: `${name}_change`,
        kind: 'change',
        of: name,
        label: `${measure.label}, change`,
        type: 'number',
        unit: 'share',
        format: 'percent',
      },
    ];
  });
  return [...ofDimensions, ...ofMeasures];
}

/** Numbers of the engine come as text where they may be larger than 53 bits or are decimals. */
export function rowOf(columns: readonly ResultColumn[], row: Record<string, Value>): Record<string, Value> {
  const shown: Record<string, Value> = {};
  for (const { name, type, kind, of } of columns) {
    // `columnsOf` has the two before it.
    const value = kind === 'change' ? changeOf(shown[of], shown[`${of}_compared`]) : (row[name] ?? null);
    const isNumber = type === 'integer' || type === 'number';
    shown[name] = value !== null && isNumber ? Number(value) : value;
  }
  return shown;
}

function changeOf(now: Value | undefined, then: Value | undefined): number | null {
  return typeof now === 'number' && typeof then === 'number' ? change(now, then) : null;
}

/** What a measure is, for people and programs. */
export function describeMeasure(measure: Measure) {
  const { name, label, description, unit, format, additivity, nullable = false } = measure;
  return {
    ...{ name, label, description, unit, format, additivity, nullable },
    formula: measure.kind === 'derived' ? measure.formula : aggregateText(measure),
    parts: measure.kind === 'derived' ? [...measure.from] : [],
  };
}

function aggregateText({ aggregate, of, where }: Extract<Measure, { kind: 'base' }>): string {
  const what = {
    lines: 'count(*)',
    sum: `sum(${of ?? ''})`,
    distinct: `count(distinct ${of ?? ''})`,
    invoices: 'count(distinct f.invoice_key)',
  }[aggregate];
  return where === undefined ? what : `${what} where ${where}`;
}
