import { join } from 'node:path';
import { type Config } from '../config/index.js';
import { LocalStorage } from '../storage/local-storage.js';
import { type Storage } from '../storage/storage.js';
import { Lake } from './lake.js';

const S3_URI = /^s3:\/\/([^/]+)\/?(.*?)\/?$/;

/** The lake of LAKE_URI, or of the home folder. Throws AppError where the store cannot hold one. */
export async function openLake(config: Config): Promise<Lake> {
  return new Lake(await openStorage(config));
}

async function openStorage({ values }: Config): Promise<Storage> {
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
