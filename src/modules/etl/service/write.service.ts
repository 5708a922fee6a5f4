import { randomUUID } from 'node:crypto';
import { type OnModuleDestroy } from '@nestjs/common';
import { type Idempotency, mustBeSame } from '../../../platform/idempotency/index.js';
import { type JobQueue } from '../../../platform/queue/index.js';
import {
  type IntakeRecord,
  type IntakeRepository,
  type NewIntake,
} from '../data-access/intake.repository.js';
import { type CheckedLine } from '../domain/writes/write-plan.js';
import { type LineValues, type WriteItem } from '../domain/writes/write-request.js';
import { type LineChecker } from './line-checker.service.js';
import { type RunDispatcher } from './run-dispatcher.service.js';

export type NewWrite = Omit<NewIntake, 'id'>;

/** The one way in for what clients write: durable at once, in bronze with the next run. */
export class WriteService implements OnModuleDestroy {
  constructor(
    private readonly intake: IntakeRepository,
    private readonly dispatcher: RunDispatcher,
    private readonly queue: Pick<JobQueue, 'add'>,
    private readonly checker: LineChecker,
  ) {}

  async onModuleDestroy(): Promise<void> {
    await this.checker.close();
  }

  /** What the models make of lines that were accepted now. */
  async check(lines: readonly LineValues[]): Promise<CheckedLine[]> {
    const acceptedAt = new Date();
    return this.checker.check(lines.map((values) => ({ values, acceptedAt })));
  }

  /**
   * Accepts a request to write. Answers its id, once it will be done whatever happens; a request that comes again under its
   * key answers the first one's. Throws AppError where the key stands for another.
   */
  async accept(write: NewWrite, once?: Idempotency): Promise<string> {
    const { id, hash } = await this.intake.accept({ id: randomUUID(), ...write }, once);
    if (once) mustBeSame({ hash }, once);
    // It is durable already; a run that cannot be begun now is begun by the next sweep.
    this.begin().catch(() => undefined);
    return id;
  }

  /** The request that a key stands for; undefined where there is none. Throws AppError where it was another. */
  async askedBefore(once: Idempotency): Promise<string | undefined> {
    const found = await this.intake.findByKey(once.key);
    if (found) mustBeSame(found, once);
    return found?.id;
  }

  async find(id: string): Promise<IntakeRecord | undefined> {
    return (await this.intake.find([id]))[0];
  }

  /** Those that were given up, newest first, of one caller or of all. */
  failed(caller: string | undefined, operations: readonly string[], limit: number): Promise<IntakeRecord[]> {
    return this.intake.failed(caller, operations, limit);
  }

  /** What one that was given up asks to write. */
  failedItems(id: string): Promise<readonly (WriteItem | null)[] | undefined> {
    return this.intake.failedItems(id);
  }

  /** Another try of one that was given up. False where it was not. */
  async sendAgain(id: string): Promise<boolean> {
    if (!(await this.intake.sendAgain(id))) return false;
    this.begin().catch(() => undefined);
    return true;
  }

  /** Drops one that was given up. False where it was not. */
  discard(id: string): Promise<boolean> {
    return this.intake.discard(id);
  }

  /** Begins a run for what nobody looks after any more, and for what the last run left. */
  async sweep(): Promise<void> {
    await this.intake.recover();
    await this.begin();
  }

  private async begin(): Promise<void> {
    if (!(await this.intake.isDue())) return;
    const runId = await this.dispatcher.submitWrite();
    if (runId !== undefined) await this.queue.add('run', { runId }, { jobId: runId });
  }
}
