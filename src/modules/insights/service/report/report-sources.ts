import {
  type CohortService,
  type OverviewService,
  type PerformanceService,
  type SalesAnalyticsService,
  type SegmentService,
} from '../../../datamart/index.js';
import { type ShownGold } from '../../../warehouse/index.js';
import { type Evidence } from '../../domain/evidence.js';
import { type Section } from '../../domain/report/report.js';
import { type CustomerInsights } from '../customer-insights.service.js';
import { type DayInsights } from '../day-insights.service.js';
import { type ForecastService } from '../forecast.service.js';
import { type ProductInsights } from '../product-insights.service.js';
import { type SegmentMovement } from '../segment-movement.service.js';

/** Where a report has its figures from: each is defined there, and nowhere else. */
export interface ReportSources {
  overview: OverviewService;
  sales: SalesAnalyticsService;
  performance: PerformanceService;
  segments: SegmentService;
  cohorts: CohortService;
  forecasts: ForecastService;
  products: ProductInsights;
  days: DayInsights;
  customers: CustomerInsights;
  movement: SegmentMovement;
}

/** Days and country that a report is of. */
export interface ReportScope {
  from?: string;
  to?: string;
  country?: string;
}

/** A part of a report, and the gold that it is of. */
export interface Part {
  gold: ShownGold;
  period: { from: string; to: string } | null;
  sections: Section[];
}

export type SectionMaker = (sources: ReportSources, scope: ReportScope, signal: AbortSignal) => Promise<Part>;

export function evidenceOf({ method, caveats, confidence }: Evidence): Section['evidence'] {
  return { method, caveats, confidence };
}
