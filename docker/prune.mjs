// Takes out of node_modules what no process of the image reads: packages that only development needs, and within the others
// type declarations, source maps, handbooks, bundles for browsers and the query compilers of other databases.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');

/** Where Node finds a package that is wanted from a folder. */
function find(name, from) {
  for (let folder = from; folder.startsWith(root); folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name);
    if (existsSync(join(path, 'package.json'))) return path;
  }
  return undefined;
}

const kept = new Set();
function keep(folder, { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta }) {
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta?.[name]?.optional);
  for (const name of [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]) {
    const path = find(name, folder);
    if (path === undefined || kept.has(path)) continue;
    kept.add(path);
    keep(path, JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')));
  }
}
keep(root, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

/** Deletes the packages of a node_modules that nobody needs. */
function sweep(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (name.startsWith('@')) sweep(path);
    else if (name.startsWith('.')) rmSync(path, { recursive: true });
    else if (!kept.has(path)) rmSync(path, { recursive: true, force: true });
    else if (existsSync(join(path, 'node_modules'))) sweep(join(path, 'node_modules'));
  }
}
sweep(modules);

const UNREAD = /\.(map|d\.ts|d\.mts|d\.cts|md|markdown|flow)$/i;
for (const entry of readdirSync(modules, { recursive: true, withFileTypes: true })) {
  if (entry.isFile() && UNREAD.test(entry.name) && !/^licen[cs]e/i.test(entry.name))
    rmSync(join(entry.parentPath, entry.name));
}
rmSync(join(modules, 'exceljs', 'dist'), { recursive: true, force: true });
const runtime = join(modules, '@prisma', 'client', 'runtime');
for (const name of readdirSync(runtime))
  if (/\.(cockroachdb|mysql|sqlite|sqlserver)\./.test(name)) rmSync(join(runtime, name));
