import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import {
  type Camel,
  camelCased,
  countedAs,
  type GraphqlContext,
  sized,
} from '../../../../platform/graphql/index.js';
import { Requires } from '../../../auth/index.js';
import { AnswerCache, type ShownGold } from '../../../warehouse/index.js';
import { BusinessService } from '../../service/business.service.js';
import { PerformanceService } from '../../service/performance.service.js';
import { SalesAnalyticsService } from '../../service/sales-analytics.service.js';
import { SegmentService } from '../../service/segment.service.js';
import { AnalyticsArgs, FilteredArgs, narrowingOf, PerformanceArgs, SegmentsArgs } from './datamart.args.js';
import { kept } from './kept.js';
import {
  BusinessMetricNode,
  CountryPerformanceNode,
  ProductPerformanceNode,
  SalesPeriodNode,
  SegmentNode,
} from './datamart.types.js';

/** Rows of figures come by one statement, however many they are; so they count as fewer. */
const COUNTED_PERIODS: Record<string, number> = {
  daily: 50,
  weekly: 40,
  monthly: 24,
  quarterly: 8,
  yearly: 2,
};
const SEGMENTS = 9;
const METRICS = 21;

@Resolver()
export class DatamartResolver {
  constructor(
    @Inject(SalesAnalyticsService) private readonly sales: SalesAnalyticsService,
    @Inject(SegmentService) private readonly segments: SegmentService,
    @Inject(PerformanceService) private readonly performance: PerformanceService,
    @Inject(BusinessService) private readonly business: BusinessService,
    @Inject(AnswerCache) private readonly answers: AnswerCache,
  ) {}

  @Query(() => [SalesPeriodNode], {
    complexity: ({ args, childComplexity }) =>
      1 + (COUNTED_PERIODS[String(args['granularity'])] ?? 50) * childComplexity,
    description: 'Sales from period to period, oldest first, without gaps.',
  })
  @Requires('sales:read')
  salesAnalytics(
    @Args() args: AnalyticsArgs,
    @Context() context: GraphqlContext,
  ): Promise<SalesPeriodNode[]> {
    return this.answer('salesAnalytics', args, context, async () => {
      const { gold, periods } = await this.sales.periods(narrowingOf(args), args.granularity);
      return { gold, rows: periods };
    });
  }

  @Query(() => [SegmentNode], {
    complexity: countedAs(SEGMENTS),
    description: 'RFM segments, the best first: how many customers, what they bring, what they are worth.',
  })
  @Requires('sales:read')
  customerSegments(@Args() args: SegmentsArgs, @Context() context: GraphqlContext): Promise<SegmentNode[]> {
    return this.answer('customerSegments', args, context, async () => {
      const { gold, segments } = await this.segments.segments(args.asOf ?? undefined);
      return { gold, rows: segments };
    });
  }

  @Query(() => [ProductPerformanceNode], { complexity: sized('topN'), description: 'Products, ranked.' })
  @Requires('sales:read')
  productPerformance(
    @Args() args: PerformanceArgs,
    @Context() context: GraphqlContext,
  ): Promise<ProductPerformanceNode[]> {
    return this.answer('productPerformance', args, context, () =>
      this.performance.products(narrowingOf(args), args.metric, args.topN),
    );
  }

  @Query(() => [CountryPerformanceNode], { complexity: sized('topN'), description: 'Countries, ranked.' })
  @Requires('sales:read')
  countryPerformance(
    @Args() args: PerformanceArgs,
    @Context() context: GraphqlContext,
  ): Promise<CountryPerformanceNode[]> {
    return this.answer('countryPerformance', args, context, () =>
      this.performance.countries(narrowingOf(args), args.metric, args.topN),
    );
  }

  @Query(() => [BusinessMetricNode], {
    complexity: countedAs(METRICS),
    description: 'The numbers by which the business is run, beside those of the period before.',
  })
  @Requires('sales:read')
  businessMetrics(
    @Args() args: FilteredArgs,
    @Context() context: GraphqlContext,
  ): Promise<BusinessMetricNode[]> {
    return this.answer('businessMetrics', args, context, async () => {
      const { gold, metrics } = await this.business.metrics(narrowingOf(args));
      return { gold, rows: metrics };
    });
  }

  private async answer<T extends object>(
    field: string,
    args: object,
    context: GraphqlContext,
    make: () => Promise<{ gold: ShownGold; rows: readonly T[] }>,
  ): Promise<Camel<T>[]> {
    const { rows } = await kept(this.answers, context, field, args, make);
    return rows.map((row) => camelCased(row));
  }
}
