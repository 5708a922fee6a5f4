import { type DynamicModule, Module, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../platform/config/index.js';
import { Lake } from '../../platform/lake/index.js';
import { Metrics } from '../../platform/metrics/index.js';
import { DIMENSIONS } from './domain/score.js';
import { QualityController } from './presentation/rest/v1/quality.controller.js';
import { QuarantineController } from './presentation/rest/v1/quarantine.controller.js';
import { createQuality, type Quality } from './quality.js';
import { BatchReports } from './service/batch-reports.js';
import { GateThresholds } from './service/gate-thresholds.js';
import { ProfileService } from './service/profile.service.js';
import { QualityReportService } from './service/quality-report.service.js';
import { QuarantineService } from './service/quarantine.service.js';

const QUALITY = Symbol('Quality');

@Module({
  providers: [
    BatchReports,
    { provide: QUALITY, useFactory: createQuality, inject: [Config, Lake] },
    { provide: QuarantineService, useFactory: ({ quarantine }: Quality) => quarantine, inject: [QUALITY] },
    { provide: ProfileService, useFactory: ({ profiles }: Quality) => profiles, inject: [QUALITY] },
    {
      provide: QualityReportService,
      useFactory: (reports: BatchReports) => new QualityReportService(reports),
      inject: [BatchReports],
    },
    {
      provide: GateThresholds,
      useFactory: ({ values }: Config) =>
        new GateThresholds({
          minRows: values.gateMinRows,
          minScore: values.gateMinScore,
          maxQuarantinedPercent: values.gateMaxQuarantined,
          maxDuplicatesPercent: values.gateMaxDuplicates,
        }),
      inject: [Config],
    },
  ],
  exports: [BatchReports, QuarantineService],
})
export class QualityModule implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly reports: QualityReportService,
    private readonly profiles: ProfileService,
  ) {}

  static of({ api }: { api: boolean }): DynamicModule {
    return {
      module: QualityModule,
      // Who does the runs tells of them here.
      global: true,
      controllers: api ? [QuarantineController, QualityController] : [],
    };
  }

  onModuleInit(): void {
    this.metrics.cache('profiles', () => this.profiles.counts);
    this.metrics.collect(
      'quality',
      {
        tillhouse_quality_score: { help: 'Score of the newest batch, 0 to 100; absent where there is none' },
        tillhouse_quality_dimension: {
          help: 'Dimensions of the score of the newest batch, 0 to 1',
          labels: ['dimension'],
        },
        tillhouse_batches: { help: 'Batches by what has become of them', labels: ['status'] },
      },
      async () => {
        const [{ quality }, statuses] = await Promise.all([
          this.reports.scoped('newest'),
          this.reports.statuses(),
        ]);
        return {
          tillhouse_quality_score: quality ? [{ value: quality.score }] : [],
          tillhouse_quality_dimension: quality
            ? DIMENSIONS.map((dimension) => ({ labels: { dimension }, value: quality[dimension] }))
            : [],
          tillhouse_batches: statuses.map(({ status, batches }) => ({ labels: { status }, value: batches })),
        };
      },
    );
  }
}
