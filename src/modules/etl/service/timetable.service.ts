import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type SchedulerRegistry } from '@nestjs/schedule';
import { type JobQueue } from '../../../platform/queue/index.js';
import { type Source } from '../domain/source.js';
import { type ErasureService } from './erasure.service.js';
import { startCronJob } from './cron-job.js';
import { type FolderSensor } from './folder-sensor.service.js';
import { type RetentionService } from './retention.service.js';
import { type RunRecovery } from './run-recovery.service.js';
import { type WriteService } from './write.service.js';

const SENSOR_MS = 3_000;
const RECOVERY_MS = 3_000;
const ERASURE_MS = 3_000;
const WRITES_MS = 3_000;

/** When what is done: sources by their cron, sensors and the look for abandoned runs every few seconds, retention by its cron. */
export class Timetable implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Timetable');
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly busy = new Set<Promise<unknown>>();
  private ended = false;

  constructor(
    private readonly registry: SchedulerRegistry,
    private readonly queue: Pick<JobQueue, 'add'>,
    private readonly sources: readonly Source[],
    private readonly sensors: readonly FolderSensor[],
    private readonly recovery: RunRecovery,
    private readonly retention: RetentionService,
    private readonly retentionSchedule: string,
    private readonly erasures: Pick<ErasureService, 'clean'>,
    private readonly writes: Pick<WriteService, 'sweep'>,
  ) {}

  onApplicationBootstrap(): void {
    for (const { name, schedule } of this.sources) {
      if (schedule !== undefined) this.cron(`source ${name}`, schedule, (tick) => this.ask(name, tick));
    }
    this.cron('retention', this.retentionSchedule, () => this.retention.apply());
    for (const sensor of this.sensors) this.repeat('sensor', SENSOR_MS, () => sensor.poll());
    this.repeat('erasure', ERASURE_MS, () => this.erasures.clean());
    this.repeat('writes', WRITES_MS, () => this.writes.sweep());
    this.repeat('recovery', RECOVERY_MS, () => this.recovery.sweep());
  }

  async onModuleDestroy(): Promise<void> {
    this.ended = true;
    for (const timer of this.timers) clearTimeout(timer);
    await Promise.all(this.busy);
  }

  /** All processes ask at the same second; the id makes one job of it. */
  private ask(source: string, tick: Date): Promise<unknown> {
    const second = Math.floor(tick.getTime() / 1000);
    return this.queue.add(
      'source',
      { source, at: tick.toISOString() },
      { jobId: `source-${source}-${second}`, attempts: 3, backoff: 2_000 },
    );
  }

  private cron(name: string, expression: string, work: (tick: Date) => Promise<unknown>): void {
    this.registry.addCronJob(
      name,
      startCronJob(expression, 'UTC', (tick) => void this.tracked(name, () => work(tick))),
    );
  }

  private repeat(name: string, every: number, work: () => Promise<unknown>): void {
    const next = () => {
      if (this.ended) return;
      const timer = setTimeout(() => void this.tracked(name, work).then(next), every);
      this.timers.push(timer);
      // Only the newest is alive.
      if (this.timers.length > 100) this.timers.splice(0, 50);
    };
    void this.tracked(name, work).then(next);
  }

  private async tracked(name: string, work: () => Promise<unknown>): Promise<void> {
    const running = work().catch((error: Error) => this.log.warn(`${name}: ${error.message}`));
    this.busy.add(running);
    await running;
    this.busy.delete(running);
  }
}
