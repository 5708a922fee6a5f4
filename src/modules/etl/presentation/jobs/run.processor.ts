import { Process, Processor } from '@nestjs/bull';
import { type Job } from '../../../../platform/queue/index.js';
import { RUN_QUEUE } from '../../queues.js';
import { RunDispatcher } from '../../service/run-dispatcher.service.js';
import { SourceService } from '../../service/source.service.js';

/** The queue's door to the runs. */
@Processor(RUN_QUEUE)
export class RunProcessor {
  constructor(
    private readonly dispatcher: RunDispatcher,
    private readonly sources: SourceService,
  ) {}

  @Process({ name: 'run', concurrency: 1 })
  async run({ data }: Job<{ runId: string }>): Promise<{ status: string }> {
    return this.settle(data.runId);
  }

  @Process({ name: 'source', concurrency: 1 })
  async source({ data }: Job<{ source: string }>): Promise<{ status: string }> {
    return this.settle(await this.sources.submit(data.source));
  }

  /** A run that failed has said so in its record; only what kept it from saying so is tried again. */
  private async settle(runId: string): Promise<{ status: string }> {
    try {
      return { status: (await this.dispatcher.execute(runId)).status };
    } catch (error) {
      if ((await this.dispatcher.record(runId))?.status === 'failed') return { status: 'failed' };
      throw error;
    }
  }
}
