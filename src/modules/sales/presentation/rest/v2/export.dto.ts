import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsNumber,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Given, OptionalDay } from '../../../../../platform/http/given.js';
import { type Compression, COMPRESSIONS } from '../../../../../platform/engine/export-format.js';
import { type Format, FORMATS } from '../../../service/export-file.js';
import { LINE_TYPES, type LineType } from '../../../domain/sales-query.js';
import { AS_OF, COUNTRY, PRODUCT } from '../filter.dto.js';

const LARGEST_AMOUNT = 1_000_000_000_000;
const READABLE = '^[^\\u0000]*[^\\u0000\\s][^\\u0000]*$';

function TextList(description: string, example: string[]): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: 200, pattern: READABLE },
      minItems: 1,
      maxItems: 100,
      description,
      example,
    }),
    Given(),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(100),
    IsString({ each: true }),
    MaxLength(200, { each: true }),
    Matches(new RegExp(READABLE), { each: true }),
  );
}

function Amount(description: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: 'number', minimum: -LARGEST_AMOUNT, maximum: LARGEST_AMOUNT, description }),
    Given(),
    IsNumber(),
    Min(-LARGEST_AMOUNT),
    Max(LARGEST_AMOUNT),
  );
}

/** As GET /api/v2/sales filters. */
export class ExportFiltersDto {
  @TextList(`Any of these. ${COUNTRY}`, ['UK', 'US'])
  countries?: string[];

  @TextList(`Any of these. ${PRODUCT}`, ['22423'])
  products?: string[];

  @TextList('Any of these.', ['17850'])
  customer_ids?: string[];

  @TextList('Any of these.', ['536365'])
  invoice_nos?: string[];

  @OptionalDay('First day.')
  date_from?: string;

  @OptionalDay('Last day, included.')
  date_to?: string;

  @Amount('Lowest amount of a line; returns are negative.')
  min_amount?: number;

  @Amount('Highest amount of a line.')
  max_amount?: number;

  @ApiPropertyOptional({ enum: LINE_TYPES })
  @Given()
  @IsIn(LINE_TYPES)
  line_type?: LineType;

  @OptionalDay(AS_OF)
  as_of?: string;
}

export class ExportDto {
  @ApiPropertyOptional({ type: ExportFiltersDto })
  @Given()
  @IsObject()
  @ValidateNested()
  @Type(() => ExportFiltersDto)
  filters?: ExportFiltersDto;

  @ApiProperty({ enum: FORMATS })
  @IsIn(FORMATS)
  format!: Format;

  @ApiPropertyOptional({
    enum: COMPRESSIONS,
    default: 'none',
    description:
      'Of parquet inside the file; a csv or jsonl gets the ending .gz or .zst. An xlsx is a ZIP already.',
  })
  @Given()
  @IsIn(COMPRESSIONS)
  compression?: Compression;

  @ApiPropertyOptional({
    type: 'boolean',
    default: false,
    description:
      'Totals, by country and by month, of the same lines as a file beside them; this makes it a task.',
  })
  @Given()
  @IsBoolean()
  include_analytics?: boolean;
}
