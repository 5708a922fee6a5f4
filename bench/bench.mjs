// npm run bench [-- --lines 500000,1000000,10000000 --rounds 3]: CPU, wall and peak memory of the pipeline through the Delta commit,
// beside bare DuckDB in the same run. Ratios matter; absolute times depend on the machine.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine, nextDay, node, publishTable, quantile, ready, root, sales, work } from './support.mjs';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '500000,1000000,10000000' },
    rounds: { type: 'string', default: '3' },
  },
});
await ready({ postgres: false });
const rows = [];
for (const lines of values.lines.split(',').map(Number)) rows.push(measureSize(lines));
publishTable('pipeline', render(rows));

function measureSize(lines) {
  const csv = sales(lines);
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
    quantile(
      samples.map((sample) => sample[measure]),
      0.5,
    );
  return { cpu: median('cpu'), wall: median('wall'), peakMiB: median('peakMiB') };
}

function measured(args, home) {
  const usage = join(work, 'usage.json');
  node(['--import', join(root, 'bench', 'usage.mjs'), ...args], {
    BENCH_USAGE: usage,
    ...(home ? { TILLHOUSE_HOME: home } : {}),
  });
  return JSON.parse(readFileSync(usage, 'utf8'));
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
  return `CPU s / wall s / peak MiB of the process, ${machine()}.\n\n${lines.join('\n')}\n`;
}
