import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { Requires } from '../../../../auth/index.js';
import { type Answer, AnswerCache } from '../../../../warehouse/index.js';
import { type Summary } from '../../../domain/aggregations.js';
import { type SalesLine } from '../../../domain/line.js';
import { sortOf } from '../../../domain/sales-query.js';
import { SalesService } from '../../../service/sales.service.js';
import { givenFilters, rangesOf } from '../filter.dto.js';
import { type MadeSalesV2Answer, SalesV2Answer, SalesV2Query } from './sales.dto.js';

const ROUTE = 'v2/sales';

@ApiTags('sales')
@Controller('api/v2/sales')
export class SalesV2Controller {
  constructor(
    @Inject(SalesService) private readonly sales: SalesService,
    @Inject(AnswerCache) private readonly answers: AnswerCache,
  ) {}

  @Get()
  @Requires('sales:read')
  @ApiOperation({
    summary: 'Sales lines by cursor, with figures over all lines that fit',
    description:
      'Lines, total and figures are of the same version of gold. The ETag names that version and the query: with it in If-None-Match the answer is 304 as long as nothing has changed.',
  })
  @ApiHeader({ name: 'If-None-Match', required: false, schema: { type: 'string' } })
  @ApiOkResponse({
    type: SalesV2Answer,
    headers: { ETag: { schema: { type: 'string' }, description: 'For If-None-Match.' } },
  })
  @ApiResponse({ status: 304, description: 'The answer that the caller has is the one that it would get.' })
  @ApiProblems(422, 503)
  async list(
    @Query() query: SalesV2Query,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const started = performance.now();
    void reply.header('cache-control', 'private, no-cache');
    if (known !== undefined) {
      const tag = etagOf(await this.answers.tag(ROUTE, query));
      if (isKnown(known, tag)) {
        void reply.status(304).header('etag', tag);
        return undefined;
      }
    }
    const answer = await this.answers.through(ROUTE, query, () => this.make(query));
    void reply.header('content-type', 'application/json; charset=utf-8').header('etag', etagOf(answer.tag));
    return withPerformance(answer, started);
  }

  private async make(query: SalesV2Query) {
    const filter = {
      ...rangesOf(query),
      countries: query.countries,
      products: query.products,
      customerIds: query.customer_ids,
      invoiceNos: query.invoice_nos,
    };
    const { gold, ...found } = await this.sales.stretch(
      filter,
      sortOf(query.sort),
      query.first,
      query.after,
      query.include_aggregations,
    );
    const made: MadeSalesV2Answer = {
      data: query.fields ? found.lines.map(only(query.fields)) : found.lines,
      pagination: {
        first: query.first,
        has_next: found.hasNext,
        end_cursor: found.endCursor,
        total: found.total,
        cursor_gold_version: found.cursorVersion,
      },
      ...(found.aggregations && { aggregations: found.aggregations }),
      filters_applied: givenFilters(query),
      data_quality: found.summary && qualityOf(found.summary),
      as_of: query.as_of ?? null,
      currency: gold.currency,
      gold_version: gold.version,
    };
    const { rows, summary, aggregations } = found.steps;
    const steps = { rows_ms: rows, summary_ms: summary, aggregations_ms: aggregations };
    // It stands last, as it is completed when the answer is sent.
    return { gold, body: { ...made, performance: { total_source: found.source, steps } } };
  }
}

/** The kept text ends with the performance block. */
function withPerformance({ text, source }: Answer, started: number): string {
  const ms = Math.round((performance.now() - started) * 10) / 10;
  return `${text.slice(0, -2)},"cache":"${source}","ms":${ms}}}`;
}

/** Weak: answers with the same tag differ in how long they took. */
function etagOf(tag: string): string {
  return `W/"${tag}"`;
}

function isKnown(header: string, tag: string): boolean {
  const opaque = (text: string) => text.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((one) => opaque(one) === opaque(tag));
}

function only(fields: readonly (keyof SalesLine)[]) {
  return (line: SalesLine): Partial<SalesLine> =>
    Object.fromEntries(Object.entries(line).filter(([name]) => fields.includes(name as keyof SalesLine)));
}

function qualityOf({ lines, without_customer, without_country, returns, unlinked_returns }: Summary) {
  const share = (part: number, whole: number) =>
    whole === 0 ? null : Math.round((part / whole) * 1_000_000) / 1_000_000;
  return {
    lines_without_customer: without_customer,
    share_without_customer: share(without_customer, lines),
    lines_without_country: without_country,
    share_without_country: share(without_country, lines),
    returns_without_sale: unlinked_returns,
    share_of_returns_without_sale: share(unlinked_returns, returns),
  };
}
