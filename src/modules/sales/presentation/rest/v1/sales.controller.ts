import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { paginationOf } from '../../../../../platform/http/pagination.js';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { Requires } from '../../../../auth/index.js';
import { AnswerCache } from '../../../../warehouse/index.js';
import { sortOf, withinVersions } from '../../../domain/sales-query.js';
import { SaleService } from '../../../service/sale.service.js';
import { SalesService } from '../../../service/sales.service.js';
import { filterOf, givenFilters } from '../filter.dto.js';
import { SaleAnswer, SaleParams, SaleQuery, SalesAnswer, SalesQuery } from './sales.dto.js';

const JSON_TYPE = 'application/json; charset=utf-8';

@ApiTags('sales')
@Controller('api/v1/sales')
export class SalesController {
  constructor(
    @Inject(SalesService) private readonly sales: SalesService,
    @Inject(SaleService) private readonly one: SaleService,
    @Inject(AnswerCache) private readonly answers: AnswerCache,
  ) {}

  @Get()
  @Requires('sales:read')
  @Header('content-type', JSON_TYPE)
  @ApiOperation({
    summary: 'Sales lines, filtered, sorted, by page',
    description: 'A page and its total are of the same version of gold.',
  })
  @ApiOkResponse({ type: SalesAnswer })
  @ApiProblems(422, 503)
  async list(@Query() query: SalesQuery): Promise<string> {
    const { text } = await this.answers.through('v1/sales', query, async () => {
      const { page, size, sort } = query;
      const { gold, lines, total } = await this.sales.page(filterOf(query), sortOf(sort), page, size);
      const body: SalesAnswer = {
        data: lines,
        pagination: paginationOf(page, size, total),
        filters_applied: givenFilters(query),
        as_of: query.as_of ?? null,
        currency: gold.currency,
        gold_version: gold.version,
      };
      return { gold, body };
    });
    return text;
  }

  @Get(':sale_id')
  @Requires('sales:read')
  @Header('content-type', JSON_TYPE)
  @ApiOperation({ summary: 'One sale with its product, customer, invoice and country' })
  @ApiOkResponse({ type: SaleAnswer })
  @ApiProblems(404, 422, 503)
  async show(@Param() { sale_id }: SaleParams, @Query() query: SaleQuery): Promise<string> {
    const { trace, as_of } = query;
    const { text } = await this.answers.through('v1/sale', { sale_id, ...query }, async () => {
      const asOf = as_of === undefined ? undefined : withinVersions(as_of);
      const { gold, sale } = await this.one.find(sale_id, { asOf, trace });
      const body: SaleAnswer = {
        data: sale,
        as_of: as_of ?? null,
        currency: gold.currency,
        gold_version: gold.version,
      };
      return { gold, body };
    });
    return text;
  }
}
