import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type CronJob } from 'cron';
import { type JobQueue } from '../../../platform/queue/index.js';
import { type Schedule } from '../domain/schedule.js';
import { startCronJob } from './cron-job.js';
import { type ScheduleService } from './schedule.service.js';

const LOOK_MS = 2_000;

/** Fires the schedules of the database. Each process does, and the job's id makes one run of it. */
export class ScheduleClock implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('ScheduleClock');
  private readonly jobs = new Map<string, { definition: string; job: CronJob }>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private ended = false;

  constructor(
    private readonly schedules: ScheduleService,
    private readonly queue: Pick<JobQueue, 'add'>,
  ) {}

  onApplicationBootstrap(): void {
    this.lookAgain();
  }

  async onModuleDestroy(): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    await this.looking;
    for (const { job } of this.jobs.values()) await job.stop();
  }

  private lookAgain(): void {
    this.looking = this.look()
      .catch((error: Error) => this.log.warn(`schedules: ${error.message}`))
      .then(() => {
        if (!this.ended) this.timer = setTimeout(() => this.lookAgain(), LOOK_MS);
      });
  }

  /** Follows what the database has now. */
  private async look(): Promise<void> {
    const wanted = new Map((await this.schedules.enabled()).map((one) => [one.name, one]));
    for (const [name, { definition, job }] of this.jobs) {
      const now = wanted.get(name);
      if (now && definitionOf(now) === definition) continue;
      await job.stop();
      this.jobs.delete(name);
    }
    for (const [name, schedule] of wanted)
      if (!this.jobs.has(name) && !this.ended)
        this.jobs.set(name, { definition: definitionOf(schedule), job: this.start(schedule) });
  }

  private start({ name, cron, time_zone }: Schedule): CronJob {
    return startCronJob(cron, time_zone, (tick) => {
      const options = {
        jobId: `schedule-${name}-${Math.floor(tick.getTime() / 1000)}`,
        attempts: 3,
        backoff: 2_000,
      };
      this.queue
        .add('schedule', { schedule: name, at: tick.toISOString() }, options)
        .catch((error: Error) => this.log.warn(`schedule ${name}: ${error.message}`));
    });
  }
}

function definitionOf({ cron, time_zone }: Schedule): string {
  return `${cron} ${time_zone}`;
}
