import { Process, Processor } from '@nestjs/bull';
import { type Job } from '../../../../platform/queue/index.js';
import { RUN_QUEUE } from '../../queues.js';
import { RunDispatcher } from '../../service/run-dispatcher.service.js';
import { RunAdminService } from '../../service/run-admin.service.js';
import { ScheduleService } from '../../service/schedule.service.js';
import { SourceService } from '../../service/source.service.js';

/** The queue's door to the runs. */
@Processor(RUN_QUEUE)
export class RunProcessor {
  constructor(
    private readonly dispatcher: RunDispatcher,
    private readonly sources: SourceService,
    private readonly schedules: ScheduleService,
    private readonly admin: RunAdminService,
  ) {}

  @Process({ name: 'run', concurrency: 1 })
  async run({ data }: Job<{ runId: string }>): Promise<{ status: string }> {
    return this.settle(data.runId);
  }

  @Process({ name: 'source', concurrency: 1 })
  async source({ data }: Job<{ source: string }>): Promise<{ status: string }> {
    return this.settle(await this.sources.submit(data.source));
  }

  @Process({ name: 'schedule', concurrency: 1 })
  async schedule({ data }: Job<{ schedule: string }>): Promise<{ status: string }> {
    const runId = await this.schedules.submit(data.schedule);
    return runId === undefined ? { status: 'removed' } : this.settle(runId);
  }

  /** A run that failed has said so in its record; only what kept it from saying so is tried again. */
  private async settle(runId: string): Promise<{ status: string }> {
    try {
      const { status } = await this.dispatcher.execute(runId);
      await this.admin.tidyUp(runId);
      return { status };
    } catch (error) {
      const status = (await this.dispatcher.record(runId))?.status;
      if (status === 'failed' || status === 'cancelled') return { status };
      throw error;
    }
  }
}
