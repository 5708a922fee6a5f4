import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../platform/errors/app-error.js';
import { type Idempotency, requestHash } from '../../../platform/idempotency/index.js';
import {
  type ItemError,
  type LineValues,
  wholeLine,
  type WriteItem,
  type WriteService,
} from '../../etl/index.js';
import { type WarehouseReader } from '../../warehouse/index.js';
import { type Batch, batchOf, type Keeper, type Operation, permissionOf } from '../domain/batch.js';

/** How long a caller waits for gold, before the batch goes on without it. */
const WAIT_MS = 30_000;
const LOOK_MS = 50;

export interface Chosen {
  items: readonly WriteItem[];
  /** Lines that a filter found beyond those of the items. */
  remaining: number;
}

export interface BatchRequest {
  operation: Operation;
  /** What the caller sent: a key stands for that, whatever it finds later. */
  asked: object;
  /** Asked for where nothing was asked under the key before. */
  choose: () => Promise<Chosen>;
  /** Whether items that break a rule fail; else they go to quarantine. */
  validate: boolean;
  /** All or nothing. */
  failOnError: boolean;
  caller: string;
  /** The caller's Idempotency-Key. */
  key?: string;
  /** Answers as soon as the batch is durable. */
  async: boolean;
}

/** Items that cannot be written, where all or none were to be. */
export class BatchRefused extends Error {
  constructor(
    readonly total: number,
    readonly errors: readonly ItemError[],
  ) {
    super(`${new Set(errors.map(({ index }) => index)).size} of ${total} items fail; nothing was written`);
  }
}

/** Batches of writes: judged item by item, durable at once, and shown with the next version of gold. */
export class BatchService {
  constructor(
    private readonly writes: WriteService,
    private readonly warehouse: WarehouseReader,
    /** More items are not waited for. */
    private readonly syncItems: number,
  ) {}

  /** What is wrong with the lines that the items give. Those that name a sale are judged with it when they are written. */
  async validate(items: readonly WriteItem[]): Promise<ItemError[]> {
    const lines = items.flatMap((item, index) => {
      const values = lineOf(item);
      return values ? [{ index, values }] : [];
    });
    const checked = await this.writes.check(lines.map(({ values }) => values));
    return lines.flatMap(({ index }, at) =>
      (checked[at]?.errors ?? []).map((error) => ({ index, ...error })),
    );
  }

  /**
   * Accepts a batch and, unless told otherwise, waits until its rows are shown. Throws BatchRefused where one item's error keeps
   * all out, and AppError.
   */
  async submit(request: BatchRequest): Promise<Batch> {
    const { operation, asked, validate, failOnError, key } = request;
    const once =
      key === undefined
        ? undefined
        : { key, hash: requestHash(JSON.stringify({ operation, ...asked, validate, failOnError })) };
    // Before lines are looked up and judged: both look at what is there now.
    const earlier = once && (await this.writes.askedBefore(once));
    const id = earlier ?? (await this.accept(request, once));
    const accepted = await this.find(id);
    if (!this.isWaitedFor(request, accepted.total)) return accepted;
    const batch = await this.shown(id);
    if (failOnError && batch.status === 'completed' && batch.errors.length > 0)
      throw new BatchRefused(batch.total, batch.errors);
    return batch;
  }

  /** Of that caller alone where one is given. Throws AppError. */
  async find(id: string, caller?: string): Promise<Batch> {
    const record = await this.writes.find(id);
    if (!record || (caller !== undefined && record.caller !== caller)) throw noBatch(id);
    return this.asShown(batchOf(record));
  }

  /** Batches that were given up, newest first. */
  async failed({ caller, operations }: Keeper, limit: number): Promise<Batch[]> {
    return (await this.writes.failed(caller, operations, limit)).map(batchOf);
  }

  /** One that was given up, and what it asks to write. Throws AppError. */
  async failedBatch(
    id: string,
    keeper: Keeper,
  ): Promise<{ batch: Batch; items: readonly (WriteItem | null)[] }> {
    const batch = await this.findKept(id, keeper);
    const items = await this.writes.failedItems(id);
    if (!items) throw notFailed(batch);
    return { batch, items };
  }

  /** Another try of one that was given up. Throws AppError. */
  async sendAgain(id: string, keeper: Keeper): Promise<Batch> {
    const batch = await this.findKept(id, keeper);
    if (!(await this.writes.sendAgain(id))) throw notFailed(batch);
    return this.find(id);
  }

  /** Drops one that was given up. Throws AppError. */
  async discard(id: string, keeper: Keeper): Promise<void> {
    const batch = await this.findKept(id, keeper);
    if (!(await this.writes.discard(id))) throw notFailed(batch);
  }

  private async findKept(id: string, { caller, operations }: Keeper): Promise<Batch> {
    const batch = await this.find(id, caller);
    if (operations.includes(batch.operation)) return batch;
    throw new AppError('forbidden', `batch ${id} needs the permission ${permissionOf(batch.operation)}`);
  }

  private async accept(request: BatchRequest, once: Idempotency | undefined): Promise<string> {
    const { operation, validate, failOnError, caller } = request;
    const { items, remaining } = await request.choose();
    const total = items.length;
    // Who does not wait is told by the run, which judges all lines anyway.
    const errors = validate && this.isWaitedFor(request, total) ? await this.validate(items) : [];
    if (failOnError && errors.length > 0) throw new BatchRefused(total, errors);
    const bad = new Set(errors.map(({ index }) => index));
    const kept = items.map((item, index) => (bad.has(index) ? null : item));
    return this.writes.accept(
      { operation, caller, allOrNothing: failOnError, validate, items: kept, errors, total, remaining },
      once,
    );
  }

  private isWaitedFor({ async }: BatchRequest, items: number): boolean {
    return !async && items <= this.syncItems;
  }

  /** Completed is what the next read shows. */
  private async asShown(batch: Batch): Promise<Batch> {
    if (batch.status !== 'completed' || batch.version === null) return batch;
    const { version } = await this.warehouse.shown();
    return version >= batch.version ? batch : { ...batch, status: 'processing', results: [] };
  }

  /** Waits until gold shows the batch; a batch that takes too long is answered as it is. */
  private async shown(id: string): Promise<Batch> {
    for (const deadline = Date.now() + WAIT_MS; ; await sleep(LOOK_MS)) {
      const batch = await this.find(id);
      if (batch.status === 'completed' || batch.status === 'failed' || Date.now() > deadline) return batch;
    }
  }
}

/** The line that can be judged without the lake: an upsert of a sale is merged with what the sale is. */
function lineOf(item: WriteItem): LineValues | undefined {
  return item.op === 'upsert' && item.sale_id !== null ? undefined : wholeLine(item);
}

function noBatch(id: string): AppError {
  return new AppError('not_found', `there is no batch ${id}`, {
    hint: 'Batches are forgotten some days after they are done (TILLHOUSE_JOB_RETENTION_HOURS).',
  });
}

function notFailed({ id, status }: Batch): AppError {
  return new AppError('conflict', `batch ${id} is ${status}; this is for batches that failed`);
}
