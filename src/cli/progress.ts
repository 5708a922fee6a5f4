import { type Progress } from '../modules/etl/index.js';

const LABELS: Record<string, string> = {
  bronze: 'reading files',
  silver: 'cleaning lines',
  dimensions: 'building dimensions',
  facts: 'building facts and marts',
};
const WIDTH = 24;

/** A bar on a terminal, a line a stage elsewhere; silent when the output is for a machine. */
export function progressDisplay(silent: boolean): { show: Progress; end: () => void } {
  const terminal = process.stderr.isTTY;
  let stage = '';
  const show: Progress = (name, done, total) => {
    if (silent) return;
    const label = (LABELS[name] ?? name).padEnd(26);
    if (terminal) {
      const filled = total === 0 ? WIDTH : Math.round((WIDTH * done) / total);
      process.stderr.write(
        `\r\x1b[2K  ${label} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${done}/${total}`,
      );
      if (done === total) process.stderr.write('\n');
    } else if (name !== stage) process.stderr.write(`  ${label}\n`);
    stage = name;
  };
  const end = () => {
    if (!silent && terminal) process.stderr.write('\r\x1b[2K');
  };
  return { show, end };
}
