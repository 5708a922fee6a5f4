import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

export class LimitQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 20 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 20;
}

export class TablesQuery {
  @ApiPropertyOptional({ description: 'An earlier version of the lake.', minimum: 1, type: 'integer' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  at_version?: number;
}

export class RowsQuery extends TablesQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 1000, default: 20 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit: number = 20;
}

export class RunSummaryDto {
  @ApiProperty()
  run_id!: string;

  @ApiProperty({ enum: ['run', 'approve', 'reject', 'rebuild'] })
  kind!: string;

  @ApiProperty({
    enum: ['queued', 'running', 'published', 'blocked', 'rejected', 'no_new_data', 'failed'],
  })
  status!: string;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Version of the lake that the run made.' })
  version!: number | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  finished_at!: string | null;

  @ApiProperty()
  files!: number;

  @ApiProperty({ description: 'Bronze rows of the batch.' })
  rows!: number;

  @ApiProperty({ nullable: true, type: 'number', description: 'Quality score, 0 to 100.' })
  score!: number | null;

  @ApiProperty({ nullable: true, type: 'string', description: 'Why it failed.' })
  error!: string | null;
}

export class RunsAnswer {
  @ApiProperty({ type: [RunSummaryDto] })
  data!: RunSummaryDto[];
}

export class ColumnDto {
  @ApiProperty()
  name!: string;

  @ApiProperty()
  type!: string;

  @ApiProperty({ nullable: true, type: 'string' })
  description!: string | null;
}

export class TableDto {
  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: ['bronze', 'silver', 'gold', 'mart'] })
  layer!: string;

  @ApiProperty()
  description!: string;

  @ApiProperty({ description: 'What one row is.' })
  grain!: string;

  @ApiProperty()
  rows!: number;

  @ApiProperty()
  files!: number;

  @ApiProperty()
  bytes!: number;

  @ApiProperty({ type: [ColumnDto] })
  columns!: ColumnDto[];
}

export class TablesAnswer {
  @ApiProperty({ type: [TableDto] })
  data!: TableDto[];
}

export class TableRowsAnswer {
  @ApiProperty({ description: 'Version of the lake that the rows are of.' })
  as_of_version!: number;

  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  data!: Record<string, unknown>[];

  @ApiProperty({ description: 'The table has more rows.' })
  truncated!: boolean;
}
