import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { AppError } from '../../../../platform/errors/app-error.js';
import { MappingError, type SourceMapping, toMapping } from '../../domain/mapping.js';

/** Reads a mapping file, YAML or JSON (which is YAML). Throws AppError. */
export async function readMapping(path: string): Promise<SourceMapping> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new AppError('not_found', `the mapping file ${path} cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
  try {
    return toMapping(parse(text));
  } catch (error) {
    throw new AppError('invalid', `${path}: ${(error as Error).message}`, {
      hint:
        error instanceof MappingError ? 'docs/ingest.md describes mapping files.' : 'Expected YAML or JSON.',
      cause: error,
    });
  }
}
