import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createWarehouse } from '../../src/modules/warehouse/index.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { openDatabase } from '../../src/platform/database/index.js';
import { EventBus } from '../../src/platform/events/index.js';
import { expectGoldFigures, type Gold } from '../spine/online-retail-figures.js';
import { LakeHome } from '../support/lake-home.js';
import { type Expected } from '../support/online-retail.js';

/** All real files through the lake into a database, whose figures psql is asked for. */
export async function expectFiguresThroughPsql(
  files: string[],
  expected: Expected,
  env: Record<string, string>,
): Promise<void> {
  const home = await LakeHome.open(env);
  const config = loadConfig({ TILLHOUSE_HOME: home.path, TILLHOUSE_ENGINE_MEMORY: '512MiB', ...env });
  const database = await openDatabase(config);
  try {
    await home.run(files);
    const warehouse = createWarehouse(config, home.etl.lake, database, new EventBus());
    expect(await warehouse.publication.publish()).toMatchObject({ version: 1, method: 'load' });
    const target = env['DATABASE_URL'] ?? `postgresql://postgres@/postgres?host=${home.path}/postgres`;
    await expectGoldFigures(psql(target), expected);
    const verification = await warehouse.verification.verify();
    expect(verification.tables.filter(({ missing, extra }) => missing + extra > 0)).toEqual([]);
    expect(verification.tables.find(({ table }) => table === 'fact_sale')?.warehouse_rows).toBe(
      expected.fact_rows,
    );
  } finally {
    await database.close();
    await home.close();
  }
}

function psql(url: string): Gold {
  return {
    async sql<T extends object>(statement: string): Promise<T[]> {
      const asJson = `SELECT coalesce(json_agg(t), '[]') FROM (${statement}) AS t`;
      const { stdout } = await promisify(execFile)('psql', [
        url,
        '-X',
        '-A',
        '-t',
        '-v',
        'ON_ERROR_STOP=1',
        '-c',
        asJson,
      ]);
      return JSON.parse(stdout) as T[];
    },
  };
}
