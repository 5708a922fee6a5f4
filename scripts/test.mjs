// Installs what is missing, runs the tests and closes with their counts. Those of `*.slow.spec.ts` run under CI, with `--all`, and where
// they are named; the drills with `--long`. Other arguments go to jest: npm test -- config
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureServers, startPostgres, startRedis, startTypesense } from '../test/support/servers.mjs';
import { ensureBuilt, ensureInstalled } from './ensure.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const given = process.argv.slice(2);
const long = given.includes('--long');
const forJest = given.filter((argument) => argument !== '--long' && argument !== '--all');
const isNamed = forJest.some((argument) => !argument.startsWith('-'));
const quick = !long && !process.env.CI && !given.includes('--all') && !isNamed;

ensureInstalled(root);
// Some tests run the command line as a user does.
ensureBuilt(root);
const readersMissing = !has('ensure-readers.sh');
const typesenseMissing = !has('ensure-typesense.sh');
const serversMissing = ensureServers();
const servers = serversMissing.length > 0 ? undefined : await startServers();
const { passed, failed, skipped, status } = await runJest();
await servers?.stop();
if (readersMissing)
  console.error(
    'SKIPPED: the readers that are not ours (deltalake, DuckDB delta): Python could not be set up',
  );
if (typesenseMissing) console.error('SKIPPED: everything that needs Typesense: it could not be set up');
if (serversMissing.length > 0)
  console.error(`SKIPPED: everything that needs ${serversMissing.join(' and ')}: not installed`);
if (quick)
  console.error(
    'Not run: the slow ones (test/**/*.slow.spec.ts), which CI runs too; npm test -- --all does.',
  );
// What a person's machine may lack is a failure where everything must be there.
const isMissing = readersMissing || typesenseMissing || serversMissing.length > 0;
let failures = failed + (isMissing && process.env.CI ? 1 : 0);
// Jest can fail without a failed test: where it found none, for example.
if (failures === 0 && status !== 0) failures = 1;
console.log(`${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failures > 0 ? 1 : status;

function has(installer) {
  const { status } = spawnSync('bash', [join(root, 'scripts', installer)], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  return status === 0;
}

async function startServers() {
  const postgres = await startPostgres();
  const redis = await startRedis();
  const typesense = typesenseMissing ? undefined : await startTypesense();
  return {
    env: {
      TEST_DATABASE_URL: postgres.url,
      TEST_REDIS_URL: redis.url,
      ...(typesense ? { TEST_TYPESENSE_URL: typesense.url, TEST_TYPESENSE_API_KEY: typesense.apiKey } : {}),
    },
    stop: () => Promise.all([postgres.stop(), redis.stop(), typesense?.stop()]),
  };
}

async function runJest() {
  const folder = mkdtempSync(join(tmpdir(), 'tillhouse-jest-'));
  const results = join(folder, 'results.json');
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const options = ['--json', '--outputFile', results, '--maxWorkers=2'];
  // Not spawnSync: the servers are children of this process, which has to hear of their end.
  const child = spawn(process.execPath, [jest, ...options, ...forJest], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      ...servers?.env,
      ...(long ? { TESTS: 'drills' } : quick ? { TESTS: 'quick' } : {}),
    },
  });
  const status = await new Promise((done) => child.on('exit', done));
  try {
    // Without results jest itself broke, or found no test: that is a failure too.
    if (!existsSync(results)) return { passed: 0, failed: 1, skipped: 0, status: status ?? 1 };
    const counts = JSON.parse(readFileSync(results, 'utf8'));
    return {
      passed: counts.numPassedTests,
      failed: counts.numFailedTests + counts.numRuntimeErrorTestSuites,
      skipped: counts.numPendingTests,
      status: status ?? 1,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
