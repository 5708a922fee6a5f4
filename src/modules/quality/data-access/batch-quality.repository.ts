import { type EngineSession, literal } from '../../../platform/engine/engine.js';
import { bitsOf, RULES } from '../domain/rules.js';
import { type QualityCounts } from '../domain/score.js';

/** Warnings of a batch: lines that are kept, and counted. */
export interface Warnings {
  missing_customer: number;
  missing_description: number;
  unknown_country: number;
  unknown_stock_code_shape: number;
  /** Invoices of the batch with more than one customer or country. */
  invoices_with_several_customers_or_countries: number;
  /** Lines whose amount lies more than six standard deviations from its product's mean in the batch (30 lines at least). */
  amount_outlier: number;
}

export interface BatchQuality extends QualityCounts {
  quarantined: number;
  silver: number;
  duplicates: number;
  /** Rows whose place a later operation has taken. */
  superseded: number;
  /** Rows that are deletions in force. */
  operations: number;
  /** Copies of lines that earlier batches brought. */
  duplicatesOfEarlier: number;
  reasons: Record<string, number>;
  warnings: Warnings;
}

/**
 * Counts a batch while its lines pass through the engine in groups of months: `observe` once a group, `result` at the
 * end. Reads the relations `lines`, `twins` and `extra_copies` of the session and the lines of this batch only.
 */
export class BatchQualityRepository {
  constructor(
    private readonly session: EngineSession,
    private readonly batchId: string,
  ) {}

  async observe(): Promise<void> {
    const batch = literal(this.batchId);
    await this.session.append(
      'quality_counts',
      `SELECT
         count(*) AS rows,
         count(invoice_no) + count(stock_code) + count(description) + count(customer_id) + count(country)
           + CAST(coalesce(sum(filled_values), 0) AS BIGINT) AS filled_cells,
         count(*) FILTER (WHERE (errors & ${bitsOf('accuracy')}) <> 0) AS inaccurate_rows,
         count(*) FILTER (WHERE (errors & ${bitsOf('validity')}) <> 0) AS invalid_rows,
         count(*) FILTER (WHERE invoice_date BETWEEN TIMESTAMPTZ '2000-01-01 00:00:00+00' AND _ingested_at) AS timely_rows,
         count(*) FILTER (WHERE is_copy) AS duplicates,
         count(*) FILTER (WHERE NOT is_copy AND fate = 'superseded') AS superseded,
         count(*) FILTER (WHERE fate = 'operation') AS operations,
         count(*) FILTER (WHERE stands AND errors <> 0) AS quarantined,
         count(*) FILTER (WHERE stands AND errors = 0) AS silver,
         ${RULES.map((r) => `count(*) FILTER (WHERE stands AND (errors & ${r.bit}) <> 0) AS ${r.name}`).join(',\n')},
         count(*) FILTER (WHERE stands AND errors = 0 AND customer_id IS NULL) AS missing_customer,
         count(*) FILTER (WHERE stands AND errors = 0 AND description IS NULL) AS missing_description,
         count(*) FILTER (WHERE stands AND errors = 0 AND country IS NULL) AS unknown_country,
         (SELECT count(*) FROM twins WHERE copy_number >= 1 AND _batch_id = ${batch})
           - (SELECT count(DISTINCT sale_id) FROM twins WHERE _batch_id = ${batch}) AS duplicates_within,
         (SELECT count(*) FROM (SELECT sale_id FROM twins GROUP BY sale_id
            HAVING count(*) FILTER (WHERE _batch_id = ${batch}) > 0 AND count(*) FILTER (WHERE _batch_id <> ${batch}) > 0)) AS duplicates_of_earlier
       FROM (
         SELECT l.invoice_no, l.stock_code, l.description, l.filled_values, l.invoice_date, l.customer_id,
                nullif(l.country, 'Unknown') AS country, l.errors, l._ingested_at, l.fate, x._row IS NOT NULL AS is_copy,
                x._row IS NULL AND l.fate = 'line' AS stands
         FROM lines AS l
         LEFT JOIN extra_copies AS x ON x._row = l._row AND x._file_hash = l._file_hash
         WHERE l._batch_id = ${batch}) AS q`,
    );
    await this.session.append(
      'quality_invoices',
      `SELECT invoice_no, count(*) AS rows, min(customer_id) AS first_customer, max(customer_id) AS last_customer,
              min(nullif(country, 'Unknown')) AS first_country, max(nullif(country, 'Unknown')) AS last_country
       FROM lines WHERE invoice_no IS NOT NULL AND _batch_id = ${batch} GROUP BY invoice_no`,
    );
    await this.session.append(
      'quality_products',
      `SELECT stock_code, count(*) AS n, CAST(sum(quantity * unit_price) AS DOUBLE) AS total,
              sum(pow(CAST(quantity * unit_price AS DOUBLE), 2)) AS squares
       FROM lines WHERE errors = 0 AND _batch_id = ${batch} GROUP BY stock_code`,
    );
  }

  /** Counts of all groups; `outliers` reads the batch's silver lines, given as a relation with sale amounts. */
  async result(silver: string): Promise<BatchQuality> {
    const names = [
      ...[
        'rows',
        'filled_cells',
        'inaccurate_rows',
        'invalid_rows',
        'timely_rows',
        'duplicates',
        'superseded',
        'operations',
        'quarantined',
        'silver',
      ],
      ...[
        'missing_customer',
        'missing_description',
        'unknown_country',
        'duplicates_within',
        'duplicates_of_earlier',
      ],
      ...RULES.map((rule) => rule.name),
    ];
    const [sums] = await this.session.query<Record<string, string>>(
      `SELECT ${names.map((n) => `CAST(coalesce(sum(${n}), 0) AS BIGINT) AS ${n}`).join(', ')} FROM quality_counts`,
    );
    const n = (name: string) => Number(sums?.[name] ?? 0);
    const [invoices] = await this.session.query<{ rows: string; invoices: string }>(
      `SELECT CAST(coalesce(sum(rows), 0) AS BIGINT) AS rows, count(*) AS invoices FROM (
         SELECT sum(rows) AS rows FROM quality_invoices GROUP BY invoice_no
         HAVING min(first_customer) <> max(last_customer) OR min(first_country) <> max(last_country))`,
    );
    const batch = literal(this.batchId);
    const [lines] = await this.session.query<{ shapes: string; outliers: string }>(
      `WITH product AS (
         SELECT stock_code, sum(total) / sum(n) AS mean,
                sqrt(greatest(sum(squares) / sum(n) - pow(sum(total) / sum(n), 2), 0)) AS deviation
         FROM quality_products GROUP BY stock_code HAVING sum(n) >= 30)
       SELECT count(*) FILTER (WHERE s.code_kind = 'other') AS shapes,
              count(*) FILTER (WHERE p.deviation > 0 AND abs(s.total_amount - p.mean) > 6 * p.deviation) AS outliers
       FROM ${silver} AS s LEFT JOIN product AS p ON p.stock_code = s.stock_code WHERE s._batch_id = ${batch}`,
    );
    for (const name of ['quality_counts', 'quality_invoices', 'quality_products'])
      await this.session.drop(name);
    return {
      rows: n('rows'),
      filledCells: n('filled_cells'),
      inaccurateRows: n('inaccurate_rows'),
      invalidRows: n('invalid_rows'),
      inconsistentRows: Number(invoices?.rows ?? 0),
      duplicatesWithin: n('duplicates_within'),
      timelyRows: n('timely_rows'),
      quarantined: n('quarantined'),
      silver: n('silver'),
      duplicates: n('duplicates'),
      superseded: n('superseded'),
      operations: n('operations'),
      duplicatesOfEarlier: n('duplicates_of_earlier'),
      reasons: Object.fromEntries(RULES.filter((r) => n(r.name) > 0).map((r) => [r.name, n(r.name)])),
      warnings: {
        missing_customer: n('missing_customer'),
        missing_description: n('missing_description'),
        unknown_country: n('unknown_country'),
        unknown_stock_code_shape: Number(lines?.shapes ?? 0),
        invoices_with_several_customers_or_countries: Number(invoices?.invoices ?? 0),
        amount_outlier: Number(lines?.outliers ?? 0),
      },
    };
  }
}
