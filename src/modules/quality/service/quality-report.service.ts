import { type BatchReport, type Together, together } from '../domain/batch-report.js';
import { type Recommendation, recommend } from '../domain/recommendations.js';
import { CELLS_PER_ROW, type Dimension, DIMENSION_MEANS, DIMENSIONS, WEIGHTS } from '../domain/score.js';
import { type Granularity, type Period, trendOf } from '../domain/trends.js';
import { type BatchReportSource } from './batch-reports.js';

/** The newest batch, or all accepted ones as if they were one. */
export const SCOPES = ['newest', 'accepted'] as const;
export type Scope = (typeof SCOPES)[number];

export interface Scoped extends Together {
  version: number;
  /** Of the newest batch; null where all accepted ones are meant, or there is none. */
  runId: string | null;
}

export interface DimensionFigures {
  name: Dimension;
  /** Share of the score, 0 to 1. */
  weight: number;
  /** 0 to 1; null where there is no row. */
  value: number | null;
  means: string;
  /** The value is `good` of `all`. */
  unit: 'cells' | 'rows';
  good: number;
  all: number;
}

/** How good the batches are, from what their runs reported. */
export class QualityReportService {
  constructor(private readonly reports: BatchReportSource) {}

  async scores(
    page: number,
    size: number,
    status?: BatchReport['status'],
  ): Promise<{ version: number; total: number; reports: BatchReport[] }> {
    const { version, reports } = await this.reports.all();
    const wanted = status === undefined ? reports : reports.filter((report) => report.status === status);
    return { version, total: wanted.length, reports: wanted.slice((page - 1) * size, page * size) };
  }

  async trends(granularity: Granularity, limit: number): Promise<{ version: number; periods: Period[] }> {
    const { version, reports } = await this.reports.all();
    return { version, periods: trendOf(reports, granularity, limit) };
  }

  async statuses(): Promise<{ status: BatchReport['status']; batches: number }[]> {
    const { reports } = await this.reports.all();
    return (['accepted', 'blocked', 'rejected'] as const).map((status) => ({
      status,
      batches: reports.filter((report) => report.status === status).length,
    }));
  }

  async scoped(scope: Scope): Promise<Scoped> {
    const { version, reports } = await this.reports.all();
    const meant =
      scope === 'newest' ? reports.slice(0, 1) : reports.filter(({ status }) => status === 'accepted');
    return { version, runId: scope === 'newest' ? (meant[0]?.runId ?? null) : null, ...together(meant) };
  }

  async dimensions(scope: Scope): Promise<Scoped & { dimensions: DimensionFigures[] }> {
    const scoped = await this.scoped(scope);
    const { quality, rows } = scoped;
    const dimensions = DIMENSIONS.map((name): DimensionFigures => {
      const unit = name === 'completeness' ? 'cells' : 'rows';
      const all = unit === 'cells' ? rows * CELLS_PER_ROW : rows;
      const value = quality?.[name] ?? null;
      // The share was made of whole numbers, which it gives back.
      const good = Math.round((value ?? 0) * all);
      return { name, weight: WEIGHTS[name] / 100, value, means: DIMENSION_MEANS[name], unit, good, all };
    });
    return { ...scoped, dimensions };
  }

  async recommendations(scope: Scope): Promise<Scoped & { recommendations: Recommendation[] }> {
    const scoped = await this.scoped(scope);
    return { ...scoped, recommendations: recommend(scoped) };
  }
}
