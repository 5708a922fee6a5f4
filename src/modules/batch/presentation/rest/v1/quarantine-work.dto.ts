import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsNotEmptyObject,
  IsString,
  Matches,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { RULES } from '../../../../quality/index.js';
import { Given, OptionalDay } from '../../../../../platform/http/given.js';
import { BatchDto, BatchOptions, Ids, Items, LineValuesDto, UpdateLineDto } from './batch.dto.js';

const NAMES = RULES.map(({ name }) => name);
const READABLE = '^[^\\u0000]*[^\\u0000\\s][^\\u0000]*$';

function OptionalText(description: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: 'string', minLength: 1, maxLength: 200, pattern: READABLE, description }),
    Given(),
    IsString(),
    MinLength(1),
    MaxLength(200),
    Matches(new RegExp(READABLE)),
  );
}

/** Lines as GET /api/v1/quality/quarantine finds them. */
export class QuarantineFilterDto {
  @ApiPropertyOptional({ enum: NAMES, description: 'Rule that the lines break.' })
  @Given()
  @IsIn(NAMES)
  reason?: string;

  @OptionalText('Base name of the file.')
  file?: string;

  @OptionalText('Run that brought the lines.')
  run_id?: string;

  @OptionalText('Stock code, without regard to case.')
  stock_code?: string;

  @OptionalText('Invoice, without regard to case.')
  invoice_no?: string;

  @OptionalDay('First day of ingestion, UTC.')
  ingested_from?: string;

  @OptionalDay('Last day of ingestion, UTC.')
  ingested_to?: string;
}

function Filter(description: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: QuarantineFilterDto, minProperties: 1, description }),
    Given(),
    IsNotEmptyObject(),
    ValidateNested(),
    Type(() => QuarantineFilterDto),
  );
}

/** Which lines: those of some ids, or those that a filter finds, a thousand at a time. */
export class ChosenLines extends BatchOptions {
  @Given()
  @Ids(false)
  ids?: string[];

  @Filter('Instead of ids: the first 1,000 lines that it finds.')
  filter?: QuarantineFilterDto;
}

export class FixLinesDto extends BatchOptions {
  @Items(() => UpdateLineDto)
  fixes!: UpdateLineDto[];
}

export class FixByRuleDto extends BatchOptions {
  @ApiProperty({ type: QuarantineFilterDto, minProperties: 1 })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => QuarantineFilterDto)
  filter!: QuarantineFilterDto;

  @ApiProperty({ type: LineValuesDto, minProperties: 1, description: 'The values that all of them get.' })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => LineValuesDto)
  set!: LineValuesDto;
}

export class ReplayLinesDto extends ChosenLines {}

export class DiscardLinesDto extends ChosenLines {
  @ApiProperty({ minLength: 1, maxLength: 500, pattern: READABLE, description: 'Kept beside the deletion.' })
  @IsString()
  @MinLength(1)
  @MaxLength(500)
  @Matches(new RegExp(READABLE))
  reason!: string;
}

export class QuarantineWorkDto extends BatchDto {
  @ApiProperty({
    type: 'integer',
    description: 'Lines that the filter found beyond the thousand of this batch; ask again for these.',
  })
  remaining!: number;
}
