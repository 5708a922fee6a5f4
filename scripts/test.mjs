// Installs what is missing, runs the tests (`--long`: the drills) and closes with their counts.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt, ensureInstalled } from './ensure.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const given = process.argv.slice(2);
const long = given.includes('--long');

ensureInstalled(root);
// Some tests run the command line as a user does.
await ensureBuilt(root);
if (existsSync(join(root, 'scripts', 'ensure-readers.sh'))) {
  const readers = spawnSync('bash', [join(root, 'scripts', 'ensure-readers.sh')], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (readers.status !== 0) {
    if (process.env.CI) process.exit(1);
    console.error(
      'SKIPPED: the readers that are not ours (deltalake, DuckDB delta): Python could not be set up',
    );
  }
}
const folder = mkdtempSync(join(tmpdir(), 'tillhouse-jest-'));
const results = join(folder, 'results.json');
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const { status } = spawnSync(
  process.execPath,
  [
    jest,
    '--json',
    '--outputFile',
    results,
    '--maxWorkers=2',
    ...given.filter((argument) => argument !== '--long'),
  ],
  {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...(long ? { RUN_DRILLS: '1' } : {}) },
  },
);
if (existsSync(results)) {
  const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(
    readFileSync(results, 'utf8'),
  );
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  console.log(
    `${numPassedTests} passed, ${failed} failed${numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''}`,
  );
}
rmSync(folder, { recursive: true, force: true });
process.exitCode = status ?? 1;
