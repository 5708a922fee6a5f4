// Bundles the packages that the compiled program imports into dist/node_modules, where it finds them before those of the root:
// they are thousands of small modules, and to load them one by one is the longer half of each start.
import { build, transform } from 'esbuild';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BUNDLE } from './bundle-options.mjs';

/** They are taken from the root as they are, and so is what they need. */
const OUTSIDE = [
  // Native code, or WebAssembly that stands beside it.
  '@bsull/augurs',
  '@duckdb/node-api',
  '@electric-sql/pglite',
  '@electric-sql/pglite-pgvector',
  '@electric-sql/pglite-socket',
  '@node-rs/argon2',
  'msgpackr',
  // Threads that are started by the name of a file.
  'pino',
  'pino-pretty',
  'piscina',
  // Files to be served.
  'swagger-ui-dist',
  // One for all, whoever asks for it.
  'reflect-metadata',
  // No start loads it.
  '@aws-sdk/client-s3',
  'typesense',
];
/** What a start is made of, which one import of it on demand would put outside. */
const INSIDE = ['@nestjs/core', '@nestjs/common', '@nestjs/graphql', 'class-validator', 'graphql', 'rxjs'];
/** They ask where they stand, and it does not matter. */
const PLACELESS = new Set([
  // Packages that are loaded by a name: from the bundle they are found too.
  '@nestjs/common/utils/load-package.util.js',
  '@nestjs/terminus/dist/utils/checkPackage.util.js',
  'fdir/dist/index.mjs',
  // Parts that are not used: federations of GraphQL, GraphiQL, gRPC, jobs in processes of their own.
  '@nestjs/graphql/dist/federation/graphql-federation.factory.js',
  '@nestjs/mercurius/dist/utils/build-mercurius-federated-schema.util.js',
  '@nestjs/mercurius/dist/utils/transform-schema.util.js',
  '@nestjs/terminus/dist/health-indicator/microservice/grpc.health.js',
  'bull/lib/process/child-pool.js',
  'mercurius/lib/routes.js',
  // The version that Redis is told, and traces in words.
  'ioredis/built/Command.js',
  'ioredis/built/utils/index.js',
]);
const PLACE = /\b__(?:dirname|filename)\b|\bimport\.meta\b/;
/** How modules of Nest load what is optional; without it the bundler sees what they load. */
const OWN_REQUIRE = 'const require = createRequire(import.meta.url);';
const STATIC = /from ?['"]((?:@[\w.-]+\/)?[\w.-]+(?:\/[\w./-]+)?)['"]/g;
const ON_DEMAND = /import\(['"]((?:@[\w.-]+\/)?[\w.-]+(?:\/[\w./-]+)?)['"]\)/g;

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const bundled = join(dist, 'node_modules');
const packages = join(root, 'node_modules');
const { packages: locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

rmSync(bundled, { recursive: true, force: true });
// Who needs a bundled package must be in the bundle too, or there are two of each class.
const outside = withNeeds([...OUTSIDE, ...importedOf(ON_DEMAND).map(packageOf)]);
const names = importedOf(STATIC).filter((path) => isBundled(packageOf(path)));
mustBeWhole();
const entries = new Map();
// One after the other: Node does not load what two ask for at once in two ways.
for (const name of names) entries.set(name, await entryOf(name));
await build({
  ...BUNDLE,
  entryPoints: names.map((name) => ({ in: `entry:${name}`, out: `${name}/index` })),
  outdir: bundled,
  // Common code stands in files that the entries share: one instance of each module, as with the packages themselves.
  chunkNames: '.chunks/[hash]',
  // For what of them is CommonJS.
  banner: {
    js: "import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url),__dirname=import.meta.dirname;",
  },
  plugins: [{ name: 'packages', setup }],
});
for (const name of new Set(names.map(packageOf))) {
  const parts = names.filter((path) => packageOf(path) === name).map((path) => `.${path.slice(name.length)}`);
  const exports = Object.fromEntries(parts.map((part) => [part, `${part}/index.js`]));
  writeFileSync(join(bundled, name, 'package.json'), JSON.stringify({ type: 'module', exports }));
}
for (const name of names) await mustBeTheSame(name);

function setup({ onResolve, onLoad }) {
  onResolve({ filter: /^entry:/ }, ({ path }) => entryFor(path.slice('entry:'.length)));
  onLoad({ filter: /.*/, namespace: 'entry' }, async ({ path }) => {
    const name = path.slice(0, -'.mjs'.length);
    return { resolveDir: root, contents: entries.get(name) ?? (await entryOf(name)) };
  });
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
    return kind === 'dynamic-import' && namespace !== 'entry' ? entryFor(path) : undefined;
  });
}

/** As a file of this kind, it gets of CommonJS what Node gives. */
function entryFor(name) {
  return { path: `${name}.mjs`, namespace: 'entry' };
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
  const file = path.split('/node_modules/').pop();
  if (PLACELESS.has(file) || !PLACE.test(contents)) return;
  // Without comments.
  const { code } = await transform(contents, { legalComments: 'none', minifyWhitespace: true });
  if (PLACE.test(code))
    throw new Error(`${file} asks where it stands: keep its package outside (scripts/bundle.mjs)`);
}

/** Throws where what a start is made of would be loaded file by file. */
function mustBeWhole() {
  const missing = INSIDE.find((name) => !isBundled(name));
  if (missing !== undefined)
    throw new Error(`${missing} is not bundled: is it, or what needs it, imported on demand?`);
}

/** Throws where the bundle does not give what the package gives. */
async function mustBeTheSame(name) {
  const kinds = (all) =>
    namesOf(all)
      .sort()
      .map((key) => `${key}: ${typeof all[key]}`)
      .join(', ');
  const file = join(bundled, name, 'index.js');
  if (kinds(await import(name)) !== kinds(await import(pathToFileURL(file).href)))
    throw new Error(`${relative(root, file)} gives other things than ${name}`);
}

/** Names are written one by one, as those of a CommonJS module are not seen by the bundler. */
async function entryOf(name) {
  const keys = namesOf(await import(name));
  const parts = keys.map((key) => (key === 'default' ? 'default: main' : key));
  return [
    `import * as all from '${name}';`,
    `const { ${parts.join(', ')} } = all;`,
    `export { ${keys.map((key) => (key === 'default' ? 'main as default' : key)).join(', ')} };`,
  ].join('\n');
}

/** Node gives CommonJS as a whole under a name of its own. */
function namesOf(all) {
  return Object.keys(all).filter((key) => key !== 'module.exports');
}

/** What the compiled modules import in a way. */
function importedOf(pattern) {
  const found = new Set();
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !path.endsWith('.js') || path.startsWith(join(dist, 'program'))) continue;
    for (const [, name] of readFileSync(path, 'utf8').matchAll(pattern)) found.add(name);
  }
  return [...found].sort();
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

/** By name, whichever version of it: what is nested in a package is asked too. */
function withNeeds(wanted) {
  const needs = new Map();
  for (const [path, entry] of Object.entries(locked)) {
    if (path === '' || entry.dev || entry.devOptional) continue;
    const name = path.split('node_modules/').pop();
    const own = { ...entry.dependencies, ...entry.optionalDependencies, ...entry.peerDependencies };
    needs.set(name, [...(needs.get(name) ?? []), ...Object.keys(own)]);
  }
  const found = new Set(wanted);
  for (const name of found) for (const need of needs.get(name) ?? []) found.add(need);
  return found;
}
