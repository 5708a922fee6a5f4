import { type Database, type Lease, tryLease, waitForLease } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { isOutage } from '../../../platform/errors/outage.js';
import { type EventBus } from '../../../platform/events/index.js';
import { type Idempotency, mustBeSame } from '../../../platform/idempotency/index.js';
import { CommitConflictError, LAKE_LEASE } from '../../../platform/lake/index.js';
import { isGone, processName } from '../../../platform/locks/process-name.js';
import { type IntakeRepository } from '../data-access/intake.repository.js';
import { type RunAttempt, type RunRecordRepository } from '../data-access/run-record.repository.js';
import { isFinished, type RunError, type RunRecord, type StageRecord } from '../domain/run-record.js';
import { type RunReport } from '../domain/run-report.js';
import { type RunObserver, type RunRequest, SILENT, type Stage } from '../domain/run-request.js';
import { type Tick } from '../domain/schedule.js';
import { EMPTY_INBOX, type WriteInbox } from '../domain/writes/write-inbox.js';
import { type LakeReaderService, type RunSummary, summaryOf } from './lake-reader.service.js';
import { newRunId } from './run-id.js';
import { type RunService } from './run.service.js';

const PROGRESS_MS = 500;
const PATIENCE_MS = 10_000;
const CANCEL_POLL_MS = 1_000;
/** More than are looked at to sort runs by their time that committed in another order. */
const OUT_OF_ORDER = 50;

/** The process ends or was silent for too long, and the run is left to another one. */
export class HandedOverError extends Error {
  constructor(id: string) {
    super(`run ${id} was left to another process`);
  }
}

export type RecordOfRun = RunRecord & { stages: StageRecord[] };

/** A report where the run has come to an end, a record where it is not forgotten; one of the two at least. */
export type KnownRun =
  | { record: RecordOfRun; report: RunReport }
  | { record: RecordOfRun; report?: undefined }
  | { record?: undefined; report: RunReport };

export interface HistoryFilter {
  /** Only runs older than this id. */
  before?: string;
  status?: string;
  kind?: string;
}

/**
 * Runs as records that outlive their process. A run is asked for, waits for those before it, and is done once: whoever
 * begins one that a crash cut short finds out from the lake whether it had committed.
 */
export class RunDispatcher {
  private readonly ending = new AbortController();

  constructor(
    private readonly runs: RunService,
    private readonly reader: LakeReaderService,
    private readonly records: RunRecordRepository,
    private readonly database: Database,
    private readonly events: EventBus,
    private readonly intake: IntakeRepository,
  ) {}

  /** Records what is asked and answers its id. */
  async submit(request: RunRequest, source: string | null = null): Promise<string> {
    const id = newRunId();
    await this.records.queue(id, request, processName(), source);
    return id;
  }

  /** As `submit`; a request that comes again under its key answers the first one's id. Throws AppError. */
  async submitOnce(
    id: string,
    request: RunRequest,
    idempotency: Idempotency | undefined,
    source: string | null = null,
  ): Promise<string> {
    if (!idempotency) {
      await this.records.queue(id, request, processName(), source);
      return id;
    }
    const found = await this.records.queueOnce(id, request, processName(), source, idempotency);
    return sameRequest(found, idempotency);
  }

  /** The run that was asked for under a key; undefined where none was. Throws AppError. */
  async askedBefore(idempotency: Idempotency): Promise<string | undefined> {
    const found = await this.records.findByKey(idempotency.key);
    return found && sameRequest(found, idempotency);
  }

  /** Asks for a run that takes what clients wrote; undefined where one waits already, which will. */
  async submitWrite(): Promise<string | undefined> {
    return this.records.queueWrite(newRunId(), processName());
  }

  /** As `submit`, once a tick of a schedule; undefined where a run asked for since then sees all that this one would. */
  async submitTick({ schedule, at }: Tick, request: RunRequest, source: string): Promise<string | undefined> {
    const keys = `schedule ${schedule} `;
    const key = keys + at.toISOString();
    if (await this.records.isAskedSince(at, keys, key)) return undefined;
    return this.submitOnce(newRunId(), request, { key, hash: '' }, source);
  }

  /** As `submit`, for the verdict on a run; the same one that is under way is answered. Throws AppError. */
  async submitVerdict(request: RunRequest & { kind: 'approve' | 'reject' }): Promise<string> {
    const { kind, run } = request;
    const stands = await this.records.queueUnlessStanding(
      newRunId(),
      request,
      processName(),
      null,
      'verdict',
      run,
    );
    if (stands.kind === kind) return stands.id;
    throw new AppError('conflict', `run ${stands.id} is to ${stands.kind} run ${run} already`, {
      hint: `Cancel it first: POST /api/v1/etl/runs/${stands.id}/cancel`,
    });
  }

  /** Another try of a run that has not failed. */
  async retryOf(id: string): Promise<string | undefined> {
    return (await this.records.standing('retry', id))?.id;
  }

  /** As `submit`, for another try of a run; one that has not failed is answered. */
  async submitRetry({ id, request, source }: RunRecord): Promise<string> {
    const again = { ...request, retry_of: id };
    const stands = await this.records.queueUnlessStanding(
      newRunId(),
      again,
      processName(),
      source,
      'retry',
      id,
    );
    return stands.id;
  }

  /** Cancels a run that is not done; a running one stops within seconds. Throws AppError. */
  async cancel(id: string): Promise<'cancelled' | 'stopping'> {
    const outcome = await this.records.cancel(id);
    if (outcome) return outcome;
    const record = await this.records.find(id);
    const status = record?.status ?? (await this.reader.committed(id))?.status;
    if (status === undefined) throw new AppError('not_found', `there is no run ${id}`);
    if (record?.kind === 'write' && !isFinished(record.status))
      throw new AppError('conflict', `run ${id} writes what clients were promised, and cannot be cancelled`);
    throw new AppError(
      'conflict',
      status === 'running'
        ? `run ${id} is committing and can no longer be cancelled`
        : `run ${id} is ${status}; only a run that waits or runs can be cancelled`,
      { hint: 'GET /api/v1/etl/runs/{id} shows it.' },
    );
  }

  /** Leaves runs that are going on, and those that come, to other processes. One that has committed comes to its end. */
  handOver(): void {
    this.ending.abort();
  }

  /** Does a run, after those that a crash had cut short. Answers at once where it is done already. */
  async execute(id: string, observer: RunObserver = SILENT): Promise<RunReport> {
    const lease = await waitForLease(this.database, LAKE_LEASE);
    try {
      for (const record of await this.interrupted()) {
        // Its error stands in its record, and is none of this run's.
        if (record.id !== id) await this.executeHolding(lease, record.id, SILENT).catch(() => undefined);
      }
      return await this.executeHolding(lease, id, observer);
    } finally {
      await lease.release();
    }
  }

  /** Asks for a run and does it. */
  async run(request: RunRequest, observer: RunObserver = SILENT): Promise<RunReport> {
    return this.execute(await this.submit(request), observer);
  }

  /** Runs that nobody looks after any more, as their process is gone; oldest first. */
  async interrupted(): Promise<RunRecord[]> {
    return (await this.records.unfinished()).filter(isLeft);
  }

  /**
   * Runs that wait for somebody to begin them: their process is gone, or it cannot be asked and nobody works on the lake
   * though they were asked for a while ago.
   */
  async abandoned(): Promise<RunRecord[]> {
    const unfinished = await this.records.unfinished();
    if (unfinished.length === 0) return [];
    const lease = await tryLease(this.database, LAKE_LEASE);
    await lease?.release();
    const isOld = ({ created_at }: RunRecord) => Date.now() - created_at.getTime() > PATIENCE_MS;
    return unfinished.filter((record) => isLeft(record) || (lease !== undefined && isOld(record)));
  }

  /** Runs newest first: those that the lake knows, and those that have not come so far. */
  async history(limit: number, filter: HistoryFilter = {}): Promise<RunSummary[]> {
    const { before, status, kind } = filter;
    const committed = await this.reader.runs(
      limit + OUT_OF_ORDER,
      (report) =>
        (before === undefined || report.run_id < before) &&
        (status === undefined || report.status === status) &&
        (kind === undefined || report.kind === kind),
    );
    const known = new Set(committed.map(({ run_id }) => run_id));
    const others = (await this.records.uncommitted(limit, filter)).filter(({ id }) => !known.has(id));
    // An id begins with the time.
    return [...committed, ...others.map(toSummary)]
      .sort((a, b) => (a.run_id < b.run_id ? 1 : -1))
      .slice(0, limit);
  }

  /** The report of a run, or the record of one that has none. Throws AppError. */
  async show(id: string): Promise<RunReport | RecordOfRun> {
    const { record, report } = await this.find(id);
    return report ?? record;
  }

  /** What is known of a run; `latest` is the newest that came to a commit. Throws AppError. */
  async find(id: string): Promise<KnownRun> {
    if (id === 'latest') {
      const report = await this.reader.run(id);
      const record = await this.shownRecord(report.run_id);
      return record ? { record, report } : { report };
    }
    const record = await this.shownRecord(id);
    const report = record?.report ?? (await this.reader.committed(id));
    if (record) return report ? { record, report } : { record };
    if (report) return { report };
    throw new AppError('not_found', `there is no run ${id}`, {
      hint: 'GET /api/v1/etl/runs and `tillhouse runs` list the runs.',
    });
  }

  async record(id: string): Promise<RecordOfRun | undefined> {
    const record = await this.records.find(id);
    return record && { ...record, stages: await this.records.stages(id) };
  }

  private async shownRecord(id: string): Promise<RecordOfRun | undefined> {
    const record = await this.record(id);
    return record && withoutCustomer(record);
  }

  private async executeHolding(lease: Lease, id: string, observer: RunObserver): Promise<RunReport> {
    const record = await this.records.find(id);
    if (!record) throw new AppError('not_found', `there is no run ${id}`);
    if (isFinished(record.status)) return outcomeOf(record);
    if (record.attempts > 0) {
      const committed = await this.reader.committed(id);
      if (committed) {
        const taken = await this.records.takeOver(id, processName());
        return taken ? this.finish(taken, committed) : committed;
      }
    }
    if (this.ending.signal.aborted || lease.lost.aborted) throw new HandedOverError(id);
    const run = await this.records.start(id, processName());
    if (!run) {
      await this.records.cancelled(id);
      return outcomeOf((await this.records.find(id)) ?? record);
    }
    const stop = new AbortController();
    const watch = setInterval(() => {
      this.records.standOf(run).then(
        (stand) => {
          if (stand === 'cancelled') stop.abort(wasCancelled(id));
          if (stand === 'lost') handOver();
        },
        // The next look may get an answer.
        () => undefined,
      );
    }, CANCEL_POLL_MS);
    const handOver = () => stop.abort(new HandedOverError(id));
    this.ending.signal.addEventListener('abort', handOver, { once: true });
    lease.lost.addEventListener('abort', handOver, { once: true });
    const stages = new StageWriter(this.records, run, observer, stop.signal);
    const report = await this.runs
      .execute(id, record.request, stages, this.inboxOf(record, run))
      .catch(async (error: unknown) => {
        await stages.written();
        if (error instanceof HandedOverError || stop.signal.reason instanceof HandedOverError) {
          await this.records.leave(run);
          throw new HandedOverError(id);
        }
        // It may have come after the commit: of the Delta log, or an answer of the store that was lost.
        const committed = await this.reader.committed(id);
        if (committed) return committed;
        if (record.kind === 'write') await this.giveBack(run, error);
        if (stop.signal.aborted || stages.cancelledBeforeCommit) {
          await this.records.cancelled(id);
          throw wasCancelled(id);
        }
        await this.records.fail(run, toRunError(error));
        throw error;
      })
      .finally(() => {
        clearInterval(watch);
        this.ending.signal.removeEventListener('abort', handOver);
        lease.lost.removeEventListener('abort', handOver);
      });
    await stages.written();
    return this.finish(run, report);
  }

  private inboxOf({ request }: RunRecord, run: RunAttempt): WriteInbox {
    if (request.kind !== 'write') return EMPTY_INBOX;
    return {
      requests: async () => {
        const requests = await this.intake.claim(run);
        if (!requests) throw new HandedOverError(run.id);
        return requests;
      },
      planned: (outcomes) => this.intake.plan(run, outcomes),
    };
  }

  private async giveBack(run: RunAttempt, error: unknown): Promise<void> {
    const told = toRunError(error);
    const isOfRequests = !isOutage(error) && !(error instanceof CommitConflictError);
    // What failed before there were any is the fault of none.
    if (!isOfRequests || !(await this.intake.release(run, told))) await this.intake.postpone(run, told);
  }

  private async finish(run: RunAttempt, report: RunReport): Promise<RunReport> {
    // Before the record says that it is done: whoever begins after a crash here settles it again.
    if (report.kind === 'write') {
      // Where it changed nothing, its answers are of what it found, which is to be shown before them.
      await this.intake.settle(run, report.version ?? (await this.reader.goldVersion()));
    }
    // Where another process has the run by now, that one says so.
    if (!(await this.records.finish(run, report))) return report;
    if (report.status === 'published' && report.version !== null) {
      await this.events.publish('GoldPublished', {
        version: report.version,
        tables: Object.keys(report.tables),
      });
    }
    return report;
  }
}

/** Writes how a run goes on, beside the run: it does not wait for the database, and a lost line of progress is no harm. */
class StageWriter implements RunObserver {
  private last: Promise<unknown> = Promise.resolve();
  private stage: Stage | undefined;
  private progressAt = 0;
  cancelledBeforeCommit = false;

  constructor(
    private readonly records: RunRecordRepository,
    private readonly run: RunAttempt,
    private readonly observer: RunObserver,
    readonly signal: AbortSignal,
  ) {}

  // A property, as it is handed on by itself.
  progress = (step: string, done: number, total: number): void => {
    // A file whose reading was interrupted counts as refused there; here the run ends.
    this.signal.throwIfAborted();
    this.observer.progress(step, done, total);
    if (this.stage === undefined || Date.now() - this.progressAt < PROGRESS_MS) return;
    this.progressAt = Date.now();
    const stage = this.stage;
    this.write(() => this.records.stageProgress(this.run.id, stage, done, total));
  };

  async beforeCommit(): Promise<void> {
    this.signal.throwIfAborted();
    if (await this.records.beginCommit(this.run)) return;
    if ((await this.records.standOf(this.run)) === 'lost') throw new HandedOverError(this.run.id);
    this.cancelledBeforeCommit = true;
    throw wasCancelled(this.run.id);
  }

  started(stage: Stage): void {
    this.signal.throwIfAborted();
    this.stage = stage;
    this.observer.started(stage);
    const at = new Date();
    this.write(() => this.records.stageStarted(this.run.id, stage, at));
  }

  done(stage: Stage, counts: Record<string, unknown>): void {
    this.observer.done(stage, counts);
    const at = new Date();
    this.write(() => this.records.stageDone(this.run.id, stage, at, counts));
  }

  async written(): Promise<void> {
    await this.last;
  }

  private write(work: () => Promise<void>): void {
    this.last = this.last.then(work).catch(() => undefined);
  }
}

/** Nobody looks after it any more. */
function isLeft({ owner }: RunRecord): boolean {
  return owner === '' || isGone(owner);
}

function toSummary(record: RunRecord): RunSummary {
  return {
    ...(record.report
      ? summaryOf(record.report)
      : { run_id: record.id, kind: record.kind, version: null, files: 0, rows: 0, score: null }),
    status: record.status,
    finished_at: record.finished_at?.toISOString() ?? null,
    error: record.error?.message ?? null,
  };
}

/** Who is to be erased is nobody's business, not even encrypted. */
function withoutCustomer<T extends RunRecord>(record: T): T {
  return record.request.kind === 'erase'
    ? { ...record, request: { ...record.request, customer: undefined } }
    : record;
}

function sameRequest(found: { id: string; hash: string }, once: Idempotency): string {
  mustBeSame(found, once, `, of run ${found.id}`);
  return found.id;
}

function wasCancelled(id: string): AppError {
  return new AppError('conflict', `run ${id} was cancelled; nothing was committed`);
}

function outcomeOf(record: RunRecord): RunReport {
  if (record.status === 'cancelled') throw wasCancelled(record.id);
  if (record.report) return record.report;
  const { kind, message, hint } = record.error ?? { kind: 'internal', message: 'it failed', hint: null };
  const known = ['invalid', 'not_found', 'conflict', 'refused', 'unavailable'] as const;
  const found = known.find((name) => name === kind);
  if (found) throw new AppError(found, message, { hint: hint ?? undefined });
  throw new Error(message);
}

function toRunError(error: unknown): RunError {
  if (error instanceof AppError)
    return { kind: error.kind, message: error.message, hint: error.hint ?? null };
  return { kind: 'internal', message: (error as Error).message, hint: null };
}
