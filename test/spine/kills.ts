import { readdirSync, watch } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { type RunReport } from '../../src/modules/etl/index.js';
import { answerOf, type Ended, tillhouse } from '../support/command.js';
import { goldFingerprint, LakeHome } from '../support/lake-home.js';

/** Numbers from 0 to 1 by a small generator, so that a failure repeats. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}

/** When a run is killed: after a share of its usual time, or as something of the commit appears on the disk. */
export type Moment = { share: number } | { appears: RegExp; in: string };

const CATALOGUE = join('lake', '_catalog');
/** Draft of the commit, the commit itself, and the Delta log of a table rolled forward from it. */
export const AROUND_COMMIT: Moment[] = [
  { appears: /\.draft$/, in: CATALOGUE },
  { appears: /^\d{20}\.json$/, in: CATALOGUE },
  { appears: /^\d{20}\.json$/, in: join('lake', 'gold', 'fact_sale', '_delta_log') },
  { appears: /^\d{20}\.json$/, in: join('lake', 'bronze', 'bronze_sales', '_delta_log') },
];

export interface KillTest {
  groups: string[][];
  /** Kills of each group before it may finish. */
  killsPerGroup: number;
  seed: number;
}

/** Brings the groups in with kills in between and expects what a home has that was never killed. */
export async function expectKillsChangeNothing(test: KillTest): Promise<void> {
  const random = numbersFrom(test.seed);
  const calm = await LakeHome.open();
  const killed = await LakeHome.open();
  try {
    await calm.run(test.groups.flat());
    const expected = await goldFingerprint(calm);

    let kills = 0;
    let killsBeforeCommit = 0;
    let usualMs = 1500;
    for (const [at, files] of test.groups.entries()) {
      let reachMs = usualMs;
      for (let n = 0, tries = 0; n < test.killsPerGroup && tries < 6 * test.killsPerGroup; tries++) {
        // Once the files are in, a further run commits nothing.
        const isIn = (await killed.etl.lake.head()) > at;
        const moment: Moment | undefined =
          n % 3 === 2 && !isIn ? AROUND_COMMIT[(at + tries) % AROUND_COMMIT.length] : { share: random() };
        if (!moment) throw new Error('no moment');
        const ended = await killedCommand(
          ['--json', 'run', ...files],
          { TILLHOUSE_HOME: killed.path },
          moment,
          reachMs,
        );
        if (ended.signal === 'SIGKILL') {
          n++;
          kills++;
          if ((await killed.etl.lake.head()) === at) killsBeforeCommit++;
        } else {
          expect([ended.code, ended.stderr]).toEqual([0, ended.stderr]);
          // The run was faster than usual, or had nothing left to do.
          reachMs *= 0.7;
        }
      }
      const started = Date.now();
      const ended = await tillhouse(['--json', 'run', ...files], { env: { TILLHOUSE_HOME: killed.path } });
      expect([ended.code, ended.stderr]).toEqual([0, ended.stderr]);
      const report = answerOf<RunReport>(ended);
      if (report.status === 'published') usualMs = Date.now() - started;
      // No line came in twice by a second try, whether or not a kill came after the commit.
      expect(await killed.etl.lake.head()).toBe(at + 1);
    }
    expect(kills).toBe(test.groups.length * test.killsPerGroup);
    expect(killsBeforeCommit).toBeGreaterThan(0);
    expect(killsBeforeCommit).toBeLessThan(kills);

    const latest = await killed.etl.reader.run('latest');
    const { bronze, silver, quarantined, duplicates } = latest.lake_counts;
    expect(silver + quarantined + duplicates).toBe(bronze);
    expect((await calm.etl.reader.run('latest')).lake_counts).toEqual(latest.lake_counts);
    expect(await goldFingerprint(killed)).toEqual(expected);

    expect(await orphans(killed)).not.toEqual([]);
    const vacuumed = await tillhouse(['--json', 'vacuum', '--retention-hours', '0'], {
      env: { TILLHOUSE_HOME: killed.path },
    });
    expect(vacuumed.code).toBe(0);
    expect(await orphans(killed)).toEqual([]);
    expect(await goldFingerprint(killed)).toEqual(expected);
    expect((await killed.run(test.groups.flat())).status).toBe('no_new_data');
  } finally {
    await calm.close();
    await killed.close();
  }
}

/** Does a command that is killed at a moment. */
export async function killedCommand(
  args: string[],
  env: Record<string, string> & { TILLHOUSE_HOME: string },
  moment: Moment,
  usualMs: number,
): Promise<Ended> {
  let stop = () => undefined as void;
  const folder = 'in' in moment ? join(env.TILLHOUSE_HOME, moment.in) : undefined;
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  const ended = await tillhouse(args, {
    env,
    started: (child) => {
      const kill = () => child.kill('SIGKILL');
      if ('share' in moment) {
        const timer = setTimeout(kill, moment.share * usualMs);
        stop = () => clearTimeout(timer);
      } else {
        const before = new Set(readdirSync(folder ?? ''));
        const watcher = watch(folder ?? '', (_, name) => {
          if (name !== null && moment.appears.test(name) && !before.has(name)) kill();
        });
        stop = () => watcher.close();
      }
    },
  });
  stop();
  return ended;
}

/** Data files and temporary files that nothing refers to. */
async function orphans(home: LakeHome): Promise<string[]> {
  const state = await home.etl.lake.state();
  const referred = new Set(Object.values(state.tables).flatMap((table) => home.etl.lake.paths(table)));
  const found = await readdir(home.path, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (path) =>
        (path.endsWith('.parquet') && !path.includes('_delta_log') && !referred.has(path)) ||
        (path.startsWith(join(home.path, 'tmp')) &&
          !path.startsWith(join(home.path, 'tmp', 'query')) &&
          !path.startsWith(join(home.path, 'tmp', 'warehouse'))),
    )
    .map((path) => `${relative(home.path, path)} (${basename(path)})`);
}
