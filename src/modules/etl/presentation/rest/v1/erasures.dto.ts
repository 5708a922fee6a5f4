import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Pagination } from '../../../../../platform/http/pagination.js';
import { LONGEST_CUSTOMER } from '../../../domain/erasure.js';
import { type ErasureStatus } from '../../../service/erasure.service.js';

const STATUSES: ErasureStatus[] = ['queued', 'running', 'failed', 'cancelled', 'cleaning', 'done'];
/** Text that UTF-8 can hold, and not only white space. */
const TEXT = /^(?=[^]*\S)[^\p{Surrogate}\0]*$/u;

export class EraseCustomerDto {
  @ApiProperty({
    minLength: 1,
    maxLength: LONGEST_CUSTOMER,
    description: 'The customer as the sources write it.',
    example: '17850',
  })
  @IsString()
  @MinLength(1)
  @MaxLength(LONGEST_CUSTOMER)
  @Matches(TEXT)
  customer_id!: string;
}

export class ErasuresQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, default: 1 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  page: number = 1;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 20 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  size: number = 20;
}

export class ErasureDto {
  @ApiProperty({ example: '20261124T045500-07b1a2b3c' })
  run_id!: string;

  @ApiProperty({ description: 'Keyed hash of the customer, all that is kept.', example: 'kmed1x2.3f5a…' })
  fingerprint!: string;

  @ApiProperty({
    enum: STATUSES,
    description: '`cleaning`: the newest version is without the customer, former ones are being deleted.',
  })
  status!: ErasureStatus;

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'Id of who asked, as in the audit log; null for the command line.',
  })
  asked_by!: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  erased_at!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Lines that lost their customer.' })
  lines!: number | null;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'When former versions were gone.',
  })
  cleaned_at!: string | null;
}

export class ErasuresAnswer {
  @ApiProperty({ type: [ErasureDto] })
  data!: ErasureDto[];

  @ApiProperty({ type: Pagination })
  pagination!: Pagination;
}
