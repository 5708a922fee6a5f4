import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { Requires } from '../../../../auth/index.js';
import { RunDispatcher } from '../../../service/run-dispatcher.service.js';
import { LakeReaderService } from '../../../service/lake-reader.service.js';
import { LimitQuery, RowsQuery, RunsAnswer, TableRowsAnswer, TablesAnswer, TablesQuery } from './etl.dto.js';

/** The lake, read only. */
@ApiTags('etl')
@Requires('etl:read')
@Controller('api/v1/etl')
export class EtlController {
  constructor(
    @Inject(LakeReaderService) private readonly reader: LakeReaderService,
    @Inject(RunDispatcher) private readonly dispatcher: RunDispatcher,
  ) {}

  @Get('runs')
  @ApiOperation({ summary: 'Runs, newest first' })
  @ApiOkResponse({ type: RunsAnswer })
  @ApiUnprocessableEntityResponse()
  async runs(@Query() query: LimitQuery): Promise<RunsAnswer> {
    return { data: await this.dispatcher.history(query.limit) };
  }

  @Get('runs/:id')
  @ApiOperation({
    summary:
      'The report of a run: files, rows, quality, gate, tables, timings; its record and stages where it has no report',
  })
  @ApiParam({ name: 'id', description: 'Run id, or `latest`.', example: 'latest' })
  @ApiOkResponse({ description: 'The report.', schema: { type: 'object', additionalProperties: true } })
  @ApiNotFoundResponse()
  run(@Param('id') id: string): Promise<object> {
    return this.dispatcher.show(id);
  }

  @Get('tables')
  @ApiOperation({ summary: 'Tables of the lake with their columns' })
  @ApiOkResponse({ type: TablesAnswer })
  async tables(@Query() query: TablesQuery): Promise<TablesAnswer> {
    return { data: await this.reader.tables(query.at_version) };
  }

  @Get('tables/:name/rows')
  @ApiOperation({ summary: 'Some rows of a table' })
  @ApiParam({ name: 'name', example: 'mart_sales_monthly' })
  @ApiOkResponse({ type: TableRowsAnswer })
  @ApiNotFoundResponse()
  async rows(@Param('name') name: string, @Query() query: RowsQuery): Promise<TableRowsAnswer> {
    const { version, rows, truncated } = await this.reader.rows(name, {
      at: query.at_version,
      limit: query.limit,
    });
    return { as_of_version: version, data: rows, truncated };
  }

  @Get('trace/:sale_id')
  @ApiOperation({ summary: 'A sale from gold to silver to the line of the file that brought it' })
  @ApiParam({ name: 'sale_id', example: '0194d2c0-0000-8000-8000-000000000000' })
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: true } })
  @ApiNotFoundResponse()
  trace(@Param('sale_id') saleId: string): Promise<object> {
    return this.reader.trace(saleId);
  }
}
