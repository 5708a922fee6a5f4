import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Database, tryLease } from '../../../platform/database/index.js';
import { processName } from '../../../platform/locks/process-name.js';
import { type JobQueue } from '../../../platform/queue/index.js';
import { discoverFiles } from '../data-access/readers/discover.js';
import { type RunRecordRepository } from '../data-access/run-record.repository.js';
import {
  type ClaimedFile,
  type FileState,
  type SourceFileRepository,
} from '../data-access/source-file.repository.js';
import { type Sensor, type Source } from '../domain/source.js';
import { newRunId } from './run-id.js';

/** Files of one run at most; the rest comes with the next one. */
const MOST_FILES = 500;
const OUTCOMES = ['done', 'refused'];

/** Picks finished files up: each once, by one process of many. */
export class FolderSensor {
  private readonly sizes = new Map<string, number>();

  constructor(
    private readonly source: Source & { sensor: Sensor },
    private readonly maxLineBytes: number,
    private readonly files: SourceFileRepository,
    private readonly records: RunRecordRepository,
    private readonly queue: Pick<JobQueue, 'add'>,
    private readonly database: Database,
  ) {}

  /** One look. Answers the run that brings the new files, or undefined where there are none. */
  async poll(): Promise<string | undefined> {
    const lease = await tryLease(this.database, `sensor ${this.source.name}`);
    if (!lease) return undefined;
    try {
      await this.putAway();
      const ready = await this.readyFiles();
      if (ready.length === 0) return undefined;
      const runId = newRunId();
      const claimed = await this.files.claim(this.source.name, ready, runId, async (sql, mine) => {
        const request = {
          kind: 'run',
          paths: mine.map(({ path }) => path),
          mapping: this.source.mapping,
          maxLineBytes: this.maxLineBytes,
        } as const;
        await this.records.queue(runId, request, processName(), this.source.name, sql);
      });
      if (claimed.length === 0) return undefined;
      await this.queue.add('run', { runId }, { jobId: runId });
      return runId;
    } finally {
      await lease.release();
    }
  }

  /** Files that have kept their size since the last look, and have not changed for the configured time. */
  private async readyFiles(): Promise<FileState[]> {
    const ready: FileState[] = [];
    const seen = new Map<string, number>();
    for (const path of await this.found()) {
      const info = await stat(path).catch(() => undefined);
      if (!info?.isFile()) continue;
      seen.set(path, info.size);
      const rests = Date.now() - info.mtimeMs >= this.source.sensor.stableSeconds * 1000;
      if (rests && this.sizes.get(path) === info.size && ready.length < MOST_FILES)
        ready.push({ path, bytes: info.size, modifiedMs: Math.floor(info.mtimeMs) });
    }
    this.sizes.clear();
    for (const [path, size] of seen) this.sizes.set(path, size);
    return ready;
  }

  private async found(): Promise<string[]> {
    // A folder that is empty or not there yet is no mistake of a sensor's.
    const found = await Promise.all(
      this.source.paths.map((path) => discoverFiles([path], '/').catch(() => [])),
    );
    const isPutAway = (path: string) =>
      this.source.sensor.after === 'move' && OUTCOMES.includes(basename(dirname(path)));
    return [...new Set(found.flat())].filter((path) => !isPutAway(path));
  }

  /** Moves or marks the files of runs that are finished. */
  private async putAway(): Promise<void> {
    for (const file of await this.files.finished(this.source.name)) {
      const outcome = file.refused ? 'refused' : 'done';
      if (this.source.sensor.after === 'move') await this.move(file, outcome);
      await this.files.mark(this.source.name, file, outcome);
    }
  }

  private async move(file: ClaimedFile, outcome: 'done' | 'refused'): Promise<void> {
    const folder = join(this.source.sensor.moveTo ?? dirname(file.path), outcome);
    await mkdir(folder, { recursive: true });
    let target = join(folder, basename(file.path));
    // A file of that name was here before; both are kept.
    if (await exists(target)) target = join(folder, `${file.runId}-${basename(file.path)}`);
    try {
      await rename(file.path, target);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EXDEV') {
        await copyFile(file.path, target);
        await rm(file.path);
      } else if (code !== 'ENOENT') throw error;
      // Else it was moved already, before a crash, or somebody took it away.
    }
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
