import { mkdir, rm } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Body, Controller, HttpCode, Inject, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../../../../platform/config/index.js';
import { scratchFolder } from '../../../../../platform/files/scratch.js';
import { ApiIdempotencyKey, idempotencyKeyOf } from '../../../../../platform/http/idempotency-key.js';
import { ApiPreferAsync, prefersAsync } from '../../../../../platform/http/prefer.js';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { CurrentPrincipal, type Principal, Requires } from '../../../../auth/index.js';
import { SubmittedTaskDto, TaskService, toldTask } from '../../../../tasks/index.js';
import { fileOf } from '../../../service/export-file.js';
import { ExportService } from '../../../service/export.service.js';
import { toExportRequest } from '../../export-request.js';
import { ExportDto } from './export.dto.js';

const BINARY = { schema: { type: 'string', format: 'binary' } } as const;

@ApiTags('sales')
@Controller('api/v2/sales')
export class ExportController {
  constructor(
    @Inject(ExportService) private readonly exports: ExportService,
    @Inject(TaskService) private readonly tasks: TaskService,
    @Inject(Config) private readonly config: Config,
  ) {}

  @Post('export')
  @HttpCode(200)
  @Requires('sales:read')
  @ApiOperation({
    summary:
      'Sales lines as a file, all of one version of gold; many lines, or analytics beside them, make it a task',
  })
  @ApiIdempotencyKey('task')
  @ApiPreferAsync()
  @ApiOkResponse({
    content: {
      'text/csv': BINARY,
      'application/x-ndjson': BINARY,
      'application/vnd.apache.parquet': BINARY,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': BINARY,
      'application/gzip': BINARY,
      'application/zstd': BINARY,
    },
    headers: {
      'X-Gold-Version': { schema: { type: 'integer' } },
      'X-Row-Count': { schema: { type: 'integer' } },
    },
  })
  @ApiAcceptedResponse({ type: SubmittedTaskDto })
  @ApiProblems(409, 422, 503)
  async export(
    @Body() dto: ExportDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile | SubmittedTaskDto> {
    const key = idempotencyKeyOf(request);
    const asked = toExportRequest(dto);
    const selection = await this.exports.select(asked);
    const { home, exportSyncRows } = this.config.values;
    if (asked.includeAnalytics || selection.lines > exportSyncRows || prefersAsync(request)) {
      const task = await this.tasks.submit({ name: 'export', parameters: dto, owner: principal.id, key });
      void reply.status(202);
      return toldTask(task, reply);
    }
    const folder = scratchFolder(join(home, 'tmp', 'export'));
    const remove = () => void rm(folder, { recursive: true, force: true });
    try {
      await mkdir(folder, { recursive: true });
      const { lines, gold_version } = await this.exports.write(selection, asked, folder);
      const { name, type } = fileOf(asked.format, asked.compression);
      const stream = createReadStream(join(folder, name));
      stream.on('close', remove);
      void reply.header('x-gold-version', String(gold_version)).header('x-row-count', String(lines));
      return new StreamableFile(stream, { type, disposition: `attachment; filename="${name}"` });
    } catch (error) {
      remove();
      throw error;
    }
  }
}
