// npm run bench [-- --lines 500000,1000000,10000000 --rounds 3]: CPU, wall and peak memory of the pipeline through the Delta commit,
// beside bare DuckDB in the same run. Ratios matter; absolute times depend on the machine.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled } from '../scripts/ensure.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '500000,1000000,10000000' },
    rounds: { type: 'string', default: '3' },
  },
});
ensureInstalled(root);
await ensureBuilt(root);
const work = join(root, '.cache', 'bench');
mkdirSync(work, { recursive: true });

const cli = join(root, 'dist', 'cli.js');
const rows = [];
for (const lines of values.lines.split(',').map(Number)) rows.push(measureSize(lines));
const table = render(rows);
console.log(table);
save(table);

function measureSize(lines) {
  const source = join(work, `sales-${lines}`);
  if (!existsSync(source))
    must(
      node([cli, 'generate', '--lines', String(lines), '--seed', '1', '--file-per', 'all', '--out', source]),
    );
  const csv = join(source, readdirSync(source)[0]);
  const rounds = [];
  for (let round = 1; round <= Number(values.rounds); round++) {
    const home = fresh('home');
    const out = fresh('bare');
    console.error(`${lines} lines, round ${round}: floor, bare script, pipeline, increment …`);
    rounds.push({
      floor: measured([join(root, 'bench', 'floor.mjs'), csv, out]),
      bare: measured([join(root, 'bench', 'bare.mjs'), csv, out]),
      pipeline: measured([join(root, 'bench', 'pipeline.mjs'), csv], home),
      increment: measured([join(root, 'bench', 'pipeline.mjs'), nextDay()], home),
    });
    rmSync(home, { recursive: true, force: true });
    rmSync(out, { recursive: true, force: true });
  }
  const middle = (name) => medians(rounds.map((round) => round[name]));
  return {
    lines,
    floor: middle('floor'),
    bare: middle('bare'),
    pipeline: middle('pipeline'),
    increment: middle('increment'),
  };
}

/** Of each measure the median over the rounds, which alternate the contenders so that a slow minute hits them all. */
function medians(samples) {
  const median = (measure) =>
    samples.map((sample) => sample[measure]).sort((a, b) => a - b)[samples.length >> 1];
  return { cpu: median('cpu'), wall: median('wall'), peakMiB: median('peakMiB') };
}

/** A day of 2,000 lines that follows the generated history. */
function nextDay() {
  const path = join(work, 'next-day.csv');
  const day = ['InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'];
  for (let i = 0; i < 2000; i++) {
    day.push(
      `9${String(Math.floor(i / 20)).padStart(6, '0')},${20000 + i},NEXT DAY PRODUCT ${i},${1 + (i % 12)},2025-12-31 ${String(8 + (i % 12)).padStart(2, '0')}:15:00,${1 + (i % 9)}.25,${12000 + (i % 400)},United Kingdom`,
    );
  }
  writeFileSync(path, day.join('\n') + '\n');
  return path;
}

function measured(args, home) {
  const usage = join(work, 'usage.json');
  must(
    node(['--import', join(root, 'bench', 'usage.mjs'), ...args], {
      BENCH_USAGE: usage,
      ...(home ? { TILLHOUSE_HOME: home } : {}),
    }),
  );
  return JSON.parse(readFileSync(usage, 'utf8'));
}

function node(args, env = {}) {
  return spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
  });
}

function must(result) {
  if (result.status !== 0) throw new Error(`a measured process ended with ${result.status ?? result.signal}`);
}

function fresh(name) {
  const folder = join(work, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

function render(measurements) {
  const cell = ({ cpu, wall, peakMiB }) => `${cpu.toFixed(1)} / ${wall.toFixed(1)} / ${Math.round(peakMiB)}`;
  const lines = [
    '| lines | floor: CSV → Parquet | bare script of the same rules | Tillhouse, files → Delta commit | CPU to floor | CPU to bare script | next day of 2,000 lines |',
    '|---|---|---|---|---|---|---|',
    ...measurements.map(
      (m) =>
        `| ${m.lines.toLocaleString('en-US')} | ${cell(m.floor)} | ${cell(m.bare)} | ${cell(m.pipeline)} | ${(m.pipeline.cpu / m.floor.cpu).toFixed(1)} × | ${(m.pipeline.cpu / m.bare.cpu).toFixed(2)} × | ${cell(m.increment)} |`,
    ),
  ];
  return `CPU s / wall s / peak MiB of the process, ${availableParallelism()} cores, ${Math.round(totalmem() / 1024 ** 3)} GiB memory.\n\n${lines.join('\n')}\n`;
}

/** Puts the table between its markers in bench/README.md. */
function save(table) {
  const path = join(root, 'bench', 'README.md');
  const text = readFileSync(path, 'utf8');
  const marked = /(<!-- table -->\n)[\s\S]*(<!-- \/table -->)/;
  writeFileSync(path, text.replace(marked, `$1\n${table}\n$2`));
}
