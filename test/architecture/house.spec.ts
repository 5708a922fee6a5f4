import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const { forbidden } = createRequire(join(ROOT, 'package.json'))('./.dependency-cruiser.cjs') as {
  forbidden: { name: string }[];
};
const RULES = forbidden.map((rule) => rule.name);

interface Violation {
  rule: { name: string };
  from: string;
}

function cruise(folder: string): string[] {
  const cruiser = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [cruiser, 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (stdout === '') throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[] } };
  return summary.violations.map((violation) => `${violation.rule.name} ${violation.from}`);
}

/** Files that break a rule each, beside what they need to be read at all. */
const PLANTED: [rule: string, file: string, text: string][] = [
  [
    'no-cycle',
    'src/platform/engine/planted-a.ts',
    "import { b } from './planted-b.js';\nexport const a = () => b;\n",
  ],
  [
    'only-through-the-door',
    'src/modules/etl/service/planted-door.ts',
    "export * from '../../quality/domain/rules.js';\n",
  ],
  [
    'only-through-the-door-from-outside',
    'src/planted-door.ts',
    "export * from './modules/quality/domain/rules.js';\n",
  ],
  [
    'module-without-edges',
    'src/modules/attic/service/planted.ts',
    "export * from '../../quality/index.js';\n",
  ],
  [
    'auth-in-presentation',
    'src/modules/etl/service/planted-auth.ts',
    "export * from '../../auth/index.js';\n",
  ],
  ['domain-is-pure', 'src/modules/etl/domain/planted-node.ts', "export { readFileSync } from 'node:fs';\n"],
  ['domain-is-pure', 'src/modules/etl/domain/planted-npm.ts', "export { parse } from 'yaml';\n"],
  [
    'domain-is-pure',
    'src/modules/etl/domain/planted-platform.ts',
    "export * from '../../../platform/engine/engine.js';\n",
  ],
  [
    'domain-is-pure',
    'src/modules/etl/domain/planted-service.ts',
    "export * from '../service/run.service.js';\n",
  ],
  ['domain-is-pure', 'src/modules/etl/domain/planted-data.ts', "export * from '../data-access/model.js';\n"],
  [
    'domain-takes-only-types',
    'src/modules/etl/domain/planted-value.ts',
    "export * from '../../quality/index.js';\n",
  ],
  [
    'data-access-serves',
    'src/modules/etl/data-access/planted-up.ts',
    "export * from '../service/run.service.js';\n",
  ],
  [
    'service-knows-no-http',
    'src/modules/etl/service/planted-http.ts',
    "export { fastify } from 'fastify';\n",
  ],
  [
    'service-knows-no-http',
    'src/modules/etl/service/planted-up.ts',
    "export * from '../presentation/rest/v1/etl.dto.js';\n",
  ],
  [
    'presentation-asks-services',
    'src/modules/etl/presentation/planted-data.ts',
    "export * from '../data-access/model.js';\n",
  ],
  [
    'platform-knows-no-module',
    'src/platform/http/planted-module.ts',
    "export * from '../../modules/quality/index.js';\n",
  ],
  [
    'duckdb-in-its-engine',
    'src/modules/etl/data-access/planted-duckdb.ts',
    "export { DuckDBInstance } from '@duckdb/node-api';\n",
  ],
  [
    'prisma-in-data-access',
    'src/modules/etl/service/planted-prisma.ts',
    "export { PrismaClient } from '@prisma/client';\n",
  ],
  [
    'no-development-packages',
    'src/platform/http/planted-dev.ts',
    "export { Test } from '@nestjs/testing';\n",
  ],
];

/** Lawful neighbours of the planted files: none of these may be reported. */
const LAWFUL: [file: string, text: string][] = [
  ['src/platform/engine/planted-b.ts', "import { a } from './planted-a.js';\nexport const b = () => a;\n"],
  ['src/modules/etl/presentation/lawful-auth.ts', "export * from '../../auth/index.js';\n"],
  ['src/modules/etl/service/lawful-quality.ts', "export * from '../../quality/index.js';\n"],
  ['src/modules/etl/service/lawful-tasks.ts', "export * from '../../tasks/index.js';\n"],
  [
    'src/modules/etl/domain/lawful-type.ts',
    "import type { Rule } from '../../quality/index.js';\nexport type R = Rule;\n",
  ],
  ['src/modules/sales/service/lawful-insights.ts', "export * from '../../insights/index.js';\n"],
  ['src/modules/etl/data-access/lawful-prisma.ts', "export { PrismaClient } from '@prisma/client';\n"],
];

/** Which module each module must not import; where it may import all others there is nothing to plant. */
const EDGES: Record<string, string> = {
  auth: 'etl',
  etl: 'sales',
  quality: 'etl',
  warehouse: 'etl',
  sales: 'etl',
  datamart: 'sales',
  insights: 'etl',
  batch: 'sales',
  search: 'etl',
  alerts: 'quality',
  tasks: 'health',
  health: 'tasks',
};

describe('the house', () => {
  let copy: string;

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'tillhouse-house-'));
    for (const name of ['src', 'package.json', 'tsconfig.json', '.dependency-cruiser.cjs'])
      cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  const plant = (file: string, text: string) => {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), text);
  };

  it('stands', () => {
    expect(cruise(ROOT)).toEqual([]);
  });

  it('has only rules that bite, and only where they should', () => {
    const planted = [...PLANTED];
    for (const [module, other] of Object.entries(EDGES)) {
      // Modules that are not built yet have their rule already.
      if (!existsSync(join(copy, 'src/modules', module, 'index.ts')))
        plant(`src/modules/${module}/index.ts`, 'export const planted = 1;\n');
      planted.push([
        `edges-of-${module}`,
        `src/modules/${module}/planted-edge.ts`,
        `export * from '../${other}/index.js';\n`,
      ]);
    }
    for (const [file, text] of LAWFUL) plant(file, text);
    for (const [, file, text] of planted) plant(file, text);

    const found = cruise(copy);
    for (const [rule, file] of planted) expect(found).toContain(`${rule} ${file}`);
    expect(RULES.filter((rule) => !planted.some(([bitten]) => bitten === rule))).toEqual([]);
    const lawful = LAWFUL.map(([file]) => file).filter((file) => !file.includes('planted'));
    expect(found.filter((violation) => lawful.some((file) => violation.endsWith(` ${file}`)))).toEqual([]);
  });

  it('reads the environment in platform/config only', () => {
    const readers = sources(join(ROOT, 'src'))
      .filter((file) =>
        /\bprocess\s*(\??\.|\[\s*['"`])\s*env\b|['"](node:)?process['"]/.test(readFileSync(file, 'utf8')),
      )
      .map((file) => relative(ROOT, file))
      .filter((file) => !file.startsWith('src/platform/config/'));
    expect(readers).toEqual([]);
  });

  it('has a linter that bites', () => {
    const broken = [
      'import { env as first } from "node:process";',
      'const { env } = process;',
      'export const homes = [first, env, process.env["HOME"]];',
      'export function forget(): void {',
      '  Promise.resolve(1);',
      '}',
      'export const loose = (x: any): boolean => x == 1;',
      'export const parsed = (text: string): number => JSON.parse(text);',
      'console.log(1);',
    ];
    expect(lint(broken.join('\n'))).toEqual([
      '1 no-restricted-imports',
      '2 no-restricted-properties',
      '3 no-restricted-properties',
      '5 @typescript-eslint/no-floating-promises',
      '7 @typescript-eslint/no-explicit-any',
      '7 eqeqeq',
      '8 @typescript-eslint/no-unsafe-return',
      '9 no-console',
    ]);
  });
});

function sources(folder: string): string[] {
  return (
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      // Prisma's generated client is not the house's.
      .filter((name) => name.endsWith('.ts') && !name.startsWith(join('platform', 'database', 'client')))
      .map((name) => join(folder, name))
  );
}

/** The rules that a text breaks in the place of a file of the house, each with its line. */
function lint(text: string): string[] {
  const eslint = join(ROOT, 'node_modules', 'eslint', 'bin', 'eslint.js');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [eslint, '--stdin', '--stdin-filename', 'src/app.module.ts', '--format', 'json'],
    { cwd: ROOT, encoding: 'utf8', input: text },
  );
  if (stdout === '') throw new Error(stderr);
  const [result] = JSON.parse(stdout) as { messages: { line: number; ruleId: string }[] }[];
  return (result?.messages ?? []).map((message) => `${message.line} ${message.ruleId}`);
}
