import { AppError } from '../../../../platform/errors/app-error.js';
import { nameOf } from '../../../warehouse/index.js';
import { type Report, REPORT_TYPES, type ReportType } from '../../domain/report/report.js';
import { type AskedScope, type InsightContext } from '../insight-context.js';
import { customerSections } from './customer-sections.js';
import { productSections } from './product-sections.js';
import { type Part, type ReportSources, type SectionMaker } from './report-sources.js';
import { anomalySections, forecastSections, overviewSections, salesSections } from './sales-sections.js';

export interface ReportRequest extends AskedScope {
  report_type: ReportType;
  include_forecast: boolean;
}

interface Making {
  signal: AbortSignal;
  progress: (done: number, total: number) => void;
}

const MAKERS: Record<ReportType, SectionMaker[]> = {
  executive_summary: [overviewSections, anomalySections],
  sales_analysis: [overviewSections, salesSections, anomalySections],
  customer_analysis: [overviewSections, customerSections],
  product_analysis: [overviewSections, productSections],
};
/** New gold may come while a report is made; then it is made anew. */
const TRIES = 3;

/** Reports: figures of the datamart and analyses, all of one version of gold. */
export class ReportService {
  constructor(
    private readonly context: InsightContext,
    private readonly sources: ReportSources,
  ) {}

  /** Throws AppError. */
  async make(request: ReportRequest, making: Making): Promise<Report> {
    for (let round = 1; round <= TRIES; round++) {
      const parts = await this.parts(request, making);
      const [first] = parts;
      if (first && parts.every(({ gold }) => nameOf(gold) === nameOf(first.gold))) {
        return {
          report_type: request.report_type,
          title: REPORT_TYPES[request.report_type],
          generated_at: new Date().toISOString(),
          period: parts.find(({ period }) => period !== null)?.period ?? null,
          gold_version: first.gold.version,
          currency: first.gold.currency,
          sections: parts.flatMap(({ sections }) => sections),
        };
      }
    }
    throw new AppError('unavailable', `new data came ${TRIES} times while the report was made`, {
      hint: 'Try again when the runs are done.',
    });
  }

  private async parts(request: ReportRequest, { signal, progress }: Making): Promise<Part[]> {
    await this.context.shown();
    const scope = this.context.scopeOf(request);
    const narrowing = { from: scope.dateFrom, to: scope.dateTo, country: scope.country };
    const makers = [...MAKERS[request.report_type]];
    if (
      request.include_forecast &&
      request.report_type !== 'product_analysis' &&
      request.report_type !== 'customer_analysis'
    )
      makers.push(forecastSections);
    const parts: Part[] = [];
    for (const [at, make] of makers.entries()) {
      signal.throwIfAborted();
      progress(at, makers.length);
      parts.push(await make(this.sources, narrowing, signal));
    }
    return parts;
  }
}
