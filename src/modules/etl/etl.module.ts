import { getQueueToken } from '@nestjs/bull';
import { type DynamicModule, Inject, Module, type OnModuleInit, type Provider } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Config } from '../../platform/config/index.js';
import { Database } from '../../platform/database/index.js';
import { EventBus } from '../../platform/events/index.js';
import { Lake } from '../../platform/lake/index.js';
import { Metrics } from '../../platform/metrics/index.js';
import { type JobQueue } from '../../platform/queue/index.js';
import { HealthRegistry } from '../../platform/health/index.js';
import { BatchReports } from '../quality/index.js';
import { TaskRegistry } from '../tasks/index.js';
import { RunFiguresRepository } from './data-access/run-figures.repository.js';
import { IntakeRepository } from './data-access/intake.repository.js';
import { RunRecordRepository } from './data-access/run-record.repository.js';
import { SourceFileRepository } from './data-access/source-file.repository.js';
import { readSources } from './data-access/sources-file.js';
import { RunRoots } from './data-access/run-roots.js';
import { ScheduleRepository } from './data-access/schedule.repository.js';
import { UploadStore } from './data-access/upload-store.js';
import { type Source } from './domain/source.js';
import { createDispatcher, createErasures, createEtl, type Etl } from './etl.js';
import { RunProgressResolver } from './presentation/graphql/run-progress.resolver.js';
import { datasetTask } from './presentation/jobs/dataset.task.js';
import { RunProcessor } from './presentation/jobs/run.processor.js';
import { EtlController } from './presentation/rest/v1/etl.controller.js';
import { ErasuresController } from './presentation/rest/v1/erasures.controller.js';
import { RunsController } from './presentation/rest/v1/runs.controller.js';
import { SchedulesController } from './presentation/rest/v1/schedules.controller.js';
import { RUN_QUEUE } from './queues.js';
import { LakeBatchReports } from './service/batch-reports.js';
import { ErasureService } from './service/erasure.service.js';
import { FolderSensor } from './service/folder-sensor.service.js';
import { LineageService } from './service/lineage.service.js';
import { RunAdminService } from './service/run-admin.service.js';
import { RunWatchService } from './service/run-watch.service.js';
import { ScheduleClock } from './service/schedule-clock.service.js';
import { ScheduleService } from './service/schedule.service.js';
import { LakeReaderService } from './service/lake-reader.service.js';
import { RetentionService } from './service/retention.service.js';
import { RunDispatcher } from './service/run-dispatcher.service.js';
import { RunHandover } from './service/run-handover.service.js';
import { RunRecovery } from './service/run-recovery.service.js';
import { RunMonitor } from './service/run-monitor.js';
import { SourceService } from './service/source.service.js';
import { Timetable } from './service/timetable.service.js';
import { WriteService } from './service/write.service.js';

const ETL = Symbol('Etl');
const SOURCES = Symbol('Sources');

const SERVICES: Provider[] = [
  { provide: ETL, useFactory: createEtl, inject: [Config, Lake] },
  { provide: LakeReaderService, useFactory: (etl: Etl) => etl.reader, inject: [ETL] },
  { provide: RunDispatcher, useFactory: createDispatcher, inject: [ETL, Database, EventBus] },
  { provide: SOURCES, useFactory: ({ values }: Config) => readSources(values.sources), inject: [Config] },
  {
    provide: SourceService,
    useFactory: (sources: Source[], dispatcher: RunDispatcher, { values }: Config) =>
      new SourceService(sources, dispatcher, values.maxLineBytes),
    inject: [SOURCES, RunDispatcher, Config],
  },
  {
    provide: WriteService,
    useFactory: (database: Database, dispatcher: RunDispatcher, queue: JobQueue, etl: Etl) =>
      new WriteService(new IntakeRepository(database), dispatcher, queue, etl.lines),
    inject: [Database, RunDispatcher, getQueueToken(RUN_QUEUE), ETL],
  },
  { provide: LineageService, useFactory: (etl: Etl) => etl.lineage, inject: [ETL] },
  {
    provide: RunWatchService,
    useFactory: (d: RunDispatcher) => new RunWatchService(d),
    inject: [RunDispatcher],
  },
  {
    provide: UploadStore,
    useFactory: ({ values }: Config) => new UploadStore(values.home, values.uploadLimit),
    inject: [Config],
  },
  { provide: RunRoots, useFactory: ({ values }: Config) => new RunRoots(values.runRoots), inject: [Config] },
  { provide: ErasureService, useFactory: createErasures, inject: [ETL, Database, EventBus, Config] },
  {
    provide: RunAdminService,
    useFactory: (
      dispatcher: RunDispatcher,
      reader: LakeReaderService,
      queue: JobQueue,
      roots: RunRoots,
      uploads: UploadStore,
      erasures: ErasureService,
      { values }: Config,
    ) =>
      new RunAdminService(dispatcher, reader, queue, roots, uploads, erasures, {
        maxLineBytes: values.maxLineBytes,
        // With the lake on an object store the homes need not be shared.
        canUpload: values.worker === 'on' || values.lakeUri === '',
      }),
    inject: [
      RunDispatcher,
      LakeReaderService,
      getQueueToken(RUN_QUEUE),
      RunRoots,
      UploadStore,
      ErasureService,
      Config,
    ],
  },
  {
    provide: ScheduleService,
    useFactory: (
      database: Database,
      sources: SourceService,
      roots: RunRoots,
      dispatcher: RunDispatcher,
      { values }: Config,
    ) =>
      new ScheduleService(new ScheduleRepository(database), sources, roots, dispatcher, values.maxLineBytes),
    inject: [Database, SourceService, RunRoots, RunDispatcher, Config],
  },
];

/** What does the work, wherever it is done. */
const JOBS: Provider[] = [
  RunProcessor,
  {
    provide: RunHandover,
    useFactory: (dispatcher: RunDispatcher, { values }: Config) =>
      new RunHandover(dispatcher, values.handoverSeconds),
    inject: [RunDispatcher, Config],
  },
  {
    provide: Timetable,
    useFactory: createTimetable,
    inject: [
      SchedulerRegistry,
      getQueueToken(RUN_QUEUE),
      SOURCES,
      RunDispatcher,
      ETL,
      Database,
      Config,
      UploadStore,
      ErasureService,
      WriteService,
    ],
  },
  {
    provide: ScheduleClock,
    useFactory: (schedules: ScheduleService, queue: JobQueue) => new ScheduleClock(schedules, queue),
    inject: [ScheduleService, getQueueToken(RUN_QUEUE)],
  },
];

export const ETL_RESOLVERS = [RunProgressResolver];

@Module({})
export class EtlModule implements OnModuleInit {
  constructor(
    private readonly health: HealthRegistry,
    private readonly metrics: Metrics,
    private readonly database: Database,
    private readonly config: Config,
    private readonly batches: BatchReports,
    private readonly tasks: TaskRegistry,
    @Inject(ETL) private readonly etl: Etl,
  ) {}

  static of({ api, worker }: { api: boolean; worker: boolean }): DynamicModule {
    return {
      module: EtlModule,
      controllers: api ? [RunsController, SchedulesController, ErasuresController, EtlController] : [],
      providers: [...SERVICES, ...(worker ? JOBS : []), ...(api ? ETL_RESOLVERS : [])],
      exports: [LakeReaderService, RunDispatcher, WriteService],
    };
  }

  onModuleInit(): void {
    this.health.register(
      'lake',
      async () => {
        const state = await this.etl.lake.state();
        return {
          status: 'up',
          details: { version: state.version, tables: Object.keys(state.tables).length },
        };
      },
      { required: true },
    );
    const monitor = new RunMonitor(this.etl.lake, this.etl.reader, new RunFiguresRepository(this.database));
    this.health.register('last_run', monitor.lastRunCheck(this.config.values.lastRunDegradedHours));
    monitor.register(this.metrics);
    this.batches.from(new LakeBatchReports(this.etl.lake));
    this.tasks.register(datasetTask(this.etl.reader));
  }
}

function createTimetable(
  registry: SchedulerRegistry,
  queue: JobQueue,
  sources: Source[],
  dispatcher: RunDispatcher,
  etl: Etl,
  database: Database,
  { values }: Config,
  uploads: UploadStore,
  erasures: ErasureService,
  writes: WriteService,
): Timetable {
  const records = new RunRecordRepository(database);
  const files = new SourceFileRepository(database);
  const sensors = sources.flatMap((source) =>
    source.sensor === undefined
      ? []
      : [
          new FolderSensor(
            { ...source, sensor: source.sensor },
            values.maxLineBytes,
            files,
            records,
            queue,
            database,
          ),
        ],
  );
  return new Timetable(
    registry,
    queue,
    sources,
    sensors,
    new RunRecovery(dispatcher, queue),
    new RetentionService(
      etl.maintenance,
      records,
      new IntakeRepository(database),
      [queue],
      database,
      values,
      uploads,
    ),
    values.retentionSchedule,
    erasures,
    writes,
  );
}
