import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../platform/errors/app-error.js';
import {
  type CountryService,
  type GoldExporter,
  type ShownGold,
  type WarehouseReader,
} from '../../warehouse/index.js';
import { linesQuery } from '../data-access/export.repository.js';
import { type FactFilter, isEmpty, resolveFilter } from '../data-access/fact-filter.js';
import { type GoldSalesRepository } from '../data-access/gold-sales.repository.js';
import { jsonLinesToXlsx } from '../data-access/xlsx.js';
import { NOTHING } from '../domain/aggregations.js';
import { type Compression } from '../../../platform/engine/export-format.js';
import { fileOf, type Format, MOST_XLSX_ROWS } from './export-file.js';
import { type SalesFilter } from '../domain/sales-query.js';

export interface ExportRequest {
  filter: SalesFilter;
  format: Format;
  compression: Compression;
  includeAnalytics: boolean;
}

/** Lines that are to be exported, all of one version of gold. */
export interface Selection {
  gold: ShownGold;
  lines: number;
  facts: FactFilter;
}

/** What was written. */
export interface Exported {
  lines: number;
  gold_version: number;
  currency: string;
  files: string[];
}

/** A line that no filter finds. */
const NOBODY: FactFilter = { countryKeys: [] };

/** Files of sales lines. */
export class ExportService {
  constructor(
    private readonly reader: WarehouseReader,
    private readonly gold: GoldSalesRepository,
    private readonly exporter: GoldExporter,
    private readonly countries: CountryService,
  ) {}

  /** Throws AppError. */
  async select({ filter, format }: ExportRequest): Promise<Selection> {
    const names = this.countries.resolve(filter.countries);
    const found = await this.reader.snapshot(async (gold, sql) => ({
      gold,
      facts: await resolveFilter(sql, filter, names),
    }));
    const { gold } = found;
    if (gold.version === 0) {
      throw new AppError('conflict', 'there is nothing to export yet', {
        hint: 'Bring files in first: POST /api/v1/etl/runs.',
      });
    }
    const facts = isEmpty(found.facts) ? NOBODY : found.facts;
    const lines = facts === NOBODY ? 0 : await this.gold.count(gold, facts);
    if (format === 'xlsx' && lines > MOST_XLSX_ROWS) {
      throw new AppError(
        'refused',
        `${lines} lines do not fit into a sheet, which has ${MOST_XLSX_ROWS} rows`,
        {
          hint: 'Narrow the filter, or ask for csv, jsonl or parquet.',
        },
      );
    }
    return { gold, lines, facts };
  }

  /** Writes the lines to a folder, and what they come to beside them. Throws AppError. */
  async write(
    { gold, facts }: Selection,
    { filter, format, compression, includeAnalytics }: ExportRequest,
    folder: string,
    signal?: AbortSignal,
  ): Promise<Exported> {
    const { name } = fileOf(format, compression);
    const query = linesQuery(facts, filter.asOf);
    const files = [name];
    let lines: number;
    if (format === 'xlsx') {
      const rows = join(folder, '.rows.jsonl');
      lines = await this.exporter.write(gold, query, rows, { format: 'jsonl', compression: 'none' }, signal);
      await jsonLinesToXlsx(rows, join(folder, name), signal);
      await rm(rows);
    } else
      lines = await this.exporter.write(gold, query, join(folder, name), { format, compression }, signal);
    if (includeAnalytics) {
      const figures = facts === NOBODY ? NOTHING : await this.gold.aggregations(gold, facts);
      const analytics = { gold_version: gold.version, currency: gold.currency, ...figures };
      await writeFile(join(folder, 'analytics.json'), `${JSON.stringify(analytics, null, 2)}\n`);
      files.push('analytics.json');
    }
    return { lines, gold_version: gold.version, currency: gold.currency, files };
  }
}
