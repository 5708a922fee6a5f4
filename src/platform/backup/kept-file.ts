import { createReadStream } from 'node:fs';
import { link } from 'node:fs/promises';
import { writeWhole } from '../files/write-whole.js';

/**
 * Keeps a file under another name, whatever becomes of the first: a link, or a copy where the two are on different file systems. One that
 * is kept already stays, and one that is gone is left out.
 */
export async function keepFile(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOENT') return;
    // Some volumes know no links at all.
    if (code !== 'EXDEV' && code !== 'EPERM' && code !== 'ENOTSUP') throw error;
    await copyOf(from, to);
  }
}

async function copyOf(from: string, to: string): Promise<void> {
  try {
    await writeWhole(to, createReadStream(from));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
