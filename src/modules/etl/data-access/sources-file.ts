import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';
import { parse } from 'yaml';
import { AppError } from '../../../platform/errors/app-error.js';
import { type Source, toSources } from '../domain/source.js';

/** The configured sources; paths are relative to the file's folder. None where no file is named. Throws AppError. */
export async function readSources(path: string): Promise<Source[]> {
  if (path === '') return [];
  try {
    const folder = dirname(resolve(path));
    const absolute = (given: string) => (isAbsolute(given) ? given : resolve(folder, given));
    return toSources(parse(await readFile(path, 'utf8'))).map((source) => ({
      ...source,
      paths: source.paths.map(absolute),
      sensor: source.sensor && {
        ...source.sensor,
        moveTo: source.sensor.moveTo === undefined ? undefined : absolute(source.sensor.moveTo),
      },
    }));
  } catch (error) {
    throw new AppError('invalid', `${path} is no list of sources: ${(error as Error).message}`, {
      hint: 'docs/runs.md describes the file that TILLHOUSE_SOURCES names.',
      cause: error,
    });
  }
}
