import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ENSURE = pathToFileURL(join(import.meta.dirname, '..', '..', 'scripts', 'ensure.mjs')).href;

// The real script on a small project whose compiler and npm only leave a mark; the clock and the files are real.
describe('scripts/ensure.mjs', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tillhouse-ensure-'));
    const manifest = { type: 'module', dependencies: { left: '1.0.0' } };
    const packages = { '': manifest, 'node_modules/left': { version: '1.0.0' } };
    write('package.json', JSON.stringify(manifest));
    write('package-lock.json', JSON.stringify({ packages }));
    write('node_modules/.package-lock.json', JSON.stringify({ packages }));
    for (const name of ['tsconfig.json', 'tsconfig.build.json', 'nest-cli.json']) write(name, '{}');
    write('prisma/schema.prisma', '');
    write(
      'node_modules/prisma/build/index.js',
      `const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
       appendFileSync('generations', 'x'); mkdirSync('src/platform/database/client', { recursive: true });
       writeFileSync('src/platform/database/client/client.ts', '');`,
    );
    write('node_modules/prisma/package.json', '{"type":"commonjs"}');
    write('node_modules/@electric-sql/pglite/package.json', '{"version":"1.0.0"}');
    // Made by an earlier build.
    write('.cache/database-template-1.0.0/PG_VERSION', '18');
    for (const name of ['bundle.mjs', 'bundle-program.mjs']) write(`scripts/${name}`, '');
    write('src/a.ts', '');
    write('src/models/sales.sql', '');
    compiler('');
    write('bin/npm', '#!/bin/sh\necho "$@" >>installs\n');
    chmodSync(join(root, 'bin/npm'), 0o755);
    age();
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }

  /** A compiler that notes each run, then does what the text says. */
  function compiler(then: string): void {
    write(
      'node_modules/@nestjs/cli/bin/nest.js',
      `const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
       appendFileSync('builds', 'x'); mkdirSync('dist', { recursive: true }); ${then}`,
    );
    write('node_modules/@nestjs/cli/package.json', '{"type":"commonjs"}');
  }

  /** Puts the sources a minute into the past, as those of a clone that lies there for a while. */
  function age(): void {
    const past = new Date(Date.now() - 60_000);
    for (const file of [
      'src/a.ts',
      'src/models/sales.sql',
      'src/models',
      'src',
      'package.json',
      'package-lock.json',
      'scripts/bundle.mjs',
      'scripts/bundle-program.mjs',
      'tsconfig.json',
      'tsconfig.build.json',
      'nest-cli.json',
      'prisma/schema.prisma',
    ])
      utimesSync(join(root, file), past, past);
  }

  const noted = (file: string) =>
    existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '';
  const builds = () => noted('builds').length;

  async function ensure(call: string): Promise<{ code: number; errors: string }> {
    const child = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import * as ensure from '${ENSURE}'; ensure.${call}(${JSON.stringify(root)});`,
      ],
      {
        cwd: root,
        env: { PATH: `${join(root, 'bin')}${delimiter}${process.env['PATH'] ?? ''}` },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    const [code] = (await once(child, 'close')) as [number];
    return { code, errors };
  }

  it('builds once, and then only after a change', async () => {
    await ensure('ensureBuilt');
    await ensure('ensureBuilt');
    expect(builds()).toBe(1);
    write('src/a.ts', 'changed');
    await ensure('ensureBuilt');
    await ensure('ensureBuilt');
    expect(builds()).toBe(2);
  });

  it('generates the database client when its schema is newer, and starts databases from a template', async () => {
    await ensure('ensureBuilt');
    write('src/a.ts', 'changed');
    await ensure('ensureBuilt');
    expect(noted('generations')).toBe('x');
    expect(noted('dist/platform/database/embedded/template/PG_VERSION')).toBe('18');
    utimesSync(join(root, 'prisma/schema.prisma'), new Date(), new Date());
    await ensure('ensureBuilt');
    expect(noted('generations')).toBe('xx');
  });

  it.each([
    ['a model', () => write('src/models/sales.sql', 'select 1')],
    ['a compiler setting', () => write('tsconfig.json', '{ }')],
    ['the database schema', () => write('prisma/schema.prisma', '// changed')],
    ['a deleted model', () => rmSync(join(root, 'src/models/sales.sql'))],
  ])('builds again after %s', async (_, change) => {
    await ensure('ensureBuilt');
    change();
    await ensure('ensureBuilt');
    expect(builds()).toBe(2);
  });

  it('does not build for a test', async () => {
    write('src/a.spec.ts', '');
    age();
    await ensure('ensureBuilt');
    write('src/a.spec.ts', 'changed');
    await ensure('ensureBuilt');
    expect(builds()).toBe(1);
  });

  it('does not miss what is changed while it builds', async () => {
    compiler(`writeFileSync('src/a.ts', 'changed');`);
    await ensure('ensureBuilt');
    await ensure('ensureBuilt');
    expect(builds()).toBe(2);
  });

  it('builds once for two that start together', async () => {
    compiler('const until = Date.now() + 600; while (Date.now() < until);');
    const both = await Promise.all([ensure('ensureBuilt'), ensure('ensureBuilt')]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(builds()).toBe(1);
  });

  it('takes over the lock of a build that was killed', async () => {
    write('node_modules/.tillhouse-building/pid', '4194305');
    expect(await ensure('ensureBuilt')).toMatchObject({ code: 0 });
    expect(builds()).toBe(1);
  });

  it('fails with the command that failed, and tries again the next time', async () => {
    compiler('process.exit(2);');
    const { code, errors } = await ensure('ensureBuilt');
    expect(code).toBe(1);
    expect(errors).toMatch(/^error: .*nest\.js build failed$/m);
    await ensure('ensureBuilt');
    expect(builds()).toBe(2);
  });

  it('builds nothing where there are no sources', async () => {
    await ensure('ensureBuilt');
    rmSync(join(root, 'src'), { recursive: true });
    rmSync(join(root, 'tsconfig.json'));
    expect(await ensure('ensureBuilt')).toMatchObject({ code: 0 });
    expect(builds()).toBe(1);
  });

  it('installs nothing where all is there', async () => {
    await ensure('ensureInstalled');
    expect(noted('installs')).toBe('');
  });

  it.each([
    ['nothing is installed', () => rmSync(join(root, 'node_modules/.package-lock.json'))],
    [
      'a package has another version',
      () =>
        write(
          'package-lock.json',
          JSON.stringify({
            packages: { '': { dependencies: { left: '1.0.0' } }, 'node_modules/left': { version: '1.0.1' } },
          }),
        ),
    ],
    [
      'package.json asks for more than the lockfile',
      () => write('package.json', JSON.stringify({ dependencies: { left: '1.0.0', right: '1.0.0' } })),
    ],
  ])('installs where %s', async (_, change) => {
    change();
    await ensure('ensureInstalled');
    expect(noted('installs')).toMatch(/^install /);
  });

  it('needs no package of another platform', async () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, unknown>;
    };
    lock.packages['node_modules/left-darwin'] = { version: '1.0.0', optional: true };
    write('package-lock.json', JSON.stringify(lock));
    await ensure('ensureInstalled');
    expect(noted('installs')).toBe('');
  });
});
