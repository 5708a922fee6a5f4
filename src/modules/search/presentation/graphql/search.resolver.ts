import { Inject } from '@nestjs/common';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { sized } from '../../../../platform/graphql/index.js';
import { Requires } from '../../../auth/index.js';
import { SearchService } from '../../service/search.service.js';
import { answerOf } from '../rest/v1/search.answer.js';
import { requestOfArgs, SearchArgs } from './search.args.js';
import { SearchAnswerNode } from './search.types.js';

@Resolver()
export class SearchResolver {
  constructor(@Inject(SearchService) private readonly searches: SearchService) {}

  @Query(() => SearchAnswerNode, {
    complexity: sized('size'),
    description: 'Products, customers, invoices and sales lines by words; each result says why it was found.',
  })
  @Requires('sales:read')
  async search(@Args() args: SearchArgs): Promise<SearchAnswerNode> {
    const request = requestOfArgs(args);
    const { results, facets, search_metadata } = answerOf(
      request.q,
      request,
      await this.searches.search(request),
    );
    return {
      results,
      facets: Object.entries(facets).map(([field, values]) => ({ field, values })),
      totalHits: search_metadata.total_hits,
      totalIsExact: search_metadata.total_is_exact,
      searchTimeMs: search_metadata.search_time_ms,
      relevanceThreshold: search_metadata.relevance_threshold,
      backend: search_metadata.backend,
      degraded: search_metadata.degraded,
      corrections: search_metadata.corrections,
      semantic: search_metadata.semantic,
      goldVersion: search_metadata.gold_version,
    };
  }
}
