import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
  createEtl,
  eraseRequest,
  type Etl,
  newRunId,
  type RunRequest,
  SILENT,
  NO_MAPPING,
  type RunReport,
  type SourceMapping,
} from '../../src/modules/etl/index.js';
import { createQuality, type Quality } from '../../src/modules/quality/index.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { openLake } from '../../src/platform/lake/index.js';

/** A lake of its own in a temporary folder, driven through the module's door. */
export class LakeHome {
  private constructor(
    readonly path: string,
    readonly etl: Etl,
    readonly quality: Quality,
    private readonly maxLineBytes: number,
  ) {}

  static async open(env: Record<string, string> = {}): Promise<LakeHome> {
    const path = await mkdtemp(join(tmpdir(), 'tillhouse-test-'));
    return LakeHome.at(path, env);
  }

  /** The lake of a home that is there already. */
  static async at(path: string, env: Record<string, string> = {}): Promise<LakeHome> {
    const config = loadConfig({ TILLHOUSE_HOME: path, TILLHOUSE_ENGINE_MEMORY: '512MiB', ...env });
    const lake = await openLake(config);
    return new LakeHome(
      path,
      createEtl(config, lake),
      createQuality(config, lake),
      config.values.maxLineBytes,
    );
  }

  run(paths: string[], mapping: SourceMapping = NO_MAPPING): Promise<RunReport> {
    const sorted = paths.toSorted((a, b) => (basename(a) < basename(b) ? -1 : 1));
    return this.execute({ kind: 'run', paths: sorted, mapping, maxLineBytes: this.maxLineBytes });
  }

  execute(request: RunRequest): Promise<RunReport> {
    return this.etl.runs.execute(newRunId(), request, SILENT);
  }

  /** Erases a customer; former versions stay. */
  async erase(customer: string): Promise<RunReport> {
    const { values } = await this.etl.lake.state();
    return this.execute(eraseRequest(customer, null, values, await this.etl.openRing()));
  }

  async sql<T extends object = Record<string, unknown>>(statement: string, at?: number): Promise<T[]> {
    return (await this.etl.reader.sql(statement, { at, limit: 1_000_000 })).rows as T[];
  }

  async close(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}

/** Tables whose rows law 1 fixes, with the columns that are load metadata and may differ. */
export const GOLD_TABLES: Record<string, string[]> = {
  fact_sale: ['batch_id', 'created_at'],
  dim_product: [],
  dim_customer: [],
  dim_date: [],
  dim_invoice: [],
  dim_country: [],
  mart_sales_daily: [],
  mart_sales_monthly: [],
  mart_product_performance: [],
  mart_customer_rfm: [],
};

/** Rows and a hash of each gold table, independent of order. */
export async function goldFingerprint(
  home: LakeHome,
): Promise<Record<string, { rows: string; hash: string }>> {
  const prints: Record<string, { rows: string; hash: string }> = {};
  for (const [table, metadata] of Object.entries(GOLD_TABLES)) {
    const columns = metadata.length > 0 ? `* EXCLUDE (${metadata.join(', ')})` : '*';
    const [row] = await home.sql<{ rows: string; hash: string }>(
      `SELECT count(*) AS rows, CAST(coalesce(sum(CAST(hash(CAST(t AS VARCHAR)) AS HUGEINT)), 0) AS VARCHAR) AS hash FROM (SELECT ${columns} FROM ${table}) AS t`,
    );
    if (row) prints[table] = row;
  }
  return prints;
}
