// npm run demo [-- --no-serve] [-- --lines N] [-- --port N]: a synthetic sample through the whole pipeline, then the API.
import { spawn } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled } from './ensure.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { lines, port, 'no-serve': noServe } = options();
const home = resolve(process.env.TILLHOUSE_HOME || '.tillhouse');
const sample = join(home, `demo-${lines}`);
const shown = relative(process.cwd(), sample) || '.';

ensureInstalled(root);
ensureBuilt(root);

// Renamed when it is whole: half a sample of an interrupted start would pass for one.
if (!existsSync(sample)) {
  console.log(`\n$ tillhouse generate --lines ${lines} --seed 42 --out ${shown}`);
  const part = `${sample}.part`;
  rmSync(part, { recursive: true, force: true });
  await tillhouse(
    ['--json', 'generate', '--lines', lines, '--seed', '42', '--out', part],
    ['ignore', 'ignore', 'inherit'],
  );
  renameSync(part, sample);
}
console.log(`\n$ tillhouse run ${shown}`);
await tillhouse(['run', sample]);
console.log('\n$ tillhouse tables');
await tillhouse(['tables']);
console.log('\n$ tillhouse verify');
await tillhouse(['verify']);
if (!noServe) {
  console.log('\n$ tillhouse serve');
  await tillhouse(['serve', ...(port === undefined ? [] : ['--port', port])]);
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        'no-serve': { type: 'boolean', default: false },
        lines: { type: 'string', default: '30000' },
        port: { type: 'string' },
      },
    });
    if (!/^[1-9]\d*$/.test(values.lines))
      throw new Error(`--lines is '${values.lines}', expected a whole number`);
    return values;
  } catch (error) {
    console.error(`error: ${error.message}\n  npm run demo -- [--no-serve] [--lines N] [--port N]`);
    process.exit(2);
  }
}

/** Runs one command in the demo's home; this script ends with it where it fails or is stopped. */
function tillhouse(args, stdio = 'inherit') {
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(root, 'bin', 'tillhouse'), ...args], {
      stdio,
      env: { ...process.env, TILLHOUSE_HOME: home },
    });
    // Ctrl-C reaches the child by itself; a signal to this script alone does not. The child ends first.
    const wait = () => undefined;
    const pass = () => child.kill('SIGTERM');
    process.on('SIGINT', wait).on('SIGTERM', pass);
    child.on('exit', (code, signal) => {
      process.off('SIGINT', wait).off('SIGTERM', pass);
      if (code === 0) done();
      // To stop the server is how the demo ends.
      else if (args[0] === 'serve' && (signal === 'SIGINT' || signal === 'SIGTERM')) process.exit(0);
      else process.exit(code ?? 130);
    });
  });
}
