import { Process, Processor } from '@nestjs/bull';
import { Inject, Logger } from '@nestjs/common';
import { type Job } from '../../../../platform/queue/index.js';
import { TASK_QUEUE } from '../../queues.js';
import { TaskRunner } from '../../service/task-runner.service.js';

/** The queue's door to tasks. */
@Processor(TASK_QUEUE)
export class TaskProcessor {
  private readonly log = new Logger('Tasks');

  constructor(@Inject(TaskRunner) private readonly runner: TaskRunner) {}

  @Process({ name: 'task', concurrency: 2 })
  async task({ data: { id, again } }: Job<{ id: string; again?: boolean }>): Promise<{ status: string }> {
    try {
      return await this.runner.run(id, again);
    } catch (error) {
      this.log.error(`task ${id}: ${(error as Error).stack ?? String(error)}`);
      throw error;
    }
  }
}
