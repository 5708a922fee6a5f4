// npm run demo [-- --no-serve] [-- --lines N]: a synthetic sample through the whole pipeline, then the API.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled } from './ensure.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: {
    'no-serve': { type: 'boolean', default: false },
    lines: { type: 'string', default: '30000' },
    port: { type: 'string' },
  },
});
const home = process.env.TILLHOUSE_HOME ?? join(process.cwd(), '.tillhouse');
const sample = join(home, `demo-${values.lines}`);

ensureInstalled(root);
await ensureBuilt(root);

if (!existsSync(sample)) {
  console.log(
    `\n$ tillhouse generate --lines ${values.lines} --seed 42 --out ${relative(process.cwd(), sample)}`,
  );
  await tillhouse(['generate', '--lines', values.lines, '--seed', '42', '--out', sample]);
}
console.log(`\n$ tillhouse run ${relative(process.cwd(), sample)}`);
await tillhouse(['run', sample]);
console.log('\n$ tillhouse tables');
await tillhouse(['tables']);
if (!values['no-serve']) {
  console.log('\n$ tillhouse serve');
  await tillhouse(['serve', ...(values.port === undefined ? [] : ['--port', values.port])]);
}

/** Ends this script with the command's exit code where the command fails. */
function tillhouse(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'bin', 'tillhouse'), ...args], {
      stdio: 'inherit',
      env: { ...process.env, TILLHOUSE_HOME: home },
    });
    // Ctrl-C reaches the child too; it ends first.
    const ignore = () => undefined;
    process.on('SIGINT', ignore);
    child.on('exit', (code, signal) => {
      process.off('SIGINT', ignore);
      if (code === 0 || signal === 'SIGINT') resolve();
      else process.exit(code ?? 1);
    });
  });
}
