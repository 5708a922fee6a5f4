import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { sourceColumns } from '../../src/modules/etl/data-access/bronze-columns.js';
import { loadModels, type Model, MODELS_FOLDER } from '../../src/modules/etl/data-access/model.js';
import { bindReferenceData } from '../../src/modules/etl/data-access/reference-data.js';
import { RULES } from '../../src/modules/quality/index.js';
import { openDuckDb } from '../../src/platform/engine/duckdb/duckdb-engine.js';
import {
  type Column,
  type ColumnType,
  type EngineSession,
  identifier,
  type Row,
} from '../../src/platform/engine/engine.js';

export type Relations = Record<string, Row[]>;

export interface ModelCase {
  name: string;
  /** Rows of some relations; the others are computed by their models from these, or are the shipped reference data. */
  inputs?: Relations;
  /** Looks only at some of the rows. */
  where?: string;
  /** How many rows there are, `where` or not. */
  rows?: number;
  output: Row[];
}

/** A file `<table>.test.yaml`. */
export interface ModelTests {
  /** Types of relations that no model makes. */
  schema?: Record<string, Record<string, ColumnType>>;
  /** Values of columns that a row of a relation does not name. */
  defaults?: Record<string, Row>;
  cases: ModelCase[];
  /** For each audit, rows that it must find fault with. */
  violations?: Record<string, Relations>;
}

const REFERENCE = ['country', 'country_alias', 'holiday', 'product_rule', 'setting', 'rule'];
/** What the readers of files bring. */
const SOURCE: Column[] = sourceColumns([]);

export const models = loadModels(MODELS_FOLDER);

export function testsOf(model: Model): ModelTests | undefined {
  const path = join(MODELS_FOLDER, model.layer, `${model.name}.test.yaml`);
  return existsSync(path) ? (parse(readFileSync(path, 'utf8')) as ModelTests) : undefined;
}

/** The real engine with the models and the shipped reference data; each case starts from nothing. */
export class ModelBench {
  private readonly schemas = new Map<string, Column[]>([
    ['source', SOURCE],
    ['target_month', [{ name: 'invoice_month', type: 'string' }]],
  ]);
  private ready = new Set<string>();
  private touched = new Set<string>();
  private given: Relations = {};
  private defaults: Record<string, Row> = {};

  private constructor(
    private readonly session: EngineSession,
    private readonly folder: string,
  ) {}

  static async open(): Promise<ModelBench> {
    const folder = mkdtempSync(join(tmpdir(), 'tillhouse-models-'));
    const session = await openDuckDb({ memoryBytes: 512 * 1024 * 1024, threads: 2, tempDir: folder });
    await bindReferenceData(session, folder, {
      clvLifespanYears: 3,
      holidayCountry: 'GB',
      fiscalYearStartMonth: 1,
    });
    await session.bindRows(
      'rule',
      [
        { name: 'name', type: 'string' },
        { name: 'bit', type: 'integer' },
      ],
      RULES.map(({ name, bit }) => ({ name, bit })),
    );
    const bench = new ModelBench(session, folder);
    for (const name of REFERENCE) {
      await session.materialise(`shipped__${name}`, `SELECT * FROM ${name}`);
      bench.schemas.set(name, await session.describe(`SELECT * FROM ${name}`));
    }
    bench.touched = new Set(REFERENCE);
    await bench.start({}, {});
    for (const model of models.values()) await bench.resolve(model.name);
    return bench;
  }

  async close(): Promise<void> {
    await this.session.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Columns of a model's SELECT. */
  columns(name: string): Column[] {
    const columns = this.schemas.get(name);
    if (!columns) throw new Error(`nothing is known of relation ${name}`);
    return columns;
  }

  /** Binds the relations given and forgets all others. */
  async start(given: Relations, tests: Pick<ModelTests, 'defaults' | 'schema'>): Promise<void> {
    for (const name of this.touched) await this.session.drop(name);
    this.touched = new Set();
    this.ready = new Set();
    this.given = given;
    this.defaults = tests.defaults ?? {};
    for (const [name, columns] of Object.entries(tests.schema ?? {})) {
      this.schemas.set(
        name,
        Object.entries(columns).map(([column, type]) => ({ name: column, type })),
      );
    }
  }

  /** Makes a relation be there: as given, as shipped, or computed by its model from what is there. */
  async resolve(name: string, table = name): Promise<void> {
    if (this.ready.has(name)) return;
    this.ready.add(name);
    this.touched.add(name);
    const rows = this.given[name];
    if (rows) return this.bind(name, table, rows);
    if (name !== table) {
      await this.resolve(table);
      return this.session.bindSql(name, `SELECT * FROM ${identifier(table)}`);
    }
    if (REFERENCE.includes(name)) {
      return this.session.bindSql(name, `SELECT * FROM ${identifier(`shipped__${name}`)}`);
    }
    const model = models.get(name);
    if (!model) return this.bind(name, name, []);
    return this.compute(model);
  }

  async compute(model: Model): Promise<void> {
    for (const input of model.inputs) await this.resolve(input.name, input.table);
    this.ready.add(model.name);
    this.touched.add(model.name);
    if (!this.schemas.has(model.name)) {
      const described = await this.session.query<{ column_name: string; column_type: string }>(
        `DESCRIBE ${model.sql}`,
      );
      // The one type that staging may have and a table not.
      const cast = described.map(({ column_name: c, column_type: type }) =>
        type === 'UUID' ? `CAST(${identifier(c)} AS VARCHAR) AS ${identifier(c)}` : identifier(c),
      );
      this.schemas.set(
        model.name,
        await this.session.describe(`SELECT ${cast.join(', ')} FROM (${model.sql}) AS m`),
      );
    }
    await this.session.materialise(model.name, model.sql);
  }

  /** Rows as texts, in a stable order: those computed, and the rows expected cast to the same types. */
  async compare(
    model: Model,
    expected: Row[],
    where = 'true',
  ): Promise<{ actual: string[]; expected: string[] }> {
    const names = new Set(expected.flatMap((row) => Object.keys(row)));
    const known = this.columns(model.name);
    for (const name of names)
      if (!known.some((c) => c.name === name)) throw new Error(`${model.name} has no column ${name}`);
    const columns = known.filter((c) => names.has(c.name));
    await this.session.bindRows(
      'expected__rows',
      columns.length === 0 ? [{ name: 'nothing', type: 'string' }] : columns.map(asText),
      expected.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, listText(v)]))),
    );
    const list =
      columns.map((c) => `CAST(${identifier(c.name)} AS VARCHAR) AS ${identifier(c.name)}`).join(', ') || '1';
    const read = async (relation: string, condition: string) =>
      (await this.session.query(`SELECT ${list} FROM ${identifier(relation)} WHERE ${condition}`))
        .map((row) => JSON.stringify(row))
        .sort();
    return { actual: await read(model.name, where), expected: await read('expected__rows', 'true') };
  }

  async rows(model: Model): Promise<number> {
    const [row] = await this.session.query<{ n: string }>(
      `SELECT count(*) AS n FROM ${identifier(model.name)}`,
    );
    return Number(row?.n);
  }

  async repeatedKeys(model: Model): Promise<Row[]> {
    const keys = model.keys.map(identifier).join(', ');
    return this.session.query(
      `SELECT ${keys} FROM ${identifier(model.name)} GROUP BY ${keys} HAVING count(*) > 1`,
    );
  }

  /** Rows that an audit finds fault with; relations that it reads and that are not there are computed. */
  async audit(sql: string): Promise<Row[]> {
    for (const [, relation = ''] of sql.matchAll(/\b(?:FROM|JOIN)\s+([a-z_]+)/g))
      await this.resolve(relation);
    return this.session.query(`SELECT * FROM (${sql}) AS audit LIMIT 5`);
  }

  private async bind(name: string, table: string, rows: Row[]): Promise<void> {
    const columns = this.columns(table);
    const defaults = { ...this.defaults[table], ...this.defaults[name] };
    const full = rows.map((row, at) => {
      for (const column of Object.keys(row))
        if (!columns.some((c) => c.name === column)) throw new Error(`${name} has no column ${column}`);
      return { ...(columns.some((c) => c.name === '_row') ? { _row: at + 1 } : {}), ...defaults, ...row };
    });
    await this.session.bindRows(name, columns, full);
  }
}

function asText(column: Column): Column {
  return column.type === 'array<string>' ? { ...column, type: 'string' } : column;
}

function listText(value: unknown): unknown {
  return Array.isArray(value) ? `[${value.join(', ')}]` : value;
}
