// Bundles the packages that are hundreds of small modules into dist/node_modules, where the compiled program finds them before
// those of the root: to load them one by one is a second of each start.
import { build } from 'esbuild';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Whoever imports one of these at run time must be among them too, or there are two of each class. */
const BUNDLED = new RegExp(
  '^(@nestjs/|@graphql-tools/|@graphql-typed-document-node/|@willsoto/|(nestjs-pino|es-toolkit|rxjs|graphql|mercurius' +
    '|graphql-[a-z-]+)$)',
);
const IMPORT = /(?:from|import\() ?['"]((?:@[\w.-]+\/)?[\w.-]+)['"]/g;

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const packages = join(root, 'node_modules');

mustStandAlone();
const entries = new Map();
for (const name of importedOf(dist).filter((each) => isBundled(each))) entries.set(name, await entryOf(name));
const { metafile } = await build({
  entryPoints: [...entries.keys()].map((name) => ({ in: `entry:${name}`, out: `${name}/index` })),
  outdir: join(dist, 'node_modules'),
  // Common code stands in files that the entries share: one instance of each module, as with the packages themselves.
  chunkNames: '.chunks/[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Nest and Swagger go by the names of classes.
  keepNames: true,
  // For what of them is CommonJS.
  banner: {
    js: "import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);",
  },
  logLevel: 'warning',
  metafile: true,
  plugins: [{ name: 'packages', setup }],
});
mustHaveNames(metafile);
for (const name of entries.keys()) {
  writeFileSync(
    join(dist, 'node_modules', name, 'package.json'),
    '{"type":"module","exports":"./index.js"}\n',
  );
}

function setup({ onResolve, onLoad }) {
  onResolve({ filter: /^entry:/ }, ({ path }) => ({ path: path.slice('entry:'.length), namespace: 'entry' }));
  onLoad({ filter: /.*/, namespace: 'entry' }, ({ path }) => ({
    resolveDir: root,
    contents: entries.get(path),
  }));
  onResolve({ filter: /^[^./#]/ }, ({ path, resolveDir }) => {
    const name = packageOf(path);
    return isBundled(name) || hasItsOwn(resolveDir, name) ? undefined : { external: true };
  });
}

/** Another version than the root's, which the bundle would find in its place. */
function hasItsOwn(folder, name) {
  for (let at = folder; at !== root && at.startsWith(root); at = dirname(at)) {
    if (existsSync(join(at, 'node_modules', name))) return true;
  }
  return false;
}

/** Throws where CommonJS is imported on demand: Node gives its names, the bundle would give its default alone. */
function mustHaveNames({ inputs }) {
  for (const [importer, { imports }] of Object.entries(inputs)) {
    const bare = imports.find(
      ({ kind, external, path }) => kind === 'dynamic-import' && !external && inputs[path]?.format === 'cjs',
    );
    if (bare)
      throw new Error(`${importer} imports ${bare.path} on demand: do not bundle it (scripts/bundle.mjs)`);
  }
}

/** Names are written one by one, as those of a CommonJS module are not seen by the bundler. */
async function entryOf(name) {
  const names = Object.keys(await import(name)).filter(
    (key) => key !== 'default' && key !== 'module.exports',
  );
  return `import * as all from '${name}';\nexport const { ${names.join(', ')} } = all;\n`;
}

function importedOf(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js'));
  const names = new Set();
  for (const file of files) {
    for (const [, name] of readFileSync(join(folder, file), 'utf8').matchAll(IMPORT)) names.add(name);
  }
  return [...names].sort();
}

/** Optional packages that are not installed stay what they are: absent. */
function isBundled(name) {
  return BUNDLED.test(name) && existsSync(join(packages, name));
}

function packageOf(path) {
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Throws where a package that is not bundled needs one that is. */
function mustStandAlone() {
  const { packages: locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  for (const [path, { dev, dependencies, optionalDependencies, peerDependencies }] of Object.entries(
    locked,
  )) {
    const name = path.split('node_modules/').pop();
    if (path === '' || dev || isBundled(name)) continue;
    const needed = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }).filter(
      (other) => isBundled(other),
    );
    if (needed.length > 0)
      throw new Error(`${name} needs ${needed.join(', ')}: bundle it too (scripts/bundle.mjs)`);
  }
}
