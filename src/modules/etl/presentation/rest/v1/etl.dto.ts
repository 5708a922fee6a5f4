import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';

export class TablesQuery {
  @ApiPropertyOptional({
    description: 'An earlier version of the lake.',
    minimum: 1,
    maximum: 2147483647,
    type: 'integer',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  at_version?: number;
}

export class RowsQuery extends TablesQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 1000, default: 20 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit: number = 20;
}

export class LineageQuery {
  @ApiPropertyOptional({ description: 'Only what lies up- and downstream of it.', pattern: '^\\w{1,63}$' })
  @IsOptional()
  @Matches(/^\w{1,63}$/)
  table?: string;

  @ApiPropertyOptional({ description: 'A column of the table.', pattern: '^\\w{1,63}$' })
  @IsOptional()
  @Matches(/^\w{1,63}$/)
  column?: string;
}

export class LineageTableDto {
  @ApiProperty()
  name!: string;

  @ApiProperty({ description: '`source` is what no model makes: reference data, rows of the files.' })
  layer!: string;
}

export class LineageEdgeDto {
  @ApiProperty()
  from!: string;

  @ApiProperty()
  to!: string;
}

export class ColumnRefDto {
  @ApiProperty()
  table!: string;

  @ApiProperty()
  column!: string;
}

export class LineageColumnDto extends ColumnRefDto {
  @ApiProperty({ type: [ColumnRefDto], description: 'What it is computed from; empty for a constant.' })
  from!: ColumnRefDto[];
}

export class LineageAnswer {
  @ApiProperty({ type: [LineageTableDto] })
  tables!: LineageTableDto[];

  @ApiProperty({ type: [LineageEdgeDto] })
  edges!: LineageEdgeDto[];

  @ApiProperty({ type: [LineageColumnDto] })
  columns!: LineageColumnDto[];
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
