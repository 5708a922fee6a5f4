import { type Lake, rowCount } from '../../../platform/lake/index.js';
import { type Metrics } from '../../../platform/metrics/index.js';
import { type HealthCheck } from '../../../platform/health/index.js';
import { type RunFiguresRepository } from '../data-access/run-figures.repository.js';
import { rowsOfExcluded } from '../domain/batches.js';
import { type LakeReaderService } from './lake-reader.service.js';

const HOUR_MS = 3_600_000;

interface LastRun {
  status: string;
  finishedAt: Date;
}

/** How the runs are, for health and metrics. */
export class RunMonitor {
  private newest: { version: number; run: LastRun | undefined } | undefined;

  constructor(
    private readonly lake: Lake,
    private readonly reader: LakeReaderService,
    private readonly figures: RunFiguresRepository,
  ) {}

  /** The newest run that came to its end without failing: from its record, or from the lake, which keeps it longer. */
  async lastRun(): Promise<LastRun | undefined> {
    const [recorded, committed] = await Promise.all([this.figures.newestFinished(), this.committed()]);
    const found = recorded && { status: recorded.status, finishedAt: recorded.finished_at };
    if (!found || !committed) return found ?? committed;
    return committed.finishedAt > found.finishedAt ? committed : found;
  }

  /** Degraded where no run has come to its end for so many hours; 0 does not look. */
  lastRunCheck(degradedHours: number, now: () => number = Date.now): HealthCheck {
    return async () => {
      const last = await this.lastRun();
      const age = last && (now() - last.finishedAt.getTime()) / HOUR_MS;
      const isOld = degradedHours > 0 && (age ?? Infinity) > degradedHours;
      return {
        status: isOld ? 'degraded' : 'up',
        details: {
          status: last?.status ?? null,
          finished_at: last?.finishedAt.toISOString() ?? null,
          age_hours: age === undefined ? null : Math.round(age * 100) / 100,
          degraded_after_hours: degradedHours > 0 ? degradedHours : null,
        },
      };
    };
  }

  register(metrics: Metrics): void {
    metrics.collect(
      'runs',
      {
        tillhouse_runs: { help: 'Runs that are on record, by status', labels: ['status'] },
        tillhouse_run_stage_seconds: {
          help: 'How long a stage took the newest time that it was done',
          labels: ['stage'],
        },
        tillhouse_run_stage_mean_seconds: {
          help: 'How long a stage takes, mean of the runs on record',
          labels: ['stage'],
        },
        tillhouse_last_run_finished_timestamp_seconds: {
          help: 'When the newest run came to its end without failing; absent where there was none',
        },
      },
      async () => {
        const [statuses, stages, last] = await Promise.all([
          this.figures.byStatus(),
          this.figures.stages(),
          this.lastRun(),
        ]);
        return {
          tillhouse_runs: statuses.map(({ status, runs }) => ({ labels: { status }, value: runs })),
          tillhouse_run_stage_seconds: stages.map(({ stage, newest }) => ({
            labels: { stage },
            value: newest,
          })),
          tillhouse_run_stage_mean_seconds: stages.map(({ stage, mean }) => ({
            labels: { stage },
            value: mean,
          })),
          tillhouse_last_run_finished_timestamp_seconds: last
            ? [{ value: last.finishedAt.getTime() / 1000 }]
            : [],
        };
      },
    );
    metrics.collect(
      'lake',
      {
        tillhouse_rows: {
          help: 'Rows of accepted batches: bronze is silver, quarantined and duplicates together',
          labels: ['state'],
        },
      },
      async () => {
        const { tables, values } = await this.lake.state();
        const rows = (state: string, table: string, without = 0) => ({
          labels: { state },
          value: rowCount(tables[table]) - without,
        });
        return {
          tillhouse_rows: [
            rows('bronze', 'bronze_sales', rowsOfExcluded(values)),
            rows('silver', 'silver_sales'),
            rows('quarantined', 'quarantine'),
            rows('duplicates', 'duplicates'),
          ],
        };
      },
    );
  }

  private async committed(): Promise<LastRun | undefined> {
    const version = await this.lake.head();
    if (this.newest?.version !== version) {
      const [run] = await this.reader.runs(1);
      const finishedAt = run?.finished_at;
      this.newest = {
        version,
        run: run && finishedAt ? { status: run.status, finishedAt: new Date(finishedAt) } : undefined,
      };
    }
    return this.newest.run;
  }
}
