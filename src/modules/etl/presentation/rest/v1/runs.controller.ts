import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  PayloadTooLargeException,
  Post,
  Query,
  Req,
  Res,
  UnprocessableEntityException,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../../../platform/errors/app-error.js';
import { CORRELATION_HEADER } from '../../../../../platform/http/correlation.js';
import { ApiIdempotencyKey, idempotencyKeyOf } from '../../../../../platform/http/idempotency-key.js';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { validationPipe } from '../../../../../platform/http/validation.js';
import { Requires } from '../../../../auth/index.js';
import { LineageService } from '../../../service/lineage.service.js';
import { type AskedRun, RunAdminService, UploadTooLarge } from '../../../service/run-admin.service.js';
import { RunDispatcher } from '../../../service/run-dispatcher.service.js';
import { RunWatchService } from '../../../service/run-watch.service.js';
import { toldRun } from './asked-run.js';
import { toRunDto } from './run.mapper.js';
import { AskedRunDto, DecisionDto, RunDto, RunsAnswer, RunsQuery, StartRunDto } from './runs.dto.js';

const MOST_FILES = 500;
const MAPPING_BYTES = 1024 * 1024;
/** Of events that a watcher has not read. */
const UNREAD_BYTES = 1024 * 1024;
const TOO_MANY: Record<string, string> = {
  FST_FILES_LIMIT: `an upload may have ${MOST_FILES} files at most. Send them in several uploads.`,
  FST_FIELDS_LIMIT: 'an upload may have one field `mapping` beside its files.',
};
const RUN_ID = { name: 'id', description: 'Run id.', example: '20261124T045500-07b1a2b3c' };

/** Runs: asked for, watched, decided on. */
@ApiTags('etl')
@Controller('api/v1/etl/runs')
@ApiExtraModels(StartRunDto)
export class RunsController {
  constructor(
    @Inject(RunDispatcher) private readonly dispatcher: RunDispatcher,
    @Inject(RunAdminService) private readonly admin: RunAdminService,
    @Inject(RunWatchService) private readonly watches: RunWatchService,
    @Inject(LineageService) private readonly lineage: LineageService,
  ) {}

  @Post()
  @HttpCode(202)
  @Requires('etl:run')
  @RouteConfig({ takesUploads: true })
  @ApiOperation({
    summary: 'Bring files in: those below configured folders, or uploaded ones',
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: { $ref: getSchemaPath(StartRunDto) } },
        'multipart/form-data': {
          schema: {
            type: 'object',
            additionalProperties: false,
            required: ['files'],
            properties: {
              files: { type: 'array', minItems: 1, items: { type: 'string', format: 'binary' } },
              mapping: {
                type: 'string',
                description: 'A mapping as JSON text, as docs/ingest.md describes.',
                example: '{}',
              },
            },
          },
        },
      },
    },
  })
  @ApiIdempotencyKey('run')
  @ApiAcceptedResponse({ type: AskedRunDto })
  @ApiProblems(400, 404, 409, 413, 415, 422)
  async start(
    // Not @Body: one of the two kinds of body is a stream.
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AskedRunDto> {
    const key = idempotencyKeyOf(request);
    if (request.isMultipart()) return toldRun(await this.upload(request, reply, key), reply);
    const dto = (await validationPipe().transform(request.body ?? {}, {
      type: 'body',
      metatype: StartRunDto,
    })) as StartRunDto;
    return toldRun(await this.admin.start(dto.paths, dto.mapping, key), reply);
  }

  @Get()
  @Requires('etl:read')
  @ApiOperation({ summary: 'Runs, newest first' })
  @ApiOkResponse({ type: RunsAnswer })
  @ApiProblems(422)
  async runs(@Query() { limit, cursor, status, kind }: RunsQuery): Promise<RunsAnswer> {
    const found = await this.dispatcher.history(limit + 1, { before: cursor, status, kind });
    const data = found.slice(0, limit);
    return { data, next_cursor: found.length > limit ? (data.at(-1)?.run_id ?? null) : null };
  }

  @Get(':id')
  @Requires('etl:read')
  @ApiOperation({
    summary: 'A run: its stages, files, rows, quality, gate, tables, timings and lineage',
  })
  @ApiParam({ ...RUN_ID, description: 'Run id, or `latest`.', example: 'latest' })
  @ApiOkResponse({ type: RunDto })
  @ApiProblems(404)
  async run(@Param('id') id: string): Promise<RunDto> {
    const found = await this.dispatcher.find(known(id));
    return toRunDto(found, this.lineage.ofRun(found.report ?? null));
  }

  @Post(':id/approve')
  @HttpCode(202)
  @Requires('etl:approve')
  @ApiOperation({ summary: 'Let a blocked run in' })
  @ApiParam(RUN_ID)
  @ApiBody({ type: DecisionDto, required: false })
  @ApiAcceptedResponse({ type: AskedRunDto })
  @ApiProblems(400, 404, 409, 413, 415, 422)
  async approve(
    @Param('id') id: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AskedRunDto> {
    const { reason } = await decision(body);
    return toldRun(await this.admin.decide('approve', known(id), reason), reply);
  }

  @Post(':id/reject')
  @HttpCode(202)
  @Requires('etl:approve')
  @ApiOperation({ summary: 'Keep a blocked run out for good' })
  @ApiParam(RUN_ID)
  @ApiBody({ type: DecisionDto, required: false })
  @ApiAcceptedResponse({ type: AskedRunDto })
  @ApiProblems(400, 404, 409, 413, 415, 422)
  async reject(
    @Param('id') id: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AskedRunDto> {
    const { reason } = await decision(body);
    return toldRun(await this.admin.decide('reject', known(id), reason), reply);
  }

  @Post(':id/retry')
  @HttpCode(202)
  @Requires('etl:run')
  @ApiOperation({ summary: 'Do a failed or cancelled run again, as a new run' })
  @ApiParam(RUN_ID)
  @ApiAcceptedResponse({ type: AskedRunDto })
  @ApiProblems(404, 409)
  async retry(
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AskedRunDto> {
    return toldRun(await this.admin.retry(known(id)), reply);
  }

  @Post(':id/cancel')
  @HttpCode(202)
  @Requires('etl:run')
  @ApiOperation({
    summary: 'Cancel a run: at once where it waits, within seconds where it runs; not once it commits',
  })
  @ApiParam(RUN_ID)
  @ApiAcceptedResponse({ type: AskedRunDto })
  @ApiProblems(404, 409)
  async cancel(
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AskedRunDto> {
    return toldRun(await this.admin.cancel(known(id)), reply);
  }

  @Get(':id/events')
  @Requires('etl:read')
  @ApiOperation({
    summary: 'How a run goes on, as server-sent events: its state now, each change, and the final state',
  })
  @ApiParam(RUN_ID)
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  @ApiProblems(404)
  async events(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const gone = new AbortController();
    const stream = reply.raw;
    // Before the first wait, in which the watcher may go already.
    stream.on('close', () => gone.abort());
    const states = await this.watches.open(known(id), gone.signal);
    reply.hijack();
    // What hooks have set so far (security headers, CORS) goes along.
    stream.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      [CORRELATION_HEADER]: request.id,
    });
    try {
      let number = 0;
      for await (const state of states) {
        const text =
          state === 'heartbeat'
            ? ': heartbeat\n\n'
            : `id: ${++number}\nevent: state\ndata: ${JSON.stringify(state)}\n\n`;
        // A watcher that does not read is let go, and not kept in memory.
        if (!stream.write(text) && stream.writableLength > UNREAD_BYTES) break;
      }
    } finally {
      stream.end();
    }
  }

  private async upload(
    request: FastifyRequest,
    reply: FastifyReply,
    key: string | undefined,
  ): Promise<AskedRun> {
    const { id, upload } = this.admin.openUpload();
    let mapping: unknown;
    try {
      if (Number(request.headers['content-length'] ?? 0) > this.admin.uploadLimit + MAPPING_BYTES)
        throw new UploadTooLarge(this.admin.uploadLimit);
      const limits = { files: MOST_FILES, fields: 1, fieldSize: MAPPING_BYTES };
      for await (const part of request.parts({ limits })) {
        if (part.type === 'file') await upload.add(part.filename, part.file);
        else if (part.fieldname === 'files') throw wrongField('files', 'each file needs a file name');
        else if (part.fieldname !== 'mapping')
          throw wrongField(part.fieldname, 'only files and mapping are known');
        else if (part.valueTruncated)
          throw wrongField('mapping', `it may have ${MAPPING_BYTES} bytes at most`);
        else mapping = parseMapping(part.value);
      }
    } catch (error) {
      await upload.discard();
      // The rest of the body is not read.
      void reply.header('connection', 'close');
      if (error instanceof UploadTooLarge)
        throw new PayloadTooLargeException(`${error.message}. ${error.hint}`);
      const limit = TOO_MANY[(error as { code?: string }).code ?? ''];
      if (limit !== undefined) throw new PayloadTooLargeException(limit);
      if (error instanceof AppError || error instanceof UnprocessableEntityException || isClientError(error))
        throw error;
      throw new AppError('invalid', `the upload cannot be read: ${(error as Error).message}`, {
        hint: 'Send multipart/form-data whole, with a file name for each part `files`.',
        cause: error,
      });
    }
    return this.admin.startUpload(id, upload, mapping, key);
  }
}

async function decision(body: unknown): Promise<DecisionDto> {
  return (await validationPipe().transform(body ?? {}, {
    type: 'body',
    metatype: DecisionDto,
  })) as DecisionDto;
}

/** An id that a run can have; what PostgreSQL cannot even read is no run's. */
function known(id: string): string {
  if (/^[\w-]{1,64}$/.test(id)) return id;
  throw new AppError('not_found', 'there is no run of this id', {
    hint: 'GET /api/v1/etl/runs lists the runs.',
  });
}

function parseMapping(value: unknown): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    throw wrongField('mapping', 'it must be a JSON object as text');
  }
}

function wrongField(field: string, reason: string): UnprocessableEntityException {
  return new UnprocessableEntityException({
    message: 'The request is malformed.',
    errors: [{ field, reason }],
  });
}

function isClientError(error: unknown): boolean {
  const { statusCode } = error as { statusCode?: number };
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500;
}
