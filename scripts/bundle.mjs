// Bundles the packages that the compiled program imports into dist/node_modules, where it finds them before those of the root:
// they are thousands of small modules, and to load them one by one is the longer half of each start.
import { build, transform } from 'esbuild';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Native code, threads that are started by the name of a file, files to be served, state that is one for all, and what no start loads. */
const OUTSIDE = [
  '@aws-sdk/client-s3',
  '@bsull/augurs',
  '@duckdb/node-api',
  '@electric-sql/pglite',
  '@electric-sql/pglite-pgvector',
  '@electric-sql/pglite-socket',
  '@node-rs/argon2',
  'msgpackr',
  'pino',
  'pino-pretty',
  'piscina',
  'reflect-metadata',
  'swagger-ui-dist',
  'typesense',
];
/** They ask where they stand, for what is not used here: pages of GraphiQL, protocols of gRPC, jobs in processes of their own, a version. */
const PLACELESS = [
  '@nestjs/common',
  '@nestjs/graphql',
  '@nestjs/mercurius',
  '@nestjs/terminus',
  'bull',
  'fdir',
  'ioredis',
  'mercurius',
];
const PLACE = /\b__(?:dirname|filename)\b|\bimport\.meta\b/;
/** How modules of Nest load what is optional; without it the bundler sees what they load. */
const OWN_REQUIRE = 'const require = createRequire(import.meta.url);';
const STATIC = /from ?['"]((?:@[\w.-]+\/)?[\w.-]+)['"]/g;
const ON_DEMAND = /import\(['"]((?:@[\w.-]+\/)?[\w.-]+)[\w./-]*['"]\)/g;

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const packages = join(root, 'node_modules');
const { packages: locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

// Whoever imports one of these at run time must be among them too, or there are two of each class: so what they need is outside too.
const outside = withNeeds([...OUTSIDE, ...importedOf(dist, ON_DEMAND)]);
const entries = new Map();
for (const name of importedOf(dist, STATIC).filter((each) => isBundled(each)))
  entries.set(name, await entryOf(name));
await build({
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
    js: "import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url),__dirname=import.meta.dirname;",
  },
  logLevel: 'warning',
  plugins: [{ name: 'packages', setup }],
});
for (const name of entries.keys()) {
  writeFileSync(
    join(dist, 'node_modules', name, 'package.json'),
    '{"type":"module","exports":"./index.js"}\n',
  );
}

function setup({ onResolve, onLoad }) {
  onResolve({ filter: /^entry:/ }, ({ path }) => ({ path: path.slice('entry:'.length), namespace: 'entry' }));
  onLoad({ filter: /.*/, namespace: 'entry' }, async ({ path }) => ({
    resolveDir: root,
    contents: entries.get(path) ?? (await entryOf(path)),
  }));
  onLoad({ filter: /node_modules.*\.(?:js|mjs|cjs)$/ }, async ({ path }) => {
    const contents = readFileSync(path, 'utf8').replace(OWN_REQUIRE, '');
    await mustBePlaceless(path, contents);
    return { contents };
  });
  onResolve({ filter: /^[^./#]/ }, ({ path, resolveDir, kind, namespace }) => {
    const name = packageOf(path);
    if (!isBundled(name) && !hasItsOwn(resolveDir, name)) return { external: true };
    if (kind === 'require-call' && !isThere(path, resolveDir)) return { external: true };
    // Node gives the names of CommonJS that is imported on demand, the bundler its default alone.
    return kind === 'dynamic-import' && namespace !== 'entry' ? { path, namespace: 'entry' } : undefined;
  });
}

/** Another version than the root's, which the bundle would find in its place. */
function hasItsOwn(folder, name) {
  for (let at = folder; at !== root && at.startsWith(root); at = dirname(at)) {
    if (existsSync(join(at, 'node_modules', name))) return true;
  }
  return false;
}

/** Throws where code looks for files beside it: in the bundle it stands elsewhere. */
async function mustBePlaceless(path, contents) {
  const name = packageOf(path.split('/node_modules/').pop());
  if (PLACELESS.includes(name) || !PLACE.test(contents)) return;
  // Without comments.
  const { code } = await transform(contents, { legalComments: 'none', minifyWhitespace: true });
  if (!PLACE.test(code)) return;
  throw new Error(`${path} asks where it stands: keep ${name} outside (scripts/bundle.mjs)`);
}

/** Names are written one by one, as those of a CommonJS module are not seen by the bundler. */
async function entryOf(name) {
  const names = Object.keys(await import(name)).filter((key) => key !== 'module.exports');
  const parts = names.map((key) => (key === 'default' ? 'default: main' : key));
  return [
    `import * as all from '${name}';`,
    `const { ${parts.join(', ')} } = all;`,
    `export { ${names.map((key) => (key === 'default' ? 'main as default' : key)).join(', ')} };`,
  ].join('\n');
}

function importedOf(folder, pattern) {
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js'));
  const names = new Set();
  for (const file of files) {
    for (const [, name] of readFileSync(join(folder, file), 'utf8').matchAll(pattern)) names.add(name);
  }
  return [...names].sort();
}

/** Optional packages that are not installed stay what they are: absent. */
function isBundled(name) {
  return !outside.has(name) && existsSync(join(packages, name, 'package.json'));
}

/** What a package may do without, and does without here. */
function isThere(path, folder) {
  try {
    return createRequire(join(folder, 'any.js')).resolve(path) !== '';
  } catch {
    return false;
  }
}

function packageOf(path) {
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
}

function withNeeds(names) {
  const found = new Set(names);
  for (const name of found) {
    const { dev, devOptional, dependencies, optionalDependencies, peerDependencies } =
      locked[`node_modules/${name}`] ?? {};
    if (dev || devOptional) continue;
    for (const need of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }))
      found.add(need);
  }
  return found;
}
