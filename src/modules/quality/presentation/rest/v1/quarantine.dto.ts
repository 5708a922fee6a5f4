import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { RULES } from '../../../domain/rules.js';
import { QualityPagination } from './quality.dto.js';
import { Day, Text, WholeNumber } from './query.js';

const NAMES = RULES.map(({ name }) => name);
const VERSION = {
  type: 'integer',
  minimum: 0,
  description: 'Version of the lake that the answer is of; 0 where it is empty.',
} as const;

export class QuarantineSummaryQuery {
  @ApiPropertyOptional({ enum: NAMES, description: 'Rule that the line breaks.' })
  @IsOptional()
  @IsIn(NAMES)
  reason?: string;

  @Text({ description: 'Base name of the file that brought the line.', example: 'sales-2011-05-03.csv' })
  file?: string;

  @Text({ description: 'Run that brought the line.' })
  run_id?: string;

  @Day('First day of ingestion, UTC.')
  ingested_from?: string;

  @Day('Last day of ingestion, UTC.')
  ingested_to?: string;

  @Text({ description: 'Stock code, without regard to case.', example: '85123A' })
  stock_code?: string;

  @Text({ description: 'Invoice, without regard to case.', example: '536365' })
  invoice_no?: string;
}

export class QuarantineQuery extends QuarantineSummaryQuery {
  @WholeNumber(1, 1_000_000, { fallback: 1, description: 'Page, from 1.' })
  page: number = 1;

  @WholeNumber(1, 100, { fallback: 20, description: 'Entries of a page.' })
  size: number = 20;
}

export class QuarantineReasonDto {
  @ApiProperty({ enum: NAMES })
  code!: string;

  @ApiProperty()
  sentence!: string;

  @ApiProperty({ description: 'What to do about it.' })
  action!: string;
}

const CELL = { type: 'string', nullable: true } as const;

/** The cells as they came, whatever they say. */
export class OriginalCellsDto {
  @ApiProperty(CELL)
  invoice_no!: string | null;

  @ApiProperty(CELL)
  stock_code!: string | null;

  @ApiProperty(CELL)
  description!: string | null;

  @ApiProperty(CELL)
  quantity!: string | null;

  @ApiProperty(CELL)
  invoice_date!: string | null;

  @ApiProperty(CELL)
  unit_price!: string | null;

  @ApiProperty(CELL)
  customer_id!: string | null;

  @ApiProperty(CELL)
  country!: string | null;

  @ApiProperty(CELL)
  line_no!: string | null;
}

export class LineOriginDto {
  @ApiProperty({ description: 'Base name of the file.' })
  file!: string;

  @ApiProperty({ description: 'SHA-256 of the file.' })
  file_hash!: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Data row in the file, from 1.' })
  row!: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    minimum: 1,
    description: 'Line of the text or row of the sheet, where there is one.',
  })
  line!: number | null;

  @ApiProperty({ description: 'Run that brought the line.' })
  run_id!: string;

  @ApiProperty({ type: 'string', format: 'date-time' })
  ingested_at!: string;
}

export class QuarantinedLineDto {
  @ApiProperty({ format: 'uuid', description: 'Id that the line has by what it says.' })
  sale_id!: string;

  @ApiProperty({ type: [QuarantineReasonDto], description: 'All rules that it breaks.' })
  reasons!: QuarantineReasonDto[];

  @ApiProperty()
  cells!: OriginalCellsDto;

  @ApiProperty()
  origin!: LineOriginDto;
}

export class QuarantineAnswer {
  @ApiProperty(VERSION)
  as_of_version!: number;

  @ApiProperty({ type: [QuarantinedLineDto], description: 'Newest batch first, then by file and row.' })
  data!: QuarantinedLineDto[];

  @ApiProperty()
  pagination!: QualityPagination;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  filters_applied!: Record<string, string>;
}

export class ReasonCountDto extends QuarantineReasonDto {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Lines that break it; a line can break several.' })
  lines!: number;
}

export class FileCountDto {
  @ApiProperty()
  file!: string;

  @ApiProperty({ type: 'integer', minimum: 1 })
  lines!: number;
}

export class BatchCountDto {
  @ApiProperty()
  run_id!: string;

  @ApiProperty({ type: 'string', format: 'date-time' })
  ingested_at!: string;

  @ApiProperty({ type: 'integer', minimum: 1 })
  lines!: number;
}

export class QuarantineSummaryAnswer {
  @ApiProperty(VERSION)
  as_of_version!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  lines!: number;

  @ApiProperty({ type: [ReasonCountDto], description: 'Most lines first.' })
  by_reason!: ReasonCountDto[];

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Files that have such lines.' })
  files!: number;

  @ApiProperty({ type: [FileCountDto], description: 'The 100 with the most lines.' })
  by_file!: FileCountDto[];

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Batches that have such lines.' })
  batches!: number;

  @ApiProperty({ type: [BatchCountDto], description: 'The newest 100.' })
  by_batch!: BatchCountDto[];

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  filters_applied!: Record<string, string>;
}
