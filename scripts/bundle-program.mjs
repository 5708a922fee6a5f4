// Bundles the compiled command line, and with it the server, into dist/program: to find and open hundreds of modules of our own
// is a seventh of a start. Threads and processes of their own run the compiled files beside it.
import { build } from 'esbuild';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { BUNDLE } from './bundle-options.mjs';

const dist = join(import.meta.dirname, '..', 'dist');
const program = join(dist, 'program');

rmSync(program, { recursive: true, force: true });
await build({
  ...BUNDLE,
  entryPoints: [join(dist, 'cli.js')],
  outdir: program,
  chunkNames: '[hash]',
  // Read by node --enable-source-maps.
  sourcemap: true,
  sourcesContent: false,
  // Nest's plugin describes a property, and its decorator describes it again.
  logOverride: { 'duplicate-object-key': 'silent' },
  plugins: [{ name: 'program', setup }],
});

function setup({ onLoad, onResolve }) {
  onResolve({ filter: /^[^./]/ }, () => ({ external: true }));
  onLoad({ filter: /\.js$/ }, ({ path }) => ({
    contents: readFileSync(path, 'utf8').replaceAll(/import\.meta\.\w+/g, (what) => placeOf(what, path)),
  }));
}

/** Modules find models, migrations and reference data by where they stand: that is said from where the bundle stands. */
function placeOf(what, path) {
  const file = relative(program, path);
  switch (what) {
    case 'import.meta.dirname':
      return `(import.meta.dirname + ${JSON.stringify(`/${dirname(file)}`)})`;
    case 'import.meta.filename':
      return `(import.meta.dirname + ${JSON.stringify(`/${file}`)})`;
    case 'import.meta.url':
      return `new URL(${JSON.stringify(file)}, import.meta.url).href`;
    default:
      throw new Error(`${path} asks for ${what}, which this does not know (scripts/bundle-program.mjs)`);
  }
}
