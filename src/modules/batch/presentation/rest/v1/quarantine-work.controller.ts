import {
  Body,
  Controller,
  HttpCode,
  Inject,
  Post,
  Req,
  Res,
  UnprocessableEntityException,
} from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../../../platform/errors/app-error.js';
import { ApiIdempotencyKey, idempotencyKeyOf } from '../../../../../platform/http/idempotency-key.js';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { CurrentPrincipal, type Principal, Requires } from '../../../../auth/index.js';
import { type WriteItem } from '../../../../etl/index.js';
import { QuarantineService } from '../../../../quality/index.js';
import { MOST_ITEMS } from '../../../domain/batch.js';
import { type BatchRequest, BatchService, type Chosen } from '../../../service/batch.service.js';
import { answerOf, orProblem } from './batch-answer.js';
import { toDiscard, toFix } from './items.js';
import { ApiPreferAsync, prefersAsync } from '../../../../../platform/http/prefer.js';
import { type BatchOptions } from './batch.dto.js';
import {
  type ChosenLines,
  DiscardLinesDto,
  FixByRuleDto,
  FixLinesDto,
  type QuarantineFilterDto,
  QuarantineWorkDto,
  ReplayLinesDto,
} from './quarantine-work.dto.js';

interface Exchange {
  request: FastifyRequest;
  reply: FastifyReply;
  principal: Principal;
}

/** Work on quarantined lines. What becomes of them enters through bronze, as any write. */
@ApiTags('quality')
@Controller('api/v1/quality/quarantine')
export class QuarantineWorkController {
  constructor(
    @Inject(BatchService) private readonly batches: BatchService,
    @Inject(QuarantineService) private readonly quarantine: QuarantineService,
  ) {}

  @Post('fix')
  @HttpCode(200)
  @Requires('quality:write')
  @ApiOperation({ summary: 'Give quarantined lines new values; a line that breaks a rule still is refused' })
  @ApiIdempotencyKey('batch')
  @ApiPreferAsync()
  @ApiOkResponse({ type: QuarantineWorkDto })
  @ApiAcceptedResponse({ type: QuarantineWorkDto })
  @ApiProblems(409, 422)
  async fix(
    @Body() dto: FixLinesDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentPrincipal() principal: Principal,
  ): Promise<QuarantineWorkDto> {
    const items = dto.fixes.map(({ sale_id, ...cells }) => toFix(sale_id, cells));
    const choose = () => Promise.resolve({ items, remaining: 0 });
    return this.submit({ operation: 'fix', asked: { items }, choose }, dto, { request, reply, principal });
  }

  @Post('fix-by-rule')
  @HttpCode(200)
  @Requires('quality:write')
  @ApiOperation({ summary: 'Give all quarantined lines that a filter finds the same values' })
  @ApiIdempotencyKey('batch')
  @ApiPreferAsync()
  @ApiOkResponse({ type: QuarantineWorkDto })
  @ApiAcceptedResponse({ type: QuarantineWorkDto })
  @ApiProblems(404, 409, 422, 503)
  async fixByRule(
    @Body() dto: FixByRuleDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentPrincipal() principal: Principal,
  ): Promise<QuarantineWorkDto> {
    const choose = () => this.found(dto.filter, (id) => toFix(id, dto.set));
    return this.submit({ operation: 'fix', asked: dto, choose }, dto, { request, reply, principal });
  }

  @Post('replay')
  @HttpCode(200)
  @Requires('quality:write')
  @ApiOperation({ summary: 'Judge quarantined lines anew, by the rules and reference data of now' })
  @ApiIdempotencyKey('batch')
  @ApiPreferAsync()
  @ApiOkResponse({ type: QuarantineWorkDto })
  @ApiAcceptedResponse({ type: QuarantineWorkDto })
  @ApiProblems(404, 409, 422, 503)
  async replay(
    @Body() dto: ReplayLinesDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentPrincipal() principal: Principal,
  ): Promise<QuarantineWorkDto> {
    const choose = () => this.chosen(dto, (id) => toFix(id, {}));
    return this.submit({ operation: 'replay', asked: dto, choose }, dto, { request, reply, principal });
  }

  @Post('discard')
  @HttpCode(200)
  @Requires('quality:write')
  @ApiOperation({ summary: 'Take quarantined lines out for good, with a reason; bronze keeps them' })
  @ApiIdempotencyKey('batch')
  @ApiPreferAsync()
  @ApiOkResponse({ type: QuarantineWorkDto })
  @ApiAcceptedResponse({ type: QuarantineWorkDto })
  @ApiProblems(404, 409, 422, 503)
  async discard(
    @Body() dto: DiscardLinesDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentPrincipal() principal: Principal,
  ): Promise<QuarantineWorkDto> {
    const choose = () => this.chosen(dto, (id) => toDiscard(id, dto.reason));
    return this.submit({ operation: 'discard', asked: dto, choose }, dto, { request, reply, principal });
  }

  private async chosen({ ids, filter }: ChosenLines, toItem: (id: string) => WriteItem): Promise<Chosen> {
    if ((ids === undefined) === (filter === undefined)) {
      throw new UnprocessableEntityException({
        message: 'The request is malformed.',
        errors: [{ field: 'ids', reason: 'give either ids or filter' }],
      });
    }
    return filter ? this.found(filter, toItem) : { items: (ids ?? []).map(toItem), remaining: 0 };
  }

  private async found(filter: QuarantineFilterDto, toItem: (id: string) => WriteItem): Promise<Chosen> {
    const { run_id, stock_code, invoice_no, ingested_from, ingested_to, reason, file } = filter;
    const { rows, total } = await this.quarantine.list(
      {
        ...{ reason, file, run: run_id, stockCode: stock_code, invoiceNo: invoice_no },
        ...{ ingestedFrom: ingested_from, ingestedTo: ingested_to },
      },
      { limit: MOST_ITEMS, offset: 0 },
    );
    if (rows.length === 0) {
      throw new AppError('not_found', 'no quarantined line fits the filter', {
        hint: 'GET /api/v1/quality/quarantine takes the same filter and lists what it finds.',
      });
    }
    return { items: rows.map(({ sale_id }) => toItem(sale_id)), remaining: total - rows.length };
  }

  private async submit(
    work: Pick<BatchRequest, 'operation' | 'asked' | 'choose'>,
    { fail_on_error }: BatchOptions,
    { request, reply, principal }: Exchange,
  ): Promise<QuarantineWorkDto> {
    const batch = await orProblem(
      this.batches.submit({
        ...work,
        validate: true,
        failOnError: fail_on_error,
        caller: principal.id,
        key: idempotencyKeyOf(request),
        async: prefersAsync(request),
      }),
    );
    return { ...answerOf(batch, reply), remaining: batch.remaining };
  }
}
