import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { AppError } from '../errors/app-error.js';
import type { Storage, StoredObject } from './storage.js';

export interface S3Options {
  bucket: string;
  /** Below it everything lies; without slashes at its ends. */
  prefix: string;
  /** Of a store that is not Amazon's; empty for theirs. */
  endpoint: string;
  region: string;
  /** Folder of copies, from which engines read and into which they write. */
  cache: string;
}

const CONNECT_MS = 5_000;
const REQUEST_MS = 60_000;
const ATTEMPTS = 5;
const CONCURRENCY = 8;
const DAY_MS = 86_400_000;
/** A copy that nobody has read for so long is deleted; it can be had again. */
const KEEP_COPIES_MS = 7 * DAY_MS;

/**
 * Objects of a bucket. Engines see copies of them in a folder, which objects of a lake allow as they never change;
 * put-if-absent is a conditional PUT.
 */
export class S3Storage implements Storage {
  readonly root: string;
  private readonly client: S3Client;

  constructor(private readonly options: S3Options) {
    this.root = options.cache;
    this.client = new S3Client({
      region: options.region,
      maxAttempts: ATTEMPTS,
      ...(options.endpoint === '' ? {} : { endpoint: options.endpoint, forcePathStyle: true }),
      requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: REQUEST_MS },
      // Stores that are not Amazon's know the older checksums only.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  /** Throws AppError where the bucket cannot be used, or does not know conditional writes: two commits could both win there. */
  async probe(): Promise<void> {
    const path = `_probe/${randomUUID()}`;
    const place = `s3://${this.options.bucket}/${this.options.prefix}`;
    let second: boolean;
    try {
      if (!(await this.putOnce(path, 'first'))) throw new Error('a new object was refused');
      second = await this.putOnce(path, 'second');
      await this.delete(path);
    } catch (error) {
      throw new AppError('unavailable', `${place} cannot be used: ${(error as Error).message}`, {
        hint: 'Check LAKE_URI, TILLHOUSE_S3_ENDPOINT, TILLHOUSE_S3_REGION and the credentials (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, or what else the AWS SDK finds).',
        cause: error,
      });
    }
    if (second) {
      throw new AppError(
        'refused',
        `${place} ignores conditional writes (If-None-Match), and the lake would lose commits there`,
        {
          hint: 'Use a store that has them: Amazon S3, MinIO, Ceph, R2 and others of today do.',
        },
      );
    }
  }

  async read(path: string): Promise<Buffer | undefined> {
    const found = await this.client
      .send(new GetObjectCommand({ Bucket: this.options.bucket, Key: this.key(path) }))
      .catch(absent);
    return found?.Body && Buffer.from(await found.Body.transformToByteArray());
  }

  async exists(path: string): Promise<boolean> {
    const found = await this.client
      .send(new HeadObjectCommand({ Bucket: this.options.bucket, Key: this.key(path) }))
      .catch(absent);
    return found !== undefined;
  }

  async putIfAbsent(path: string, content: string | Buffer): Promise<boolean> {
    if (await this.putOnce(path, content)) return true;
    // An answer that was lost on its way makes the second try fail on what the first one wrote.
    const there = await this.read(path);
    return there?.equals(Buffer.from(content)) ?? false;
  }

  async put(path: string, content: string | Buffer): Promise<void> {
    await this.client.send(
      new PutObjectCommand({ Bucket: this.options.bucket, Key: this.key(path), Body: content }),
    );
  }

  async *list(folder: string): AsyncIterable<StoredObject> {
    for await (const { contents } of this.pages(folder, undefined)) yield* contents;
  }

  async names(folder: string): Promise<string[]> {
    const names: string[] = [];
    for await (const { contents, folders } of this.pages(folder, '/')) {
      for (const { path } of contents) names.push(path.slice(folder.length + 1));
      for (const name of folders) names.push(name.slice(folder.length + 1, -1));
    }
    return names;
  }

  async delete(path: string): Promise<void> {
    await rm(join(this.root, path), { force: true });
    await this.client.send(new DeleteObjectCommand({ Bucket: this.options.bucket, Key: this.key(path) }));
  }

  async fetch(files: readonly string[]): Promise<void> {
    await inParallel(files, async (file) => {
      const now = new Date();
      // The time tells when a copy was last wanted.
      if (
        await utimes(file, now, now).then(
          () => true,
          () => false,
        )
      )
        return;
      const path = relative(this.root, file);
      const found = await this.client.send(
        new GetObjectCommand({ Bucket: this.options.bucket, Key: this.key(path) }),
      );
      await mkdir(dirname(file), { recursive: true });
      const part = `${file}.${randomUUID()}.part`;
      try {
        await pipeline(found.Body as Readable, createWriteStream(part));
        await rename(part, file);
      } finally {
        await rm(part, { force: true });
      }
    });
  }

  async persist(paths: readonly string[]): Promise<void> {
    await inParallel(paths, async (path) => {
      const file = join(this.root, path);
      await this.client.send(
        new PutObjectCommand({
          Bucket: this.options.bucket,
          Key: this.key(path),
          Body: createReadStream(file),
          ContentLength: (await stat(file)).size,
        }),
      );
    });
  }

  async tidy(): Promise<void> {
    const entries = await readdir(this.root, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const info = await stat(file).catch(() => undefined);
      if (info && Date.now() - info.mtimeMs > KEEP_COPIES_MS) await rm(file, { force: true });
    }
  }

  private async putOnce(path: string, content: string | Buffer): Promise<boolean> {
    try {
      await this.client.send(
        new PutObjectCommand({
          Bucket: this.options.bucket,
          Key: this.key(path),
          Body: content,
          IfNoneMatch: '*',
        }),
      );
      return true;
    } catch (error) {
      const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
      // 412: it is there. 409: another conditional write of it is going on; whoever wins, this one has not.
      if (status === 412 || status === 409) return false;
      throw error;
    }
  }

  private async *pages(
    folder: string,
    delimiter: string | undefined,
  ): AsyncIterable<{ contents: StoredObject[]; folders: string[] }> {
    let token: string | undefined;
    do {
      const page = await this.client.send(
        new ListObjectsV2Command({
          Bucket: this.options.bucket,
          Prefix: `${this.key(folder)}/`,
          Delimiter: delimiter,
          ContinuationToken: token,
        }),
      );
      yield {
        contents: (page.Contents ?? []).map(({ Key, Size, LastModified }) => ({
          path: this.path(Key ?? ''),
          bytes: Size ?? 0,
          modified: LastModified ?? new Date(0),
        })),
        folders: (page.CommonPrefixes ?? []).map(({ Prefix }) => this.path(Prefix ?? '')),
      };
      token = page.NextContinuationToken;
    } while (token !== undefined);
  }

  private key(path: string): string {
    return this.options.prefix === '' ? path : `${this.options.prefix}/${path}`;
  }

  private path(key: string): string {
    return this.options.prefix === '' ? key : key.slice(this.options.prefix.length + 1);
  }
}

function absent(error: unknown): undefined {
  if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
  throw error;
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, items.length) }, worker));
}
