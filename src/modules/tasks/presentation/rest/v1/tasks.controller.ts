import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { StreamableFile } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiIdempotencyKey, idempotencyKeyOf } from '../../../../../platform/http/idempotency-key.js';
import { paginationOf } from '../../../../../platform/http/pagination.js';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { CurrentPrincipal, type Principal, Public, Requires } from '../../../../auth/index.js';
import { isOver, type Task } from '../../../domain/task.js';
import { TaskLinks } from '../../../service/task-links.js';
import { TaskService } from '../../../service/task.service.js';
import { viewerOf, statusUrl, submitAs, tellTask } from '../../told-task.js';
import { LinkQuery, SubmittedTaskDto, SubmitTaskDto, TaskDto, TasksAnswer, TasksQuery } from './tasks.dto.js';

const TASK_ID = { name: 'id', description: 'Task id.', schema: { type: 'string' } };
const RETRY_SECONDS = 1;

@ApiTags('tasks')
@Controller('api/v1/tasks')
export class TasksController {
  constructor(
    @Inject(TaskService) private readonly tasks: TaskService,
    @Inject(TaskLinks) private readonly links: TaskLinks,
  ) {}

  @Post('submit')
  @HttpCode(202)
  @Requires()
  @ApiOperation({ summary: 'Ask for work that takes longer than a request' })
  @ApiIdempotencyKey('task')
  @ApiAcceptedResponse({ type: SubmittedTaskDto })
  @ApiProblems(409, 422)
  async submit(
    @Body() { task_name, parameters = {} }: SubmitTaskDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentPrincipal() principal: Principal,
  ): Promise<SubmittedTaskDto> {
    const key = idempotencyKeyOf(request);
    return toldTask(await submitAs(principal, this.tasks, { name: task_name, parameters, key }), reply);
  }

  @Get()
  @Requires()
  @ApiOperation({ summary: 'Tasks of the caller, newest first; those of all with users:admin' })
  @ApiOkResponse({ type: TasksAnswer })
  @ApiProblems(422)
  async list(
    @Query() { status, name, page, size }: TasksQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<TasksAnswer> {
    const { total, rows } = await this.tasks.list(
      viewerOf(principal),
      { status, name },
      { limit: size, offset: (page - 1) * size },
    );
    return {
      data: rows.map((task) => this.toDto(task)),
      pagination: paginationOf(page, size, total),
    };
  }

  @Get(':id/status')
  @Requires()
  @ApiOperation({ summary: 'How a task goes on, and what came of it' })
  @ApiParam(TASK_ID)
  @ApiOkResponse({ type: TaskDto })
  @ApiProblems(404)
  async status(
    @Param('id') id: string,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TaskDto> {
    const task = await this.tasks.find(id, viewerOf(principal));
    if (!isOver(task.status)) void reply.header('retry-after', String(RETRY_SECONDS));
    return this.toDto(task);
  }

  @Delete(':id')
  @HttpCode(202)
  @Requires()
  @ApiOperation({ summary: 'Cancel a task: at once where it waits, within a second where it is worked on' })
  @ApiParam(TASK_ID)
  @ApiAcceptedResponse({ type: TaskDto })
  @ApiProblems(404, 409)
  async cancel(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<TaskDto> {
    return this.toDto(await this.tasks.cancel(id, viewerOf(principal)));
  }

  @Get(':id/files/:name')
  @Public()
  @ApiOperation({ summary: 'A file of a task, by a link of its status' })
  @ApiParam(TASK_ID)
  @ApiParam({ name: 'name', schema: { type: 'string' } })
  @ApiOkResponse({
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  @ApiProblems(403, 404, 422)
  async file(
    @Param('id') id: string,
    @Param('name') name: string,
    @Query() { expires, signature }: LinkQuery,
  ): Promise<StreamableFile> {
    this.links.verify(id, name, Number(expires), signature);
    const { stream, bytes } = await this.tasks.open(id, name);
    return new StreamableFile(stream, {
      type: 'application/octet-stream',
      disposition: `attachment; filename="${name}"`,
      length: bytes,
    });
  }

  private toDto(task: Task): TaskDto {
    return tellTask(task, this.links);
  }
}

/** A task that was asked for, with where to look for it. */
export function toldTask({ id, status }: Task, reply: FastifyReply): SubmittedTaskDto {
  void reply.header('location', statusUrl(id)).header('retry-after', String(RETRY_SECONDS));
  return { task_id: id, status, status_url: statusUrl(id) };
}
