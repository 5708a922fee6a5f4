import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../platform/errors/app-error.js';
import { parseSynonyms, Synonyms } from '../domain/synonyms.js';
import { stem } from './stem.js';

const SHIPPED = join(import.meta.dirname, '..', '..', '..', '..', 'data', 'reference');
const FILE = 'search_synonyms.txt';

/** The synonyms that ship with the program, or those of `<home>/reference`, which take their place. Throws AppError. */
export function readSynonyms(home: string): Synonyms {
  const own = join(home, 'reference', FILE);
  const path = existsSync(own) ? own : join(SHIPPED, FILE);
  try {
    return new Synonyms(parseSynonyms(readFileSync(path, 'utf8')), stem);
  } catch (error) {
    throw new AppError('invalid', `${path}: ${(error as Error).message}`, { cause: error });
  }
}
