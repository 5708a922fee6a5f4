import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createWarehouse, type Verification } from '../../src/modules/warehouse/index.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { openDatabase } from '../../src/platform/database/index.js';
import { EventBus } from '../../src/platform/events/index.js';
import { goldFingerprint, LakeHome } from '../support/lake-home.js';
import { numbersFrom } from '../spine/kills.js';
import { startPostgres, startRedis } from '../support/servers.mjs';
import { ServiceProcess } from './service-process.js';

export type Victim = 'process' | 'embedded database' | 'PostgreSQL' | 'Redis';

export interface JobKillTest {
  files: string[];
  victims: Victim[];
  /** Kills of each victim. */
  kills: number;
  seed: number;
  /** PostgreSQL and Redis as servers of the test's own; without, everything is embedded. */
  servers: boolean;
}

const PATIENCE_MS = 90_000;

/**
 * A server with a folder sensor gets files while its process, its database and its Redis are killed at random moments.
 * Afterwards gold and the warehouse are what they would have been, each run is finished, and no job hangs.
 */
export async function expectJobsSurvive(test: JobKillTest): Promise<void> {
  const random = numbersFrom(test.seed);
  const calm = await LakeHome.open();
  const home = await mkdtemp(join(tmpdir(), 'tillhouse-jobs-'));
  const inbox = join(home, 'inbox');
  await mkdir(inbox);
  const postgres = test.servers ? await startPostgres() : undefined;
  const redis = test.servers ? await startRedis() : undefined;
  const env: Record<string, string> = {
    TILLHOUSE_HOME: home,
    TILLHOUSE_SOURCES: join(home, 'sources.yaml'),
    ...(postgres && redis ? { DATABASE_URL: postgres.url, REDIS_URL: redis.url } : {}),
  };
  await writeFile(
    join(home, 'sources.yaml'),
    `sources: [{ name: inbox, paths: ${inbox}, sensor: { stable_seconds: 0, after: move } }]`,
  );
  const service = new ServiceProcess(env);
  try {
    await calm.run(test.files);
    const expected = await goldFingerprint(calm);
    await service.start();

    const strike: Record<Victim, () => Promise<void>> = {
      process: async () => {
        await service.end('SIGKILL');
        await service.start();
      },
      // The server starts another one as soon as it needs it.
      'embedded database': async () => {
        const deadline = Date.now() + 30_000;
        while (!(await killEmbedded(home))) {
          if (Date.now() > deadline)
            throw new Error(`the embedded database does not come back\n${service.log}`);
          await sleep(100);
        }
      },
      PostgreSQL: async () => {
        await postgres?.kill();
        await sleep(200);
        await postgres?.start();
      },
      Redis: async () => {
        await redis?.kill();
        await sleep(200);
        await redis?.start();
      },
    };
    const plan = test.victims.flatMap((victim) => Array.from({ length: test.kills }, () => victim));
    const kills = plan.toSorted(() => random() - 0.5);
    for (const [at, file] of test.files.entries()) {
      await copyFile(file, join(inbox, basename(file)));
      const now = kills.slice(
        Math.floor((at * kills.length) / test.files.length),
        Math.floor(((at + 1) * kills.length) / test.files.length),
      );
      for (const victim of now) {
        await sleep(random() * 5_000);
        await strike[victim]();
      }
    }

    const state = async () => {
      const left = (await readdir(inbox)).filter((name) => name.endsWith('.csv'));
      const done = await readdir(join(inbox, 'done')).catch(() => []);
      return { left, done: done.length };
    };
    const deadline = Date.now() + PATIENCE_MS;
    while ((await state()).left.length > 0) {
      if (Date.now() > deadline) {
        throw new Error(`files wait still: ${JSON.stringify(await state())}\n${service.log}`);
      }
      await sleep(500);
    }
    expect(await state()).toEqual({ left: [], done: test.files.length });

    const config = loadConfig({ ...env, TILLHOUSE_ENGINE_MEMORY: '512MiB' });
    const lake = await LakeHome.at(home);
    const database = await openDatabase(config);
    try {
      const warehouse = createWarehouse(config, lake.etl.lake, database, new EventBus());
      // The server brings the warehouse up to date by itself.
      for (;;) {
        const shown = await warehouse.publication.shown();
        if (shown?.version === (await lake.etl.lake.head())) break;
        if (Date.now() > deadline + PATIENCE_MS)
          throw new Error(`version ${shown?.version} is shown\n${service.log}`);
        await sleep(200);
      }
      const verification: Verification = await warehouse.verification.verify();
      expect(verification.tables.filter(({ missing, extra }) => missing + extra > 0)).toEqual([]);
      expect(await goldFingerprint(lake)).toEqual(expected);
      const runs = await database.rows<{ status: string; n: number }>(
        `SELECT status, count(*) AS n FROM ops.etl_run GROUP BY status ORDER BY status`,
      );
      // A run that was begun twice brought nothing the second time, or is finished from the lake's own report.
      expect(
        runs.map(({ status }) => status).filter((status) => !['published', 'no_new_data'].includes(status)),
      ).toEqual([]);
    } finally {
      await database.close();
    }
  } finally {
    await service.end('SIGKILL');
    await calm.close();
    await Promise.all([postgres?.stop(), redis?.stop()]);
    await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
  }
}

/** False where none runs just now. The newest of its lock's files names its process. */
async function killEmbedded(home: string): Promise<boolean> {
  const numbers = (await readdir(join(home, 'postgres'))).flatMap((name) => {
    const number = /^server\.lock\.(\d+)$/.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
  try {
    const lock = await readFile(join(home, 'postgres', `server.lock.${Math.max(...numbers)}`), 'utf8');
    return process.kill((JSON.parse(lock) as { pid: number }).pid, 'SIGKILL');
  } catch {
    return false;
  }
}
