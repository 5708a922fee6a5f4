export { DATAMART_RESOLVERS, DatamartModule } from './datamart.module.js';
export { activeDays, lifetimeValue, ordersAYear, type PurchaseHistory } from './domain/clv.js';
export { type Cohort, type CohortPeriod } from './domain/cohorts.js';
export { type Measure } from './domain/metrics/declaration.js';
export { DIMENSION_NAMES, GRANULARITY_NAMES, MEASURE_NAMES, measureOf } from './domain/metrics/catalogue.js';
export { COMPARISON_NAMES, type Comparison, type Period } from './domain/period.js';
export {
  type Filter,
  type FilterValue,
  MOST_ROWS,
  type Operator,
  type Order,
  type ResultColumn,
  type SemanticQuery,
  type Series,
  type SeriesQuery,
  type SeriesResult,
  type Value,
} from './domain/query.js';
export { type RfmScores, type Segment, SEGMENT_NAMES, segmentOf } from './domain/rfm.js';
export { RFM_TABLES, rfmQuery } from './data-access/rfm.repository.js';
export { type BusinessMetric, type BusinessMetrics, BusinessService } from './service/business.service.js';
export { type Catalogue, CatalogueService } from './service/catalogue.service.js';
export { type Cohorts, CohortService } from './service/cohort.service.js';
export { type CustomerAnalytics, CustomerService } from './service/customer.service.js';
export { type Narrowing } from './service/dashboard.js';
export { type Overview, OverviewService } from './service/overview.service.js';
export {
  type CountryPerformance,
  PerformanceService,
  type ProductPerformance,
  type Ranking,
  RANKING_NAMES,
} from './service/performance.service.js';
export {
  PERIOD_WORDS,
  type PeriodWord,
  type SalesAnalytics,
  SalesAnalyticsService,
  type SalesFigures,
  type SalesPeriod,
} from './service/sales-analytics.service.js';
export { type Seasonal, SeasonalService } from './service/seasonal.service.js';
export { type Segments, SegmentService } from './service/segment.service.js';
export { type Answered, SemanticService } from './service/semantic.service.js';
export { mustBeKnown } from './service/names.js';
export { ResultColumnDto, ROW_SCHEMA } from './presentation/rest/answer.dto.js';
// Whoever builds on the figures reads gold as they do.
export { AnswerCache, GoldReader, type ShownGold } from '../warehouse/index.js';
