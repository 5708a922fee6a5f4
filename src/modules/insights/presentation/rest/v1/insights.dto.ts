import { ApiProperty } from '@nestjs/swagger';
import { Transform, type TransformFnParams } from 'class-transformer';
import { IsInt, IsString, Matches, MaxLength, MinLength, IsOptional } from 'class-validator';
import { QueryInteger, QueryList, QueryNumber, QueryOneOf } from '../../../../../platform/http/query.js';
import { ABC_CLASSES, ABC_XYZ_CLASSES } from '../../../domain/products/classes.js';
import { DayQuery, PageQuery, ScopeQuery } from './evidence.dto.js';

export class BasketQuery extends ScopeQuery {
  @QueryNumber({
    min: 0.0001,
    max: 1,
    description: 'Share of the invoices that hold both products; default 0.01.',
    example: 0.01,
  })
  min_support: number = 0.01;

  @QueryNumber({
    min: 0,
    max: 1,
    description: 'Share of the invoices with the one that hold the other too; default 0.2.',
    example: 0.2,
  })
  min_confidence: number = 0.2;

  @QueryInteger({ min: 1, max: 500, default: 50, description: 'Rules, strongest lift first.' })
  limit: number = 50;
}

const CLASSES = [...ABC_CLASSES, ...ABC_XYZ_CLASSES];

export class ClassQuery extends ScopeQuery {
  @QueryOneOf(CLASSES, { description: 'Only these.' })
  class?: string;

  @QueryNumber({ min: 0.1, max: 52, description: 'Weeks from an order to the goods; default 2.', example: 2 })
  lead_weeks: number = 2;

  @QueryInteger({ min: 1, max: 1_000_000, default: 1 })
  page: number = 1;

  @QueryInteger({ min: 1, max: 100, default: 20 })
  size: number = 20;
}

export class ElasticityQuery extends ScopeQuery {
  @QueryList({
    description: 'Stock codes, with commas between them; without them, those with the highest revenue.',
    example: '22423,85123A',
  })
  products?: string[];

  @QueryInteger({ min: 1, max: 100, default: 20 })
  limit: number = 20;
}

export class AnomalyQuery extends DayQuery {
  @QueryNumber({
    min: 1,
    max: 20,
    description: 'Robust standard deviations from what is usual; default 3.5.',
    example: 3.5,
  })
  threshold: number = 3.5;

  @QueryInteger({ min: 1, max: 200, default: 50 })
  limit: number = 50;
}

export class OutlookQuery extends PageQuery {
  @QueryInteger({ min: 1, max: 730, default: 90, description: 'Days ahead.' })
  days: number = 90;
}

export class OutlookDaysQuery {
  @QueryInteger({ min: 1, max: 730, default: 90, description: 'Days ahead.' })
  days: number = 90;
}

export class ClusterQuery {
  @IsOptional()
  @IsInt()
  @QueryNumber({
    type: 'integer',
    min: 2,
    max: 20,
    description: 'Clusters; without it, the clearest of two to eight.',
    example: 4,
  })
  k?: number;

  @QueryInteger({ min: 0, max: 2_147_483_647, default: 1, description: 'Of the random starts.' })
  seed: number = 1;
}

export class MovementQuery {
  @QueryInteger({ min: 1, max: 24, default: 6, description: 'Months back.' })
  months: number = 6;
}

export class LimitQuery {
  @QueryInteger({ min: 1, max: 100, default: 10 })
  limit: number = 10;
}

const trimmed = ({ value }: TransformFnParams) =>
  typeof value === 'string' ? value.trim() : (value as unknown);

export class ProductParams {
  @ApiProperty({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000]+$', example: '22423' })
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Matches(/^[^\u0000]+$/)
  stock_code!: string;
}

export class CustomerParams {
  @ApiProperty({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000]+$', example: '17850' })
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Matches(/^[^\u0000]+$/)
  customer_id!: string;
}
