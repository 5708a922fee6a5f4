import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { type Config } from '../config/index.js';
import { AppError } from '../errors/app-error.js';
import { KeyRing, newRingKey, parseRing, printRing } from './key-ring.js';

/** The ring of TILLHOUSE_SECRET_KEYS, or of a file of the home folder, which is made at the first start. Throws AppError. */
export async function openKeyRing({ values }: Config): Promise<KeyRing> {
  if (values.secretKeys !== '') return new KeyRing(parseRing(values.secretKeys));
  const path = ringFile(values.home);
  const text = await readFile(path, 'utf8').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    await makeRing(path);
    return readFile(path, 'utf8');
  });
  try {
    return new KeyRing(parseRing(text));
  } catch (error) {
    throw new AppError('invalid', `${path} cannot be read: expected ${(error as Error).message}`, {
      hint: 'Without its keys the stored secrets are lost: bring the file back from a backup.',
    });
  }
}

export function ringFile(home: string): string {
  return join(home, 'secrets', 'keys');
}

/** Two starts at once make one file. */
async function makeRing(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const part = `${path}.${randomUUID()}`;
  await writeFile(part, printRing([newRingKey()]), { mode: 0o600 });
  try {
    await link(part, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(part);
  }
}
