import { Process, Processor } from '@nestjs/bull';
import { Logger } from '@nestjs/common';
import { AppError } from '../../../../platform/errors/app-error.js';
import { type Job } from '../../../../platform/queue/index.js';
import { type Tick } from '../../domain/schedule.js';
import { RUN_QUEUE } from '../../queues.js';
import { HandedOverError, RunDispatcher } from '../../service/run-dispatcher.service.js';
import { RunAdminService } from '../../service/run-admin.service.js';
import { ScheduleService } from '../../service/schedule.service.js';
import { SourceService } from '../../service/source.service.js';
import { WriteService } from '../../service/write.service.js';

/** The queue's door to the runs. */
@Processor(RUN_QUEUE)
export class RunProcessor {
  private readonly log = new Logger('Runs');

  constructor(
    private readonly dispatcher: RunDispatcher,
    private readonly sources: SourceService,
    private readonly schedules: ScheduleService,
    private readonly admin: RunAdminService,
    private readonly writes: WriteService,
  ) {}

  @Process({ name: 'run', concurrency: 1 })
  async run({ data }: Job<{ runId: string }>): Promise<{ status: string }> {
    const done = await this.settle(data.runId);
    // What came while it ran, or was too much for it. The timetable looks after what fails here.
    await this.writes.sweep().catch((error: Error) => this.log.warn(`writes: ${error.message}`));
    return done;
  }

  @Process({ name: 'source', concurrency: 1 })
  async source({ data: { source, at } }: Job<{ source: string; at: string }>): Promise<{ status: string }> {
    const tick = { schedule: source, at: new Date(at) };
    return this.settleTick(tick, () => this.sources.submit(source, tick));
  }

  @Process({ name: 'schedule', concurrency: 1 })
  async schedule({
    data: { schedule, at },
  }: Job<{ schedule: string; at: string }>): Promise<{ status: string }> {
    const tick = { schedule, at: new Date(at) };
    return this.settleTick(tick, () => this.schedules.submit(tick));
  }

  private async settleTick(
    { schedule }: Tick,
    submit: () => Promise<string | undefined>,
  ): Promise<{ status: string }> {
    try {
      const runId = await submit();
      return runId === undefined ? { status: 'nothing_to_do' } : await this.settle(runId);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // An empty folder, say: the next tick looks again.
      this.log.warn(`schedule ${schedule}: ${error.message}`);
      if (error.kind !== 'not_found') throw error;
      return { status: 'nothing_to_do' };
    }
  }

  /** A run that failed has said so in its record; only what kept it from saying so is tried again. */
  private async settle(runId: string): Promise<{ status: string }> {
    try {
      const { status } = await this.dispatcher.execute(runId);
      await this.admin.tidyUp(runId);
      return { status };
    } catch (error) {
      // Another process finds it, and begins it again.
      if (error instanceof HandedOverError) return { status: 'handed_over' };
      const status = (await this.dispatcher.record(runId))?.status;
      if (status === 'failed' || status === 'cancelled') return { status };
      throw error;
    }
  }
}
