import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { Requires } from '../../../../auth/index.js';
import { LineageService } from '../../../service/lineage.service.js';
import { LakeReaderService } from '../../../service/lake-reader.service.js';
import {
  LineageAnswer,
  LineageQuery,
  RowsQuery,
  TableRowsAnswer,
  TablesAnswer,
  TablesQuery,
} from './etl.dto.js';

/** The lake, read only. */
@ApiTags('etl')
@Requires('etl:read')
@Controller('api/v1/etl')
export class EtlController {
  constructor(
    @Inject(LakeReaderService) private readonly reader: LakeReaderService,
    @Inject(LineageService) private readonly lineages: LineageService,
  ) {}

  @Get('lineage')
  @Requires('etl:read')
  @ApiOperation({ summary: 'What is made of what: tables and columns, from the SQL of the models' })
  @ApiOkResponse({ type: LineageAnswer })
  @ApiProblems(404, 422)
  async lineage(@Query() query: LineageQuery): Promise<LineageAnswer> {
    return this.lineages.lineage(query.table, query.column);
  }

  @Get('tables')
  @Requires('etl:read')
  @ApiOperation({ summary: 'Tables of the lake with their columns' })
  @ApiOkResponse({ type: TablesAnswer })
  @ApiProblems(404, 422)
  async tables(@Query() query: TablesQuery): Promise<TablesAnswer> {
    return { data: await this.reader.tables(query.at_version) };
  }

  @Get('tables/:name/rows')
  @Requires('etl:read')
  @ApiOperation({ summary: 'Some rows of a table' })
  @ApiParam({ name: 'name', example: 'mart_sales_monthly' })
  @ApiOkResponse({ type: TableRowsAnswer })
  @ApiProblems(404, 422)
  async rows(@Param('name') name: string, @Query() query: RowsQuery): Promise<TableRowsAnswer> {
    const { version, rows, truncated } = await this.reader.rows(name, {
      at: query.at_version,
      limit: query.limit,
    });
    return { as_of_version: version, data: rows, truncated };
  }

  @Get('trace/:sale_id')
  @Requires('etl:read')
  @ApiOperation({ summary: 'A sale from gold to silver to the line of the file that brought it' })
  @ApiParam({ name: 'sale_id', format: 'uuid', example: '0194d2c0-0000-8000-8000-000000000000' })
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: true } })
  @ApiProblems(404, 422)
  trace(@Param('sale_id') saleId: string): Promise<object> {
    return this.reader.trace(saleId);
  }
}
