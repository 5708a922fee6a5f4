import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** The file is there whole or not at all, also where several write it at once. */
export async function writeWhole(file: string, content: Readable, mode = 0o600): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const part = `${file}.${randomUUID()}.part`;
  try {
    await pipeline(content, createWriteStream(part, { mode }));
    await rename(part, file);
  } finally {
    await rm(part, { force: true });
  }
}
