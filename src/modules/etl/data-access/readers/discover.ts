import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { AppError } from '../../../../platform/errors/app-error.js';

const READABLE = /\.(csv|tsv|txt|json|jsonl|ndjson)(\.gz)?$|\.(parquet|xlsx)$/i;
const UNFINISHED = /^[.~_]|\.(tmp|part|partial|crdownload)$/i;
const MOST_FILES = 100_000;

/** The files meant by files, folders (with all below them) and globs, in the order of their base names. Throws AppError. */
export async function discoverFiles(given: readonly string[], cwd: string): Promise<string[]> {
  const found = new Set<string>();
  for (const argument of given) {
    const path = resolve(cwd, argument);
    const info = await stat(path).catch(() => undefined);
    const before = found.size;
    if (info?.isDirectory()) {
      const inside = await glob('**/*', { cwd: path, absolute: true, dot: false });
      for (const file of inside) if (READABLE.test(file) && !UNFINISHED.test(basename(file))) found.add(file);
      if (found.size === before && inside.every((file) => !found.has(file))) {
        throw new AppError('not_found', `${argument} has no file to read`, {
          hint: 'Files are .csv, .tsv, .txt, .json, .jsonl, .ndjson (also .gz), .parquet and .xlsx.',
        });
      }
    } else if (info) found.add(path);
    else if (isDynamicPattern(argument)) {
      const matches = await glob(argument, { cwd, absolute: true });
      if (matches.length === 0)
        throw new AppError('not_found', `no file matches ${argument}`, { hint: `Looked from ${cwd}.` });
      for (const file of matches) found.add(file);
    } else throw await missing(argument, path);
    if (found.size > MOST_FILES) {
      throw new AppError('invalid', `more than ${MOST_FILES} files were given`, {
        hint: 'Run them in several parts.',
      });
    }
  }
  return [...found].sort((a, b) => compare(basename(a), basename(b)) || compare(a, b));
}

async function missing(argument: string, path: string): Promise<AppError> {
  let parent = dirname(path);
  while (parent !== dirname(parent) && !(await stat(parent).catch(() => undefined))) parent = dirname(parent);
  const stem = basename(path)
    .toLowerCase()
    .replace(/\.[^.]*$/, '');
  const near =
    parent === dirname(path)
      ? (await readdir(parent)).filter(
          (n) => n.toLowerCase().includes(stem) || stem.includes(n.toLowerCase().replace(/\.[^.]*$/, '')),
        )
      : [];
  return new AppError('not_found', `${argument} does not exist`, {
    hint:
      near.length > 0
        ? `Did you mean ${near
            .slice(0, 3)
            .map((n) => join(parent, n))
            .join(' or ')}?`
        : `${parent} is as far as the path goes.`,
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
