import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../platform/errors/app-error.js';
import { requestHash } from '../../../platform/idempotency/index.js';
import { type JobQueue } from '../../../platform/queue/index.js';
import { type RunRoots } from '../data-access/run-roots.js';
import { type Upload, type UploadStore, UploadTooLarge } from '../data-access/upload-store.js';
import { MappingError, NO_MAPPING, type SourceMapping, toMapping } from '../domain/mapping.js';
import { type RunRequest } from '../domain/run-request.js';
import { type ErasureService } from './erasure.service.js';
import { type LakeReaderService } from './lake-reader.service.js';
import { type RunDispatcher } from './run-dispatcher.service.js';
import { newRunId } from './run-id.js';

export { type Upload, UploadTooLarge };

/** How long the queue may take to hear of a run, before the answer is given all the same. */
const QUEUE_MS = 2_000;

export interface AskedRun {
  id: string;
  status: string;
}

/** Runs as people ask for them: recorded, and done by whoever takes the job. */
export class RunAdminService {
  private readonly log = new Logger('Runs');

  constructor(
    private readonly dispatcher: RunDispatcher,
    private readonly reader: LakeReaderService,
    private readonly queue: Pick<JobQueue, 'add'>,
    private readonly roots: RunRoots,
    private readonly uploads: UploadStore,
    private readonly erasures: ErasureService,
    private readonly settings: { maxLineBytes: number; canUpload: boolean },
  ) {}

  get uploadLimit(): number {
    return this.uploads.limit;
  }

  /** Asks for a run of files below the roots. `key` is the caller's Idempotency-Key. Throws AppError. */
  async start(paths: readonly string[], mapping: unknown, key?: string): Promise<AskedRun> {
    const once =
      key === undefined
        ? undefined
        : { key, hash: requestHash(JSON.stringify({ paths, mapping: mapping ?? null })) };
    // Before the files are looked for: they may have gone since.
    const earlier = once && (await this.dispatcher.askedBefore(once));
    if (earlier !== undefined) return this.begin(earlier);
    const request = this.bring(await this.roots.files(paths), readMapping(mapping));
    return this.begin(await this.dispatcher.submitOnce(newRunId(), request, once));
  }

  /** Where the files of an upload go, before `startUpload`. Throws AppError where workers would not see them. */
  openUpload(): { id: string; upload: Upload } {
    if (!this.settings.canUpload) {
      throw new AppError('refused', 'this server does no runs, and its workers do not see its files', {
        hint: 'Set TILLHOUSE_WORKER=on, use a lake in a shared TILLHOUSE_HOME, or put the file below TILLHOUSE_RUN_ROOTS.',
      });
    }
    const id = newRunId();
    return { id, upload: this.uploads.open(id) };
  }

  /** Asks for a run of what was uploaded. Throws AppError; the upload is deleted then. */
  async startUpload(id: string, upload: Upload, mapping: unknown, key?: string): Promise<AskedRun> {
    let runId: string;
    try {
      if (upload.paths.length === 0)
        throw new AppError('invalid', 'the upload has no file', {
          hint: 'Send each file as a part `files` with a file name.',
        });
      const request = this.bring(upload.paths, readMapping(mapping));
      const hash = requestHash(`${upload.digest()}${JSON.stringify(mapping ?? null)}`);
      runId = await this.dispatcher.submitOnce(id, request, key === undefined ? undefined : { key, hash });
    } catch (error) {
      await upload.discard();
      throw error;
    }
    if (runId !== id) await upload.discard();
    return this.begin(runId);
  }

  /** Asks for the verdict on a run that the gate blocked. Throws AppError. */
  async decide(kind: 'approve' | 'reject', run: string, reason?: string): Promise<AskedRun> {
    const status = await this.reader.batchStatus(run);
    if (status === undefined) {
      const record = await this.dispatcher.record(run);
      if (!record) throw noRun(run);
      throw new AppError('conflict', `run ${run} is ${record.status}; only a blocked run can be decided on`);
    }
    if (status !== 'blocked')
      throw new AppError('conflict', `run ${run} is ${status}; only a blocked run can be decided on`);
    return this.begin(await this.dispatcher.submitVerdict({ kind, run, reason }));
  }

  /** Asks for the erasure of a customer; one that is under way already is answered. Throws AppError. */
  async erase(customer: string, by: string): Promise<AskedRun> {
    const { request, pending } = await this.erasures.prepare(customer, by);
    return pending ?? this.begin(await this.dispatcher.submit(request));
  }

  /** Asks again for what a failed or cancelled run was to do. Throws AppError. */
  async retry(id: string): Promise<AskedRun> {
    const record = await this.dispatcher.record(id);
    if (!record) {
      const committed = await this.reader.committed(id);
      if (!committed) throw noRun(id);
      throw new AppError('conflict', `run ${id} is ${committed.status}; only a failed run can be done again`);
    }
    if (record.status !== 'failed' && record.status !== 'cancelled')
      throw new AppError('conflict', `run ${id} is ${record.status}; only a failed run can be done again`);
    const { request } = record;
    if (request.kind === 'write') {
      throw new AppError('conflict', `what run ${id} was to write goes with the next run by itself`, {
        hint: 'GET /api/v1/batch/status/{id} tells what has become of a batch.',
      });
    }
    if (request.kind === 'approve' || request.kind === 'reject')
      return this.decide(request.kind, request.run, request.reason);
    const stands = await this.dispatcher.retryOf(id);
    if (stands !== undefined) return this.begin(stands);
    if (request.kind === 'run' && (await this.uploads.hasLost(request.paths))) {
      throw new AppError('conflict', `the files that were uploaded for run ${id} are kept no longer`, {
        hint: 'Upload them again.',
      });
    }
    return this.begin(await this.dispatcher.submitRetry(record));
  }

  async cancel(id: string): Promise<AskedRun> {
    return { id, status: (await this.dispatcher.cancel(id)) === 'cancelled' ? 'cancelled' : 'running' };
  }

  /** Deletes what was uploaded for a run that has read it. A run that failed keeps its files, to be done again. */
  async tidyUp(id: string): Promise<void> {
    const request = (await this.dispatcher.record(id))?.request;
    if (request?.kind === 'run') await this.uploads.discard(request.paths);
  }

  /** Has a run that is recorded done by whoever takes the job. */
  private async begin(id: string): Promise<AskedRun> {
    const told = this.queue
      .add('run', { runId: id }, { jobId: id })
      .catch((error: Error) =>
        this.log.warn(`run ${id} waits, as the queue did not take it: ${error.message}`),
      );
    // The run stands without the queue: the look for abandoned runs finds the record.
    await Promise.race([told, sleep(QUEUE_MS, undefined, { ref: false })]);
    // As GET tells it: one that has committed is done, though its record may not say so yet.
    const known = await this.dispatcher.find(id);
    return { id, status: known.report ? known.report.status : known.record.status };
  }

  private bring(paths: readonly string[], mapping: SourceMapping): RunRequest {
    return { kind: 'run', paths, mapping, maxLineBytes: this.settings.maxLineBytes };
  }
}

function readMapping(value: unknown): SourceMapping {
  if (value === undefined || value === null) return NO_MAPPING;
  try {
    return toMapping(value);
  } catch (error) {
    if (!(error instanceof MappingError)) throw error;
    throw new AppError('invalid', `mapping: ${error.message}`, {
      hint: 'docs/ingest.md describes mappings.',
      cause: error,
    });
  }
}

function noRun(id: string): AppError {
  return new AppError('not_found', `there is no run ${id}`, { hint: 'GET /api/v1/etl/runs lists the runs.' });
}
