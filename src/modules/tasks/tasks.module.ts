import { getQueueToken } from '@nestjs/bull';
import {
  type DynamicModule,
  Inject,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type Provider,
} from '@nestjs/common';
import { Config } from '../../platform/config/index.js';
import { Database } from '../../platform/database/index.js';
import { openStorage } from '../../platform/lake/index.js';
import { type JobQueue } from '../../platform/queue/index.js';
import { KeyRing } from '../../platform/secrets/index.js';
import { TaskFiles } from './data-access/task-files.js';
import { TaskRepository } from './data-access/task.repository.js';
import { TasksResolver } from './presentation/graphql/tasks.resolver.js';
import { TaskProcessor } from './presentation/jobs/task.processor.js';
import { TasksController } from './presentation/rest/v1/tasks.controller.js';
import { TASK_QUEUE } from './queues.js';
import { TaskLinks } from './service/task-links.js';
import { TaskRegistry } from './service/task-registry.js';
import { TaskRunner } from './service/task-runner.service.js';
import { TaskService } from './service/task.service.js';

const TIDY_MS = 600_000;
const REQUEUE_MS = 15_000;

const SERVICES: Provider[] = [
  TaskRegistry,
  {
    provide: TaskRepository,
    useFactory: (database: Database) => new TaskRepository(database),
    inject: [Database],
  },
  {
    provide: TaskFiles,
    useFactory: async (config: Config) => {
      const { home, lakeUri } = config.values;
      return new TaskFiles(home, lakeUri === '' ? undefined : await openStorage(config));
    },
    inject: [Config],
  },
  {
    provide: TaskLinks,
    useFactory: (ring: KeyRing, { values }: Config) => new TaskLinks(ring, values.taskLinkMinutes),
    inject: [KeyRing, Config],
  },
  {
    provide: TaskService,
    useFactory: (
      tasks: TaskRepository,
      files: TaskFiles,
      registry: TaskRegistry,
      queue: JobQueue,
      { values }: Config,
    ) => new TaskService(tasks, files, registry, queue, values.taskRetentionHours),
    inject: [TaskRepository, TaskFiles, TaskRegistry, getQueueToken(TASK_QUEUE), Config],
  },
];

const JOBS: Provider[] = [
  TaskProcessor,
  {
    provide: TaskRunner,
    useFactory: (tasks: TaskRepository, files: TaskFiles, registry: TaskRegistry) =>
      new TaskRunner(tasks, files, registry),
    inject: [TaskRepository, TaskFiles, TaskRegistry],
  },
];

export const TASK_RESOLVERS = [TasksResolver];

/** Asynchronous request and reply. Others register what there is to do. */
@Module({})
export class TasksModule implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Tasks');
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(@Inject(TaskService) private readonly tasks: TaskService) {}

  static of({ api, worker }: { api: boolean; worker: boolean }): DynamicModule {
    return {
      module: TasksModule,
      global: true,
      controllers: api ? [TasksController] : [],
      providers: [...SERVICES, ...(worker ? JOBS : []), ...(api ? TASK_RESOLVERS : [])],
      exports: [TaskRegistry, TaskService],
    };
  }

  onApplicationBootstrap(): void {
    this.repeat('tidying up', TIDY_MS, () => this.tasks.tidyUp());
    this.repeat('asking again', REQUEUE_MS, () => this.tasks.requeue());
  }

  onModuleDestroy(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  private repeat(what: string, every: number, work: () => Promise<void>): void {
    const tick = () => void work().catch((error: Error) => this.log.warn(`${what}: ${error.message}`));
    this.timers.push(setInterval(tick, every).unref());
  }
}
