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
import { RunFiguresRepository } from './data-access/run-figures.repository.js';
import { RunRecordRepository } from './data-access/run-record.repository.js';
import { SourceFileRepository } from './data-access/source-file.repository.js';
import { readSources } from './data-access/sources-file.js';
import { type Source } from './domain/source.js';
import { createDispatcher, createEtl, type Etl } from './etl.js';
import { RunProcessor } from './presentation/jobs/run.processor.js';
import { EtlController } from './presentation/rest/v1/etl.controller.js';
import { RUN_QUEUE } from './queues.js';
import { LakeBatchReports } from './service/batch-reports.js';
import { FolderSensor } from './service/folder-sensor.service.js';
import { LakeReaderService } from './service/lake-reader.service.js';
import { RetentionService } from './service/retention.service.js';
import { RunDispatcher } from './service/run-dispatcher.service.js';
import { RunRecovery } from './service/run-recovery.service.js';
import { RunWatch } from './service/run-watch.js';
import { SourceService } from './service/source.service.js';
import { Timetable } from './service/timetable.service.js';

const ETL = Symbol('Etl');
const SOURCES = Symbol('Sources');

const SERVICES: Provider[] = [
  { provide: ETL, useFactory: createEtl, inject: [Config, Lake] },
  { provide: LakeReaderService, useFactory: (etl: Etl) => etl.reader, inject: [ETL] },
  { provide: RunDispatcher, useFactory: createDispatcher, inject: [ETL, Database, EventBus] },
];

/** What does the work, wherever it is done. */
const JOBS: Provider[] = [
  { provide: SOURCES, useFactory: ({ values }: Config) => readSources(values.sources), inject: [Config] },
  {
    provide: SourceService,
    useFactory: (sources: Source[], dispatcher: RunDispatcher, { values }: Config) =>
      new SourceService(sources, dispatcher, values.maxLineBytes),
    inject: [SOURCES, RunDispatcher, Config],
  },
  RunProcessor,
  {
    provide: Timetable,
    useFactory: createTimetable,
    inject: [SchedulerRegistry, getQueueToken(RUN_QUEUE), SOURCES, RunDispatcher, ETL, Database, Config],
  },
];

@Module({})
export class EtlModule implements OnModuleInit {
  constructor(
    private readonly health: HealthRegistry,
    private readonly metrics: Metrics,
    private readonly database: Database,
    private readonly config: Config,
    private readonly batches: BatchReports,
    @Inject(ETL) private readonly etl: Etl,
  ) {}

  static of({ api, worker }: { api: boolean; worker: boolean }): DynamicModule {
    return {
      module: EtlModule,
      controllers: api ? [EtlController] : [],
      providers: worker ? [...SERVICES, ...JOBS] : SERVICES,
      exports: [LakeReaderService, RunDispatcher],
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
    const watch = new RunWatch(this.etl.lake, this.etl.reader, new RunFiguresRepository(this.database));
    this.health.register('last_run', watch.lastRunCheck(this.config.values.lastRunDegradedHours));
    watch.register(this.metrics);
    this.batches.from(new LakeBatchReports(this.etl.lake));
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
    new RetentionService(etl.maintenance, records, [queue], database, values),
    values.retentionSchedule,
  );
}
