import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { Requires } from '../../../../auth/index.js';
import { RULES } from '../../../domain/rules.js';
import {
  type QuarantineFilter,
  type QuarantineRow,
  QuarantineService,
} from '../../../service/quarantine.service.js';
import { paginationOf } from './quality.dto.js';
import {
  QuarantineAnswer,
  type QuarantinedLineDto,
  QuarantineQuery,
  type QuarantineReasonDto,
  QuarantineSummaryAnswer,
  QuarantineSummaryQuery,
} from './quarantine.dto.js';

@ApiTags('quality')
@Requires('quality:read')
@Controller('api/v1/quality/quarantine')
export class QuarantineController {
  constructor(private readonly quarantine: QuarantineService) {}

  @Get()
  @ApiOperation({ summary: 'Lines that break a rule, as they came, with their reasons' })
  @ApiOkResponse({ type: QuarantineAnswer })
  @ApiProblems(422, 503)
  async list(@Query() query: QuarantineQuery): Promise<QuarantineAnswer> {
    const { page, size } = query;
    const found = await this.quarantine.list(filterOf(query), { limit: size, offset: (page - 1) * size });
    return {
      as_of_version: found.version,
      data: found.rows.map(toDto),
      pagination: paginationOf(query, found.total),
      filters_applied: appliedOf(query),
    };
  }

  @Get('summary')
  @ApiOperation({ summary: 'How many lines break a rule, by rule, file and batch' })
  @ApiOkResponse({ type: QuarantineSummaryAnswer })
  @ApiProblems(422, 503)
  async summary(@Query() query: QuarantineSummaryQuery): Promise<QuarantineSummaryAnswer> {
    const found = await this.quarantine.counts(filterOf(query));
    return {
      as_of_version: found.version,
      lines: found.lines,
      by_reason: found.reasons.map(({ reason, lines }) => ({ ...reasonOf(reason), lines })),
      files: found.fileCount,
      by_file: found.files,
      batches: found.batchCount,
      by_batch: found.batches.map(({ runId, ingestedAt, lines }) => ({
        run_id: runId,
        ingested_at: ingestedAt,
        lines,
      })),
      filters_applied: appliedOf(query),
    };
  }
}

function filterOf(query: QuarantineSummaryQuery): QuarantineFilter {
  return {
    reason: query.reason,
    file: query.file,
    run: query.run_id,
    ingestedFrom: query.ingested_from,
    ingestedTo: query.ingested_to,
    stockCode: query.stock_code,
    invoiceNo: query.invoice_no,
  };
}

function appliedOf(query: QuarantineSummaryQuery): Record<string, string> {
  const { reason, file, run_id, ingested_from, ingested_to, stock_code, invoice_no } = query;
  const all = { reason, file, run_id, ingested_from, ingested_to, stock_code, invoice_no };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function reasonOf(name: string): QuarantineReasonDto {
  const rule = RULES.find((known) => known.name === name);
  if (!rule) throw new Error(`a quarantined line breaks ${name}, which is no rule`);
  return { code: rule.name, sentence: rule.means, action: rule.fix };
}

function toDto(row: QuarantineRow): QuarantinedLineDto {
  const { invoice_no, stock_code, description, quantity, invoice_date, unit_price } = row;
  const { customer_id, country, line_no } = row;
  return {
    sale_id: row.sale_id,
    reasons: row.reasons.map(reasonOf),
    cells: {
      ...{ invoice_no, stock_code, description, quantity, invoice_date, unit_price },
      ...{ customer_id, country, line_no },
    },
    origin: {
      file: row._file,
      file_hash: row._file_hash,
      row: Number(row._row),
      line: row._line === null ? null : Number(row._line),
      run_id: row._batch_id,
      ingested_at: row._ingested_at,
    },
  };
}
