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
import { type LineValues } from '../domain/writes/write-request.js';
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

  /** Begins a run for what nobody looks after any more. */
  async sweep(): Promise<void> {
    if (await this.intake.isForgotten()) await this.begin();
  }

  private async begin(): Promise<void> {
    const runId = await this.dispatcher.submitWrite();
    if (runId !== undefined) await this.queue.add('run', { runId }, { jobId: runId });
  }
}
