import { ArgsType, Field, Float, Int } from '@nestjs/graphql';
import { Allow } from 'class-validator';
import { withoutNulls } from '../../../../platform/graphql/index.js';
import { checkedAs } from '../../../../platform/http/validation.js';
import { ForecastDto } from '../rest/v1/forecast.dto.js';

/** Values are checked by the rules of `POST /api/v1/insights/forecast`. */
@ArgsType()
export class ForecastArgs {
  @Field({ nullable: true, description: 'net_revenue where it is absent.' })
  @Allow()
  measure?: string;

  @Field({ nullable: true, description: 'A series for each of some values, for example country.' })
  @Allow()
  dimension?: string;

  @Field(() => [String], { nullable: true, description: 'Values of the dimension.' })
  @Allow()
  values?: string[];

  @Field(() => Int, { nullable: true, description: 'Without values: those with the most, 1 to 20; else 5.' })
  @Allow()
  top?: number;

  @Field(() => Int, { nullable: true, description: 'Days ahead, 1 to 365; 28 where it is absent.' })
  @Allow()
  horizon?: number;

  @Field({ nullable: true, description: 'Nothing after this day is known to the forecast.' })
  @Allow()
  dateTo?: string;

  @Field(() => Float, { nullable: true, description: 'Assumed change of all days, as a share.' })
  @Allow()
  optimisticChange?: number;

  @Field(() => Float, { nullable: true })
  @Allow()
  pessimisticChange?: number;
}

/** Throws as a malformed body of REST does. */
export function forecastOf(args: ForecastArgs): Promise<ForecastDto> {
  const { dateTo, optimisticChange, pessimisticChange, ...same } = withoutNulls(args);
  return checkedAs(ForecastDto, {
    ...same,
    date_to: dateTo,
    optimistic_change: optimisticChange,
    pessimistic_change: pessimisticChange,
  });
}
