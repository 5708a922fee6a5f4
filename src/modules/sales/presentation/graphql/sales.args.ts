import { ArgsType, Field, Float, ID, InputType, Int } from '@nestjs/graphql';
import { Transform, type TransformFnParams, Type } from 'class-transformer';
import { IsOptional, Matches, MaxLength, ValidateNested } from 'class-validator';
import { withoutNulls } from '../../../../platform/graphql/index.js';
import {
  QueryDay,
  QueryInteger,
  QueryList,
  QueryNumber,
  QueryOneOf,
} from '../../../../platform/http/query.js';
import {
  LINE_TYPES,
  type LineType,
  type SalesFilter,
  SORTS,
  type SortText,
} from '../../domain/sales-query.js';
import { AS_OF, COUNTRY, LARGEST_AMOUNT, PRODUCT, rangesOf } from '../rest/filter.dto.js';
import { LineTypeEnum, SaleSortEnum } from './sales.types.js';

const AMOUNTS = { min: -LARGEST_AMOUNT, max: LARGEST_AMOUNT };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

@InputType('SaleFilters', { description: 'Lines that fit all that is given; of a list, one.' })
export class SaleFilterInput {
  @Field({ nullable: true, description: 'First day, YYYY-MM-DD.' })
  @QueryDay()
  dateFrom?: string;

  @Field({ nullable: true, description: 'Last day, included, YYYY-MM-DD.' })
  @QueryDay()
  dateTo?: string;

  @Field(() => [String], { nullable: true, description: COUNTRY })
  @QueryList()
  countries?: string[];

  @Field(() => [String], { nullable: true, description: PRODUCT })
  @QueryList()
  products?: string[];

  @Field(() => [ID], { nullable: true })
  @QueryList()
  customerIds?: string[];

  @Field(() => [String], { nullable: true })
  @QueryList()
  invoiceNos?: string[];

  @Field(() => Float, { nullable: true, description: 'Lowest amount of a line; returns are negative.' })
  @QueryNumber(AMOUNTS)
  minAmount?: number;

  @Field(() => Float, { nullable: true, description: 'Highest amount of a line.' })
  @QueryNumber(AMOUNTS)
  maxAmount?: number;

  @Field(() => LineTypeEnum, { nullable: true })
  @QueryOneOf(LINE_TYPES)
  lineType?: LineType;
}

@ArgsType()
export class SalesArgs {
  @Field(() => Int, { defaultValue: 20, description: 'Lines, 1 to 100.' })
  @QueryInteger({ min: 1, max: 100, default: 20 })
  first!: number;

  @Field({ nullable: true, description: 'A cursor of the page before, which had the same filters and sort.' })
  @IsOptional()
  @MaxLength(300)
  @Matches(/^[A-Za-z0-9_-]+$/)
  after?: string;

  @Field(() => SaleFilterInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => SaleFilterInput)
  filters?: SaleFilterInput;

  @Field(() => SaleSortEnum, { defaultValue: SaleSortEnum.DATE_DESC })
  @QueryOneOf(SORTS)
  sort!: SortText;

  @Field({ nullable: true, description: AS_OF })
  @QueryDay()
  asOf?: string;
}

@ArgsType()
export class SaleArgs {
  @Field(() => ID)
  @Transform(({ value }: TransformFnParams) =>
    typeof value === 'string' ? value.toLowerCase() : (value as unknown),
  )
  @Matches(UUID, { message: '$property must be a UUID' })
  id!: string;

  @Field({ nullable: true, description: AS_OF })
  @QueryDay()
  asOf?: string;
}

@ArgsType()
export class FirstArgs {
  @Field(() => Int, { defaultValue: 10, description: 'Lines, 1 to 100.' })
  @QueryInteger({ min: 1, max: 100, default: 10 })
  first!: number;
}

/** Throws AppError where a range ends before it begins. */
export function filterOf(args: SalesArgs): SalesFilter {
  const { filters = {}, asOf } = withoutNulls(args);
  const { dateFrom, dateTo, minAmount, maxAmount, lineType, ...lists }: SaleFilterInput =
    withoutNulls(filters);
  return {
    ...rangesOf({
      date_from: dateFrom,
      date_to: dateTo,
      min_amount: minAmount,
      max_amount: maxAmount,
      line_type: lineType,
      as_of: asOf,
    }),
    ...lists,
  };
}
