import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { camelCased, type GraphqlContext } from '../../../../platform/graphql/index.js';
import { AppError } from '../../../../platform/errors/app-error.js';
import { Requires } from '../../../auth/index.js';
import { AnswerCache } from '../../../warehouse/index.js';
import { CohortService } from '../../service/cohort.service.js';
import { CustomerService } from '../../service/customer.service.js';
import { OverviewService } from '../../service/overview.service.js';
import { SeasonalService } from '../../service/seasonal.service.js';
import { SemanticService } from '../../service/semantic.service.js';
import { CohortArgs, CustomerArgs, FilteredArgs, narrowingOf } from './datamart.args.js';
import { CustomerAnalyticsNode } from './customer.types.js';
import { kept } from './kept.js';
import { CohortsNode, OverviewNode, SeasonalNode } from './overview.types.js';
import { SemanticArgs, semanticQueryOf } from './semantic.args.js';
import { SemanticNode } from './semantic.types.js';

/** What a dashboard opens with, and any question in names of the catalogue. */
@Resolver()
export class OverviewResolver {
  constructor(
    @Inject(OverviewService) private readonly overviews: OverviewService,
    @Inject(SeasonalService) private readonly seasons: SeasonalService,
    @Inject(CohortService) private readonly cohorts: CohortService,
    @Inject(CustomerService) private readonly customers: CustomerService,
    @Inject(SemanticService) private readonly semantic: SemanticService,
    @Inject(AnswerCache) private readonly answers: AnswerCache,
  ) {}

  @Query(() => OverviewNode, {
    description:
      'KPIs beside the period before, top products and countries, trend; without days, of the last thirty of the facts.',
  })
  @Requires('sales:read')
  async overview(@Args() args: FilteredArgs, @Context() context: GraphqlContext): Promise<OverviewNode> {
    return camelCased(
      await kept(this.answers, context, 'overview', args, () => this.overviews.overview(narrowingOf(args))),
    );
  }

  @Query(() => SeasonalNode, { description: 'What comes again with month, quarter, weekday and hour.' })
  @Requires('sales:read')
  async seasonalTrends(
    @Args() args: FilteredArgs,
    @Context() context: GraphqlContext,
  ): Promise<SeasonalNode> {
    return camelCased(
      await kept(this.answers, context, 'seasonalTrends', args, () => this.seasons.trends(narrowingOf(args))),
    );
  }

  @Query(() => CohortsNode, {
    description: 'Customers by the month of their first sale: who comes back, and for how much.',
  })
  @Requires('sales:read')
  async cohortAnalysis(@Args() args: CohortArgs, @Context() context: GraphqlContext): Promise<CohortsNode> {
    return camelCased(
      await kept(this.answers, context, 'cohortAnalysis', args, () => this.cohorts.cohorts(args.months)),
    );
  }

  @Query(() => CustomerAnalyticsNode, {
    nullable: true,
    description:
      'RFM, lifetime value, orders, favourites, churn risk and next purchase; null where nobody has that id.',
  })
  @Requires('sales:read')
  async customerAnalytics(
    @Args() args: CustomerArgs,
    @Context() context: GraphqlContext,
  ): Promise<CustomerAnalyticsNode | null> {
    try {
      const made = await kept(this.answers, context, 'customerAnalytics', args, async () => {
        const { gold, customer } = await this.customers.analytics(args.customerId);
        return { gold, ...customer };
      });
      return camelCased(made);
    } catch (error) {
      if (error instanceof AppError && error.kind === 'not_found') return null;
      throw error;
    }
  }

  @Query(() => SemanticNode, {
    description:
      'Measures by dimensions: any question in names of the catalogue, as one statement over one version of gold.',
  })
  @Requires('sales:read')
  async datamartQuery(@Args() args: SemanticArgs, @Context() context: GraphqlContext): Promise<SemanticNode> {
    const query = await semanticQueryOf(args);
    return kept(this.answers, context, 'datamartQuery', query, async () => {
      const { gold, columns, rows, truncated, period, compared, granularity } =
        await this.semantic.run(query);
      return { gold, columns, rows, truncated, period, compared, granularity, goldVersion: gold.version };
    });
  }
}
