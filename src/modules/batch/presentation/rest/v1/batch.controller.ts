import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../../../../platform/config/index.js';
import { ApiIdempotencyKey, idempotencyKeyOf } from '../../../../../platform/http/idempotency-key.js';
import { AppError } from '../../../../../platform/errors/app-error.js';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { CurrentPrincipal, type Principal, Requires } from '../../../../auth/index.js';
import { type WriteItem } from '../../../../etl/index.js';
import { type Keeper, MOST_ITEMS, OPERATIONS, type Operation, permissionOf } from '../../../domain/batch.js';
import { BatchService } from '../../../service/batch.service.js';
import { answerOf, orProblem, toBatchDto } from './batch-answer.js';
import {
  BatchDto,
  CreateBatchDto,
  DeleteBatchDto,
  FailedBatchDto,
  FailedBatchesAnswer,
  LimitsAnswer,
  UpdateBatchDto,
  UpsertBatchDto,
  ValidateBatchDto,
  ValidationAnswer,
} from './batch.dto.js';
import { toCreate, toDelete, toUpdate, toUpsert } from './items.js';
import { ApiPreferAsync, prefersAsync } from '../../../../../platform/http/prefer.js';

const BATCH_ID = { name: 'id', description: 'Batch id.', schema: { type: 'string' } };
const MOST_FAILED = 100;

/** Sales as clients write them. */
@ApiTags('batch')
@Controller('api/v1/batch')
export class BatchController {
  constructor(
    @Inject(BatchService) private readonly batches: BatchService,
    @Inject(Config) private readonly config: Config,
  ) {}

  @Post('create')
  @HttpCode(200)
  @Requires('sales:write')
  @ApiOperation({ summary: 'New sales lines; a line that is there already is not made again' })
  @ApiIdempotencyKey('batch')
  @ApiPreferAsync()
  @ApiOkResponse({ type: BatchDto })
  @ApiAcceptedResponse({ type: BatchDto })
  @ApiProblems(409, 422)
  async create(
    @Body() dto: CreateBatchDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentPrincipal() principal: Principal,
  ): Promise<BatchDto> {
    return this.submit('create', dto.items.map(toCreate), dto, { request, reply, principal });
  }

  @Put('update')
  @Requires('sales:write')
  @ApiOperation({ summary: 'New values of sales; what an update leaves out stays, and null takes it away' })
  @ApiIdempotencyKey('batch')
  @ApiPreferAsync()
  @ApiOkResponse({ type: BatchDto })
  @ApiAcceptedResponse({ type: BatchDto })
  @ApiProblems(409, 422)
  async update(
    @Body() dto: UpdateBatchDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentPrincipal() principal: Principal,
  ): Promise<BatchDto> {
    const items = dto.updates.map((update) => toUpdate(update, dto.upsert));
    return this.submit('update', items, dto, { request, reply, principal });
  }

  @Post('upsert')
  @HttpCode(200)
  @Requires('sales:write')
  @ApiOperation({
    summary:
      'Sales by sale_id, or by invoice, stock code and line number: changed where they are there, else made',
  })
  @ApiIdempotencyKey('batch')
  @ApiPreferAsync()
  @ApiOkResponse({ type: BatchDto })
  @ApiAcceptedResponse({ type: BatchDto })
  @ApiProblems(409, 422)
  async upsert(
    @Body() dto: UpsertBatchDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentPrincipal() principal: Principal,
  ): Promise<BatchDto> {
    return this.submit('upsert', dto.items.map(toUpsert), dto, { request, reply, principal });
  }

  @Delete('delete')
  @Requires('sales:write')
  @ApiOperation({ summary: 'Take sales out of gold; their history stays' })
  @ApiIdempotencyKey('batch')
  @ApiPreferAsync()
  @ApiOkResponse({ type: BatchDto })
  @ApiAcceptedResponse({ type: BatchDto })
  @ApiProblems(409, 422)
  async remove(
    @Body() dto: DeleteBatchDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentPrincipal() principal: Principal,
  ): Promise<BatchDto> {
    const items = dto.ids.map((id) => toDelete(id, dto.reason));
    return this.submit('delete', items, { ...dto, validate_items: true }, { request, reply, principal });
  }

  @Post('validate')
  @HttpCode(200)
  @Requires('sales:write')
  @ApiOperation({ summary: 'What is wrong with lines, without writing them' })
  @ApiOkResponse({ type: ValidationAnswer })
  @ApiProblems(422)
  async validate(@Body() { items }: ValidateBatchDto): Promise<ValidationAnswer> {
    const errors = await this.batches.validate(items.map(toCreate));
    const invalid = new Set(errors.map(({ index }) => index)).size;
    return { total_requested: items.length, valid: items.length - invalid, invalid, errors };
  }

  @Get('limits')
  @Requires('sales:write')
  @ApiOperation({ summary: 'How large a batch may be' })
  @ApiOkResponse({ type: LimitsAnswer })
  limits(): LimitsAnswer {
    const { batchSyncItems, bodyLimit } = this.config.values;
    return {
      min_items: 1,
      max_items: MOST_ITEMS,
      sync_items: batchSyncItems,
      max_body_bytes: bodyLimit,
      operations: [...OPERATIONS],
    };
  }

  @Get('status/:id')
  @Requires()
  @ApiOperation({ summary: 'What has become of a batch of the caller' })
  @ApiParam(BATCH_ID)
  @ApiOkResponse({ type: BatchDto })
  @ApiProblems(404)
  async status(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<BatchDto> {
    return toBatchDto(await this.batches.find(id, principal.id));
  }

  @Get('failed')
  @Requires()
  @ApiOperation({
    summary:
      'Batches that were accepted and could not be written, newest first: of the caller, with users:admin of all',
  })
  @ApiOkResponse({ type: FailedBatchesAnswer })
  async failed(@CurrentPrincipal() principal: Principal): Promise<FailedBatchesAnswer> {
    return { data: (await this.batches.failed(keeperOf(principal), MOST_FAILED)).map(toBatchDto) };
  }

  @Get('failed/:id')
  @Requires()
  @ApiOperation({ summary: 'A batch that could not be written, with what it asks to write' })
  @ApiParam(BATCH_ID)
  @ApiOkResponse({ type: FailedBatchDto })
  @ApiProblems(404, 409)
  async failedBatch(
    @Param('id') id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<FailedBatchDto> {
    const { batch, items } = await this.batches.failedBatch(id, keeperOf(principal));
    return { ...toBatchDto(batch), items: [...items] };
  }

  @Post('failed/:id/retry')
  @HttpCode(202)
  @Requires()
  @ApiOperation({ summary: 'Write a batch that could not be written, once more' })
  @ApiParam(BATCH_ID)
  @ApiAcceptedResponse({ type: BatchDto })
  @ApiProblems(404, 409)
  async retry(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<BatchDto> {
    return toBatchDto(await this.batches.sendAgain(id, keeperOf(principal)));
  }

  @Delete('failed/:id')
  @HttpCode(204)
  @Requires()
  @ApiOperation({ summary: 'Drop a batch that could not be written; its items are kept nowhere else' })
  @ApiParam(BATCH_ID)
  @ApiNoContentResponse()
  @ApiProblems(404, 409)
  async discard(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<void> {
    await this.batches.discard(id, keeperOf(principal));
  }

  private async submit(
    operation: Operation,
    items: WriteItem[],
    { validate_items, fail_on_error }: { validate_items: boolean; fail_on_error: boolean },
    { request, reply, principal }: { request: FastifyRequest; reply: FastifyReply; principal: Principal },
  ): Promise<BatchDto> {
    const batch = await orProblem(
      this.batches.submit({
        operation,
        asked: { items },
        choose: () => Promise.resolve({ items, remaining: 0 }),
        validate: validate_items,
        failOnError: fail_on_error,
        caller: principal.id,
        key: idempotencyKeyOf(request),
        async: prefersAsync(request),
      }),
    );
    return answerOf(batch, reply);
  }
}

/** Of what somebody may ask for, which a narrowed token does not hold: administrators those of all. Throws AppError. */
function keeperOf({ id, permissions }: Principal): Keeper {
  const operations = OPERATIONS.filter((operation) => permissions.includes(permissionOf(operation)));
  if (operations.length === 0)
    throw new AppError('forbidden', 'failed batches need the permission sales:write or quality:write');
  return { caller: permissions.includes('users:admin') ? undefined : id, operations };
}
