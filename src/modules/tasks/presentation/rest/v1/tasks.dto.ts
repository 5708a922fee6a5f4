import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsObject, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { Pagination } from '../../../../../platform/http/pagination.js';
import { QueryInteger, QueryText } from '../../../../../platform/http/query.js';
import { TASK_STATUSES, type TaskStatus } from '../../../domain/task.js';

export class SubmitTaskDto {
  @ApiProperty({ minLength: 1, maxLength: 100, pattern: '^[a-z_]+$', example: 'export' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Matches(/^[a-z_]+$/)
  task_name!: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'As docs/tasks.md says for each task.',
    example: { format: 'csv', filters: { countries: ['UK'] } },
  })
  @IsOptional()
  @IsObject()
  parameters?: Record<string, unknown>;
}

export class SubmittedTaskDto {
  @ApiProperty({ format: 'uuid' })
  task_id!: string;

  @ApiProperty({ enum: TASK_STATUSES })
  status!: string;

  @ApiProperty({ example: '/api/v1/tasks/2f1e8a4e-8b3f-4f6f-9a57-0d7fb6b8c0de/status' })
  status_url!: string;
}

class ProgressDto {
  @ApiProperty({ type: 'integer' })
  done!: number;

  @ApiProperty({ type: 'integer', description: '0 where it is not known.' })
  total!: number;
}

class TaskFileDto {
  @ApiProperty({ example: 'sales.parquet' })
  name!: string;

  @ApiProperty({ type: 'integer' })
  bytes!: number;

  @ApiProperty({ description: 'Fetches the file without other credentials.' })
  url!: string;

  @ApiProperty({ format: 'date-time' })
  expires_at!: string;
}

class TaskErrorDto {
  @ApiProperty()
  kind!: string;

  @ApiProperty()
  message!: string;

  @ApiProperty({ type: 'string', nullable: true })
  hint!: string | null;
}

export class TaskDto {
  @ApiProperty({ format: 'uuid' })
  task_id!: string;

  @ApiProperty()
  task_name!: string;

  @ApiProperty({ enum: TASK_STATUSES })
  status!: string;

  @ApiProperty({ type: ProgressDto })
  progress!: ProgressDto;

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  result!: Record<string, unknown> | null;

  @ApiProperty({ type: [TaskFileDto] })
  files!: TaskFileDto[];

  @ApiProperty({ type: TaskErrorDto, nullable: true })
  error!: TaskErrorDto | null;

  @ApiProperty({ description: 'Somebody has asked it to stop.' })
  cancelling!: boolean;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  started_at!: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  finished_at!: string | null;

  @ApiProperty()
  status_url!: string;
}

export class TasksQuery {
  @ApiPropertyOptional({ enum: TASK_STATUSES })
  @IsOptional()
  @IsIn(TASK_STATUSES)
  status?: TaskStatus;

  @QueryText({ description: 'Name of the task.' })
  name?: string;

  @QueryInteger({ min: 1, max: 100_000, default: 1 })
  page: number = 1;

  @QueryInteger({ min: 1, max: 100, default: 20 })
  size: number = 20;
}

export class TasksAnswer {
  @ApiProperty({ type: [TaskDto], description: 'Newest first.' })
  data!: TaskDto[];

  @ApiProperty({ type: Pagination })
  pagination!: Pagination;
}

export class LinkQuery {
  @ApiProperty({ pattern: '^[0-9]{1,12}$', description: 'Seconds since 1970.' })
  @Matches(/^\d{1,12}$/)
  expires!: string;

  @ApiProperty({ maxLength: 200 })
  @IsString()
  @MaxLength(200)
  signature!: string;
}
