import { join } from 'node:path';
import { type Config } from '../config/index.js';
import { AppError } from '../errors/app-error.js';
import { LocalStorage } from '../storage/local-storage.js';
import { type Storage } from '../storage/storage.js';
import { Lake } from './lake.js';

const S3_URI = /^s3:\/\/([^/]+)\/?(.*?)\/?$/;

/** Is there while a lake is being restored: until then it is not whole. */
export const RESTORE_MARK = '_restore.json';

/** The lake of LAKE_URI, or of the home folder. Throws AppError where the store cannot hold one, or a restore was cut short. */
export async function openLake(config: Config): Promise<Lake> {
  const storage = await openStorage(config);
  if (await storage.exists(RESTORE_MARK)) {
    throw new AppError('conflict', 'a restore of this lake was begun and has not come to its end', {
      hint: 'Give the same `tillhouse restore` again: it goes on.',
    });
  }
  return new Lake(storage);
}

/** Where the lake of these settings is. Throws AppError. */
export async function openStorage({ values }: Config): Promise<Storage> {
  const [, bucket, prefix] = S3_URI.exec(values.lakeUri) ?? [];
  if (bucket === undefined || prefix === undefined) return new LocalStorage(join(values.home, 'lake'));
  // Loaded where it is wanted: the SDK takes a while.
  const { S3Storage } = await import('../storage/s3-storage.js');
  const storage = new S3Storage({
    bucket,
    prefix,
    endpoint: values.s3Endpoint,
    region: values.s3Region,
    cache: join(values.home, 'cache', 'lake', bucket, prefix),
  });
  await storage.probe();
  return storage;
}
