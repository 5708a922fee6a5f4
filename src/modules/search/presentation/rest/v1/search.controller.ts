import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiIdempotencyKey, idempotencyKeyOf } from '../../../../../platform/http/idempotency-key.js';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { CurrentPrincipal, type Principal, Reads, Requires } from '../../../../auth/index.js';
import { SubmittedTaskDto, TaskService, toldTask } from '../../../../tasks/index.js';
import { FACET_FIELDS } from '../../../domain/fields.js';
import { SearchService } from '../../../service/search.service.js';
import { SuggestionService } from '../../../service/suggestion.service.js';
import { AdvancedSearchDto, advancedRequest } from './advanced.dto.js';
import { AvailableFiltersAnswer, availableOf, SuggestionsAnswer, SuggestionsQuery } from './search.help.js';
import { answerOf, FacetValueDto, SearchAnswerDto } from './search.answer.js';
import { FilteredQuery, GeographicQuery, requestOf, WordsQuery } from './search.query.js';

const COUNTED = ['category', 'country', 'customer_segment', 'price', 'last_date'];

@ApiTags('search')
@ApiExtraModels(FacetValueDto)
@Controller('api/v1/search')
export class SearchController {
  constructor(
    @Inject(SearchService) private readonly search: SearchService,
    @Inject(SuggestionService) private readonly suggestions: SuggestionService,
    @Inject(TaskService) private readonly tasks: TaskService,
  ) {}

  @Get()
  @Requires('sales:read')
  @ApiOperation({
    summary: 'Products, customers, invoices and sales lines by words',
    description: 'Misspellings, beginnings, other forms and synonyms are found too; each result says why.',
  })
  @ApiOkResponse({ type: SearchAnswerDto })
  @ApiProblems(409, 422, 503)
  find(@Query() query: WordsQuery): Promise<SearchAnswerDto> {
    return this.answer(query);
  }

  @Get('typesense')
  @Requires('sales:read')
  @ApiOperation({
    summary: "The same with Typesense's filter_by, sort_by and facets",
    description:
      '`backend` says which index answered: without Typesense it is the embedded one, in the same syntax.',
  })
  @ApiOkResponse({ type: SearchAnswerDto })
  @ApiProblems(409, 422, 503)
  typesense(@Query() query: FilteredQuery): Promise<SearchAnswerDto> {
    return this.answer(query);
  }

  @Get('enhanced')
  @Requires('sales:read')
  @ApiOperation({ summary: 'The same, filtered by category, segment, amounts and days' })
  @ApiOkResponse({ type: SearchAnswerDto })
  @ApiProblems(409, 422, 503)
  enhanced(@Query() query: FilteredQuery): Promise<SearchAnswerDto> {
    return this.answer(query);
  }

  @Get('faceted')
  @Requires('sales:read')
  @ApiOperation({
    summary:
      'The same with counts by category, country, segment, price and month, unless others are asked for',
  })
  @ApiOkResponse({ type: SearchAnswerDto })
  @ApiProblems(409, 422, 503)
  faceted(@Query() query: FilteredQuery): Promise<SearchAnswerDto> {
    return this.answer({ ...query, facet_fields: query.facet_fields ?? COUNTED });
  }

  @Get('geographic')
  @Requires('sales:read')
  @ApiOperation({
    summary: 'In a country, a circle or a box; by the coordinates of countries',
    description: 'Counts by country come with it. A product is where it was sold.',
  })
  @ApiOkResponse({ type: SearchAnswerDto })
  @ApiProblems(409, 422, 503)
  geographic(@Query() query: GeographicQuery): Promise<SearchAnswerDto> {
    return this.answer({ ...query, facet_fields: query.facet_fields ?? ['country'] });
  }

  @Post('advanced')
  @HttpCode(200)
  @Reads()
  @Requires('sales:read')
  @ApiOperation({ summary: 'All filters together, in a body' })
  @ApiOkResponse({ type: SearchAnswerDto })
  @ApiProblems(409, 422, 503)
  async advanced(@Body() body: AdvancedSearchDto): Promise<SearchAnswerDto> {
    const request = advancedRequest(body);
    return answerOf(body.query, request, await this.search.search(request));
  }

  @Get('suggestions')
  @Requires('sales:read')
  @ApiOperation({ summary: 'How what is being typed may go on' })
  @ApiOkResponse({ type: SuggestionsAnswer })
  @ApiProblems(422, 503)
  async suggest(@Query() { q, limit }: SuggestionsQuery): Promise<SuggestionsAnswer> {
    return { query: q, suggestions: await this.suggestions.suggest(q, limit) };
  }

  @Get('filters/available')
  @Requires('sales:read')
  @ApiOperation({ summary: 'Fields to filter, sort and count by, with the values that there are' })
  @ApiOkResponse({ type: AvailableFiltersAnswer })
  @ApiProblems(503)
  async available(): Promise<AvailableFiltersAnswer> {
    return availableOf(
      await this.search.search({
        q: '*',
        kinds: ['product', 'customer', 'invoice'],
        facets: FACET_FIELDS,
        facetValues: 100,
        page: 1,
        size: 1,
      }),
    );
  }

  @Post('reindex')
  @HttpCode(202)
  @Requires('search:admin')
  @ApiOperation({ summary: 'Makes the indexes anew, while those that are there answer' })
  @ApiIdempotencyKey('task')
  @ApiAcceptedResponse({ type: SubmittedTaskDto })
  @ApiProblems(409, 422, 503)
  async reindex(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentPrincipal() principal: Principal,
  ): Promise<SubmittedTaskDto> {
    const key = idempotencyKeyOf(request);
    const task = await this.tasks.submit({
      name: 'search_reindex',
      parameters: {},
      owner: principal.id,
      key,
    });
    return toldTask(task, reply);
  }

  private async answer(query: WordsQuery & Partial<GeographicQuery>): Promise<SearchAnswerDto> {
    const request = requestOf(query);
    return answerOf(query.q ?? '*', request, await this.search.search(request));
  }
}
