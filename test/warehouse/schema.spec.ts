import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { loadConfig } from '../../src/platform/config/index.js';
import {
  type Database,
  migrate,
  migrationNames,
  MIGRATIONS_FOLDER,
  openDatabase,
} from '../../src/platform/database/index.js';
import { STAR_TABLES } from '../../src/modules/warehouse/domain/star-schema.js';
import { loadModels, MODELS_FOLDER } from '../../src/modules/etl/data-access/model.js';
import { describeOnDatabases } from '../support/databases.js';

const ENGINE = join(import.meta.dirname, '..', 'support', 'prisma-engine.mjs');

describeOnDatabases('the schema', (target) => {
  let home: string;
  let database: Database;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'tillhouse-schema-'));
    database = await openDatabase(loadConfig({ TILLHOUSE_HOME: home, ...target.env() }));
  });

  afterAll(async () => {
    await database.close();
    rmSync(home, { recursive: true, force: true });
  });

  /** Prisma's migrations with some more of the test's own. */
  function migrationsWith(more: Record<string, string>): string {
    const folder = mkdtempSync(join(home, 'migrations-'));
    cpSync(MIGRATIONS_FOLDER, folder, { recursive: true });
    for (const [name, sql] of Object.entries(more)) {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, 'migration.sql'), sql);
    }
    return folder;
  }
  const tables = async () =>
    database.rows<{ name: string }>(
      `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables WHERE table_schema IN ('public', 'ops') ORDER BY 1`,
    );

  const url = target.env()['DATABASE_URL'];
  // Prisma's engine is not made for the embedded server's socket; the schema there is the same.
  if (url !== undefined)
    it('is what Prisma itself would have made of prisma/schema.prisma', async () => {
      const ask = async () => {
        const { stdout } = await promisify(execFile)(process.execPath, [ENGINE, url]);
        return JSON.parse(stdout) as { history: object; difference: string };
      };
      expect(await ask()).toEqual({
        history: {
          editedMigrationNames: [],
          failedMigrationNames: [],
          hasMigrationsTable: true,
          history: null,
        },
        difference: '-- This is an empty migration.\n',
      });
      await database.rows('ALTER TABLE dim_product ADD COLUMN planted text');
      expect((await ask()).difference).toContain('planted');
      await database.rows('ALTER TABLE dim_product DROP COLUMN planted');
    });

  it('has every column of gold with its comment, and says what each table holds', async () => {
    const models = loadModels(MODELS_FOLDER);
    for (const table of STAR_TABLES) {
      const rows = await database.rows<{ name: string; comment: string | null }>(
        `SELECT attname AS name, col_description(attrelid, attnum) AS comment FROM pg_attribute
         WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
        [table.name],
      );
      const found = Object.fromEntries(rows.map(({ name, comment }) => [name, comment]));
      const model = models.get(table.name);
      const wanted = Object.entries(model?.columns ?? {}).filter(([name]) => !table.lakeOnly.includes(name));
      expect(wanted.length).toBeGreaterThan(5);
      expect(found).toMatchObject(Object.fromEntries(wanted));
      const [of] = await database.rows<{ comment: string }>(
        'SELECT obj_description($1::regclass) AS comment',
        [table.name],
      );
      expect(of?.comment).toBe(`${model?.description ?? ''} Grain: ${model?.grain ?? ''}.`);
    }
  });

  it('is left alone when it is up to date', async () => {
    expect(await migrate(database)).toEqual([]);
  });

  it('is served beside migrations that only add, and refused behind one that takes away', async () => {
    const later = { '29990101000000_later': 'CREATE TABLE ops.later (id integer)' };
    const taken = { ...later, '29990102000000_later_contract': 'DROP TABLE ops.later' };
    expect(await migrate(database, migrationsWith(later))).toEqual(['29990101000000_later']);
    // As a server of the former version is started again during an upgrade, or after a rollback.
    expect(await migrate(database)).toEqual([]);
    expect(await migrate(database, migrationsWith(taken))).toEqual(['29990102000000_later_contract']);
    await expect(migrate(database)).rejects.toThrow(
      'too new for this program: it has migration 29990102000000_later_contract',
    );
    await database.rows(`DELETE FROM _prisma_migrations WHERE migration_name LIKE '2999%'`);
    expect(await migrate(database)).toEqual([]);
  });

  it('takes nothing away that the former version uses, but in a migration that is named a contract', () => {
    const takesAway =
      /\bDROP\s+(TABLE|COLUMN|SCHEMA|VIEW|TYPE)\b|\bRENAME\b|\bALTER\s+COLUMN\s+\w+\s+(SET\s+NOT\s+NULL|(SET\s+DATA\s+)?TYPE)\b|\bADD\s+COLUMN\s+(?![^,;]*\bDEFAULT\b)[^,;]*\bNOT\s+NULL\b/i;
    for (const planted of [
      'ALTER TABLE ops.task DROP COLUMN done',
      'ALTER TABLE ops.task RENAME COLUMN done TO steps',
      'ALTER TABLE ops.task ALTER COLUMN done SET NOT NULL',
      'ALTER TABLE ops.task ADD COLUMN steps integer NOT NULL',
    ])
      expect(planted).toMatch(takesAway);
    expect('ALTER TABLE ops.task ADD COLUMN steps integer NOT NULL DEFAULT 0').not.toMatch(takesAway);
    for (const name of migrationNames()) {
      if (name.endsWith('_contract')) continue;
      const sql = readFileSync(join(MIGRATIONS_FOLDER, name, 'migration.sql'), 'utf8').replace(/--.*$/gm, '');
      expect([name, takesAway.exec(sql)?.[0]]).toEqual([name, undefined]);
    }
  });

  it('stays as it was when a migration fails, and goes on when that is mended', async () => {
    const before = await tables();
    const broken = {
      '29990101000000_good': 'CREATE TABLE ops.good (id integer)',
      '29990102000000_bad': 'CREATE TABLE ops.bad (id integer); SELECT 1 / 0',
    };
    await expect(migrate(database, migrationsWith(broken))).rejects.toThrow(
      'migration 29990102000000_bad failed: division by zero',
    );
    expect(await tables()).toEqual(before);
    expect(await migrate(database)).toEqual([]);
  });

  it('refuses a migration that was changed after it was applied', async () => {
    const edited = migrationsWith({ '20261123000100_operations': 'SELECT 1' });
    await expect(migrate(database, edited)).rejects.toThrow('20261123000100_operations was changed');
  });

  it('refuses what another tool left half done', async () => {
    await database.rows(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'y', '20261123000200_half')`,
    );
    const known = migrationsWith({ '20261123000200_half': 'SELECT 1' });
    await expect(migrate(database, known)).rejects.toThrow('begun by another tool and not finished');
    await database.rows(`DELETE FROM _prisma_migrations WHERE id = 'x'`);
  });

  it('is made once when several start at the same time', async () => {
    const folder = migrationsWith({ '29990103000000_once': 'CREATE TABLE ops.once (id integer)' });
    const applied = await Promise.all([1, 2, 3].map(() => migrate(database, folder)));
    expect(applied.flat()).toEqual(['29990103000000_once']);
    await database.rows('DROP TABLE ops.once');
    await database.rows(`DELETE FROM _prisma_migrations WHERE migration_name LIKE '2999%'`);
  });
});
