import { Body, Controller, Get, Header, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { paginationOf } from '../../../../../platform/http/pagination.js';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { QueryFlag } from '../../../../../platform/http/query.js';
import { Reads, Requires } from '../../../../auth/index.js';
import { AnswerCache } from '../../../../warehouse/index.js';
import { CatalogueService } from '../../../service/catalogue.service.js';
import { DrillService } from '../../../service/drill.service.js';
import { SemanticService } from '../../../service/semantic.service.js';
import { CatalogueAnswer, ofGold, SemanticAnswer } from '../answer.dto.js';
import { SemanticQueryDto, toQuery } from '../query.dto.js';
import { DrillAnswer, DrillQuery, toDrill } from './drill.dto.js';

const JSON_TYPE = 'application/json; charset=utf-8';

export class ExplainQuery {
  @QueryFlag({ default: false, description: 'Also the statement and its values.' })
  explain: boolean = false;
}

@ApiTags('datamart')
@Controller('api/v1/datamart')
export class SemanticController {
  constructor(
    @Inject(SemanticService) private readonly semantic: SemanticService,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(DrillService) private readonly drill: DrillService,
    @Inject(AnswerCache) private readonly answers: AnswerCache,
  ) {}

  @Get('metrics')
  @Requires('sales:read')
  @ApiOperation({ summary: 'Every measure and dimension that can be asked for' })
  @ApiOkResponse({ type: CatalogueAnswer })
  @ApiProblems(503)
  async metrics(): Promise<CatalogueAnswer> {
    const { gold, ...catalogue } = await this.catalogue.all();
    return { ...catalogue, ...ofGold(gold) };
  }

  @Post('query')
  @HttpCode(200)
  @Reads()
  @Requires('sales:read')
  @Header('content-type', JSON_TYPE)
  @ApiOperation({
    summary: 'Measures by dimensions',
    description: 'One statement over one version of gold; docs/datamart.md has examples.',
  })
  @ApiOkResponse({ type: SemanticAnswer })
  @ApiProblems(404, 422, 503)
  async query(@Body() dto: SemanticQueryDto, @Query() { explain }: ExplainQuery): Promise<string> {
    const { text } = await this.answers.through('v1/datamart/query', { ...dto, explain }, async () => {
      const { gold, statement, columns, rows, ...answered } = await this.semantic.run(toQuery(dto));
      const body: SemanticAnswer = {
        columns,
        rows,
        ...answered,
        as_of: dto.as_of ?? null,
        ...ofGold(gold),
        ...(explain && { sql: this.semantic.explain({ statement }), parameters: [...statement.values] }),
      };
      return { gold, body };
    });
    return text;
  }

  @Get('drill')
  @Requires('sales:read')
  @Header('content-type', JSON_TYPE)
  @ApiOperation({ summary: 'The gold rows behind one cell of an answer, with file and line of each' })
  @ApiOkResponse({ type: DrillAnswer })
  @ApiProblems(422, 503)
  async rows(@Query() query: DrillQuery): Promise<string> {
    const { text } = await this.answers.through('v1/datamart/drill', query, async () => {
      const { gold, rows, total, period } = await this.drill.rows(await toDrill(query));
      const body: DrillAnswer = {
        data: rows,
        pagination: paginationOf(query.page, query.size, total),
        period,
        ...ofGold(gold),
      };
      return { gold, body };
    });
    return text;
  }
}
