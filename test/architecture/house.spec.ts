import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

interface Violation {
  rule: { name: string };
  from: string;
}

function cruise(folder: string): Violation[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      'src',
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}

/** A file that breaks a rule, and the rule. */
const PLANTED: [rule: string, file: string, text: string][] = [
  [
    'no-cycle',
    'src/platform/engine/planted-a.ts',
    "import { b } from './planted-b.js';\nexport const a = () => b;\n",
  ],
  [
    'only-through-the-door',
    'src/modules/etl/service/planted-door.ts',
    "export { RULES } from '../../quality/domain/rules.js';\n",
  ],
  [
    'only-through-the-door-from-outside',
    'src/planted-outside.ts',
    "export { RULES } from './modules/quality/domain/rules.js';\n",
  ],
  [
    'edges-of-quality',
    'src/modules/quality/service/planted-edge.ts',
    "export { createEtl } from '../../etl/index.js';\n",
  ],
  [
    'edges-of-health',
    'src/modules/health/service/planted-edge.ts',
    "export { createEtl } from '../../etl/index.js';\n",
  ],
  ['domain-is-pure', 'src/modules/etl/domain/planted-node.ts', "export { readFileSync } from 'node:fs';\n"],
  ['domain-is-pure', 'src/modules/etl/domain/planted-npm.ts', "export { parse } from 'yaml';\n"],
  [
    'domain-is-pure',
    'src/modules/etl/domain/planted-platform.ts',
    "export { literal } from '../../../platform/engine/engine.js';\n",
  ],
  [
    'data-access-serves',
    'src/modules/etl/data-access/planted-up.ts',
    "export { RunService } from '../service/run.service.js';\n",
  ],
  [
    'service-knows-no-http',
    'src/modules/etl/service/planted-http.ts',
    "export { fastify } from 'fastify';\n",
  ],
  [
    'presentation-asks-services',
    'src/modules/etl/presentation/planted-data.ts',
    "export { loadModels } from '../data-access/model.js';\n",
  ],
  [
    'platform-knows-no-module',
    'src/platform/http/planted-module.ts',
    "export { createEtl } from '../../modules/etl/index.js';\n",
  ],
  [
    'duckdb-in-its-engine',
    'src/modules/etl/data-access/planted-duckdb.ts',
    "export { DuckDBInstance } from '@duckdb/node-api';\n",
  ],
];

describe('the house', () => {
  let copy: string;

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'tillhouse-house-'));
    for (const name of ['src', 'package.json', 'tsconfig.json', '.dependency-cruiser.cjs'])
      cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('stands', () => {
    expect(cruise(ROOT).map((v) => `${v.rule.name}: ${v.from}`)).toEqual([]);
  });

  it('has rules that bite', () => {
    writeFileSync(
      join(copy, 'src/platform/engine/planted-b.ts'),
      "import { a } from './planted-a.js';\nexport const b = () => a;\n",
    );
    for (const [, file, text] of PLANTED) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), text);
    }
    const found = cruise(copy).map((v) => `${v.rule.name} ${v.from}`);
    for (const [rule, file] of PLANTED) expect(found).toContain(`${rule} ${file}`);
  });
});
