// npm run fuzz [-- --examples N] [-- --seed N]: schemathesis over both OpenAPI documents and over GraphQL, against the real server with a token.
import { deepStrictEqual } from 'node:assert';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled } from './ensure.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const PASSWORD = 'correct horse battery staple';
const { values: options } = parseArgs({
  options: { examples: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
});

ensureInstalled(root);
ensureBuilt(root);
run('bash', [join(root, 'scripts', 'ensure-readers.sh')], process.env);

const folder = mkdtempSync(join(tmpdir(), 'tillhouse-fuzz-'));
const sample = join(folder, 'sample');
const env = {
  PATH: process.env.PATH,
  HOME: folder,
  TILLHOUSE_HOME: join(folder, 'home'),
  TILLHOUSE_ENGINE_MEMORY: '512MiB',
  TILLHOUSE_LOG_LEVEL: 'error',
  TILLHOUSE_PORT: '0',
  TILLHOUSE_ADMIN_PASSWORD: PASSWORD,
  TILLHOUSE_RATE_LIMIT: '0',
  TILLHOUSE_LOGIN_RATE_LIMIT: '0',
  TILLHOUSE_RUN_ROOTS: sample,
  // Each would wait for gold.
  TILLHOUSE_BATCH_SYNC_ITEMS: '0',
};
let server;
try {
  tillhouse('generate', '--lines', '2000', '--seed', '5', '--out', sample);
  tillhouse('run', sample);
  server = spawn(process.execPath, [join(root, 'bin', 'tillhouse'), 'serve'], {
    env,
    stdio: ['ignore', 'pipe', 2],
  });
  const url = await addressOf(server);
  process.exitCode = await fuzz(url);
} finally {
  if (server && server.exitCode === null) {
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGTERM');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 });
}

async function fuzz(url) {
  const { access_token: token } = await json(
    `${url}/api/v1/auth/token`,
    post({ username: 'admin', password: PASSWORD }),
  );
  const headers = { authorization: `Bearer ${token}` };
  const known = {
    sale_id: (await json(`${url}/api/v1/sales?size=1`, { headers })).data[0].sale_id,
    run: (await json(`${url}/api/v1/etl/runs?limit=1`, { headers })).data[0].run_id,
    user: (
      await json(
        `${url}/api/v1/users`,
        post({ username: 'victim', password: PASSWORD, roles: ['viewer'] }, headers),
      )
    ).id,
  };
  const documents = {};
  for (const version of ['v1', 'v2']) {
    const path = join(root, 'test', 'contract', `openapi.${version}.json`);
    documents[version] = JSON.parse(readFileSync(path, 'utf8'));
    // What the built server says of itself: in it, names of classes are kept by the bundler.
    deepStrictEqual(await json(`${url}/openapi.${version}.json`), documents[version]);
  }
  let failed = 0;
  for (const [version, document] of Object.entries(documents)) {
    const file = join(folder, `openapi.${version}.json`);
    writeFileSync(file, JSON.stringify(asTried(document, known)));
    const { status } = spawnSync(
      join(root, '.cache', 'venv', 'bin', 'schemathesis'),
      [
        ...['--config-file', join(root, 'test', 'contract', 'schemathesis.toml')],
        ...['run', file, '--url', url],
        ...['--seed', options.seed, '--max-examples', options.examples, '--workers', '2', '--no-color'],
      ],
      { cwd: folder, stdio: 'inherit', timeout: 600_000, env: { ...process.env, TILLHOUSE_TOKEN: token } },
    );
    if (status !== 0) failed = 1;
  }
  // The schema is asked of the server, which anybody may. GraphQL takes credentials of a header.
  const { status } = spawnSync(
    join(root, '.cache', 'venv', 'bin', 'schemathesis'),
    [
      ...['--config-file', join(root, 'test', 'contract', 'schemathesis-graphql.toml')],
      ...['run', `${url}/api/graphql`, '--header', `Authorization: Bearer ${token}`],
      ...['--seed', options.seed, '--max-examples', options.examples, '--workers', '2', '--no-color'],
    ],
    {
      cwd: folder,
      stdio: 'inherit',
      timeout: 120_000,
      env: {
        ...process.env,
        SCHEMATHESIS_HOOKS: 'schemathesis_graphql',
        PYTHONPATH: join(root, 'test', 'contract'),
      },
    },
  );
  if (status !== 0) failed = 1;
  if (server.exitCode !== null) {
    console.error(`error: the server ended with ${server.exitCode}`);
    failed = 1;
  }
  return failed;
}

/** The committed document, stricter: answers have no field that it does not name, and ids are of things that are there. */
function asTried(document, known) {
  for (const schema of Object.values(document.components.schemas))
    if (schema.properties !== undefined) schema.additionalProperties ??= false;
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const operation of Object.values(operations)) {
      // One kind of credentials is tried here; test/e2e/auth.spec.ts tries all.
      if (operation.security?.length > 0) operation.security = [{ bearer: [] }];
      // Of a URL that is too long for any route.
      operation.responses[431] = { description: 'Too long.' };
      for (const parameter of operation.parameters ?? []) {
        if (parameter.in !== 'path') continue;
        if (parameter.name === 'sale_id') parameter.example = known.sale_id;
        else if (path.startsWith('/api/v1/etl/runs/')) parameter.example = known.run;
        else if (path.startsWith('/api/v1/users/')) parameter.example = known.user;
      }
    }
  }
  return document;
}

function post(body, headers = {}) {
  return {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

async function json(url, init) {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** Where the server listens, as it says by itself. */
function addressOf(child) {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
}

function tillhouse(...args) {
  run(process.execPath, [join(root, 'bin', 'tillhouse'), ...args], env);
}

function run(command, args, environment) {
  const { status } = spawnSync(command, args, { cwd: root, env: environment, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}
