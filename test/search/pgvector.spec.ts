import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { describeOnServers } from '../support/databases.js';
import { product, Searching } from '../support/searching.js';
import { writeWordModel } from '../support/word-model.js';

// On the embedded PostgreSQL, which has pgvector; a server without it is in index.spec.ts.
describe('pgvector that cannot be asked', () => {
  let searching: Searching;
  let models: string;
  let told: string[];

  beforeEach(async () => {
    told = [];
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((message: unknown) => {
      told.push(String(message));
    });
    models = mkdtempSync(join(tmpdir(), 'tillhouse-models-'));
    searching = await Searching.open({ TILLHOUSE_SEARCH_EMBEDDINGS: writeWordModel(models) });
    await searching.search.meaning.prepare();
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await searching.close();
    rmSync(models, { recursive: true, force: true });
  });

  const ask = (mode: 'semantic' | 'hybrid') =>
    searching.search.search.search({ q: 'beverage', mode, kinds: ['product'], page: 1, size: 20 });

  it('is told with the reason that the server gave, and logged once', async () => {
    await expect(ask('semantic')).rejects.toThrow('is not created in this database');
    await searching.database.rows(`CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'permission denied to create extension "vector"'; END $$`);
    await searching.database.rows(
      `CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('CREATE EXTENSION') EXECUTE FUNCTION refuse()`,
    );
    await searching.change([product('1', 'MUG')]);
    const reason =
      'the extension vector (pgvector) cannot be created: permission denied to create extension "vector"';
    await expect(ask('semantic')).rejects.toThrow(`mode=semantic cannot be answered: ${reason}`);
    expect((await ask('hybrid')).meaning).toMatchObject({ enabled: false, used: false, reason });
    await searching.change([product('2', 'CUP')]);
    expect(told).toEqual([expect.stringContaining(reason)]);
    await searching.database.rows('DROP EVENT TRIGGER refuse');
    await searching.change([product('3', 'COFFEE')]);
    expect((await ask('semantic')).results).toHaveLength(3);
  });

  it('is told where it lies outside the search_path', async () => {
    await searching.database.rows('CREATE SCHEMA elsewhere');
    await searching.database.rows('CREATE EXTENSION vector SCHEMA elsewhere');
    await searching.change([product('1', 'MUG')]);
    await expect(ask('semantic')).rejects.toThrow(
      'the extension vector (pgvector) is in the schema elsewhere, which the search_path does not reach',
    );
    expect(told).toEqual([expect.stringContaining('in the schema elsewhere')]);
    await searching.database.rows('ALTER EXTENSION vector SET SCHEMA public');
    await searching.change([product('2', 'CUP')]);
    expect((await ask('semantic')).results).toHaveLength(2);
  });
});

// The type and its operator are made up, so that a comparison takes as long as it shall.
describeOnServers('pgvector that is slow', (target) => {
  let searching: Searching;
  let models: string;

  beforeAll(async () => {
    models = mkdtempSync(join(tmpdir(), 'tillhouse-models-'));
    searching = await Searching.open({
      ...target.env(),
      TILLHOUSE_SEARCH_EMBEDDINGS: writeWordModel(models),
    });
    await searching.search.meaning.prepare();
    for (const statement of [
      'CREATE DOMAIN vector AS text',
      `CREATE FUNCTION slowly(text, text) RETURNS float8 LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(7); RETURN -1; END'`,
      'CREATE OPERATOR <#> (LEFTARG = text, RIGHTARG = text, FUNCTION = slowly)',
    ])
      await searching.database.rows(statement);
    await searching.change([product('1', 'MUG')]);
  });

  afterAll(async () => {
    await searching.close();
    rmSync(models, { recursive: true, force: true });
  });

  it('does not keep an answer by words waiting', async () => {
    const ask = () =>
      searching.search.search.search({ q: 'mug', mode: 'hybrid', kinds: ['product'], page: 1, size: 20 });
    const { results, meaning, milliseconds } = await ask();
    expect(results.map(({ id }) => id)).toEqual(['1']);
    expect(meaning).toMatchObject({ enabled: true, used: false });
    expect(meaning.reason).toContain('took too long');
    expect(milliseconds).toBeLessThan(5_000);
    // The statement is ended, too.
    const running = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE '%search_vector%'
      AND pid <> pg_backend_pid()`;
    for (let n = 0; n < 20 && (await searching.database.rows(running)).length > 0; n++) await sleep(50);
    expect(await searching.database.rows(running)).toEqual([]);
    await Promise.all([ask(), ask()]);
    // Meanings are not asked for a while then.
    expect((await ask()).milliseconds).toBeLessThan(1_500);
  });
});
