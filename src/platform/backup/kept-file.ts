import { copyFile, link, rename } from 'node:fs/promises';

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
    await copyWhole(from, to);
  }
}

async function copyWhole(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, `${to}.part`);
    await rename(`${to}.part`, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
