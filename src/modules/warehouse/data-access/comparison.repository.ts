import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PoolClient } from 'pg';
import { type Database } from '../../../platform/database/index.js';
import { type EngineSession, identifier, type Row } from '../../../platform/engine/engine.js';
import { type CatalogueState, type Lake } from '../../../platform/lake/index.js';
import { type StarTable } from '../domain/star-schema.js';

export interface TableVerification {
  table: string;
  gold_rows: number;
  warehouse_rows: number;
  /** Rows of gold that the warehouse lacks or has otherwise. */
  missing: number;
  /** Rows of the warehouse that gold lacks or has otherwise. */
  extra: number;
  /** Some of them. */
  examples: Row[];
}

const EXAMPLES = 3;

/** Compares tables of the warehouse with gold, row for row, in the engine. */
export class ComparisonRepository {
  constructor(
    private readonly session: EngineSession,
    private readonly lake: Lake,
    private readonly database: Database,
    private readonly folder: string,
  ) {}

  /** The given connection holds one snapshot, that of the version. */
  async compare(sql: PoolClient, state: CatalogueState, table: StarTable): Promise<TableVerification> {
    const gold = state.tables[table.name];
    if (!gold) throw new Error(`gold has no table ${table.name}`);
    const columns = gold.spec.columns.filter(({ name }) => !table.lakeOnly.includes(name));
    const list = columns.map(({ name }) => identifier(name)).join(', ');
    const file = join(this.folder, `verify-${table.name}-${randomUUID()}.csv`);
    try {
      await this.database.copyOut(sql, `SELECT ${list} FROM ${table.name}`, file);
      const files = this.lake.paths(gold);
      await this.lake.fetch(files);
      await this.session.bindFiles('gold_rows', files, gold.spec.columns, {
        partition: gold.spec.partitionBy,
        grown: gold.grown,
      });
      await this.session.bindCsv('warehouse_rows', file, columns);
      const ours = `SELECT ${list} FROM gold_rows`;
      const theirs = `SELECT ${list} FROM warehouse_rows`;
      await this.session.materialise('missing_rows', `${ours} EXCEPT ALL ${theirs}`);
      await this.session.materialise('extra_rows', `${theirs} EXCEPT ALL ${ours}`);
      const count = async (name: string) =>
        Number((await this.session.query<{ n: string }>(`SELECT count(*) AS n FROM ${name}`))[0]?.n);
      return {
        table: table.name,
        gold_rows: await count('gold_rows'),
        warehouse_rows: await count('warehouse_rows'),
        missing: await count('missing_rows'),
        extra: await count('extra_rows'),
        examples: await this.session.query(
          `SELECT * FROM (SELECT 'missing' AS difference, * FROM missing_rows UNION ALL SELECT 'extra', * FROM extra_rows) AS d
           ORDER BY ${table.key.map(({ sql: key }) => key).join(', ')}, difference LIMIT ${EXAMPLES}`,
        ),
      };
    } finally {
      for (const name of ['missing_rows', 'extra_rows', 'warehouse_rows', 'gold_rows'])
        await this.session.drop(name);
      await rm(file, { force: true });
    }
  }
}
