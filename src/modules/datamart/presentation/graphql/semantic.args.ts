import { ArgsType, Field, InputType, Int } from '@nestjs/graphql';
import { Allow } from 'class-validator';
import { GraphqlJson, withoutNulls } from '../../../../platform/graphql/index.js';
import { checkedAs } from '../../../../platform/http/validation.js';
import { type FilterValue, type SemanticQuery } from '../../domain/query.js';
import { SemanticQueryDto, toQuery } from '../rest/query.dto.js';

@InputType('SemanticFilter')
class SemanticFilterInput {
  @Field()
  dimension!: string;

  @Field({
    nullable: true,
    description: 'in (where it is absent), not_in, gte, lte, contains, is_null, is_not_null.',
  })
  operator?: string;

  @Field(() => [GraphqlJson], { nullable: true, description: 'Texts, numbers, true or false.' })
  values?: FilterValue[];
}

@InputType('SemanticOrder')
class SemanticOrderInput {
  @Field({ description: 'A column of the query.' })
  by!: string;

  @Field({ nullable: true, description: 'desc (where it is absent) or asc.' })
  direction?: string;
}

/** Its values are checked by the rules of `POST /api/v1/datamart/query`. */
@InputType('SemanticQuery', {
  description:
    'As POST /api/v1/datamart/query has it; GET /api/v1/datamart/metrics lists measures and dimensions.',
})
class SemanticQueryInput {
  @Field(() => [String])
  measures!: string[];

  @Field(() => [String], { nullable: true })
  dimensions?: string[];

  @Field(() => [SemanticFilterInput], { nullable: true, description: 'All have to fit.' })
  filters?: SemanticFilterInput[];

  @Field({ nullable: true, description: 'First day, YYYY-MM-DD.' })
  dateFrom?: string;

  @Field({ nullable: true, description: 'Last day, included.' })
  dateTo?: string;

  @Field({ nullable: true, description: 'Cuts the date, for example month.' })
  granularity?: string;

  @Field({ nullable: true, description: 'previous_period or same_period_last_year.' })
  compare?: string;

  @Field(() => [SemanticOrderInput], { nullable: true })
  order?: SemanticOrderInput[];

  @Field(() => Int, { nullable: true })
  limit?: number;

  @Field({ nullable: true, description: 'Rows of zeros for periods in which nothing fits.' })
  fillGaps?: boolean;

  @Field({ nullable: true, description: 'Attributes of products and customers as they were on this day.' })
  asOf?: string;

  @Field(() => Int, { nullable: true, description: 'The whole gold as of this earlier version.' })
  atVersion?: number;
}

@ArgsType()
export class SemanticArgs {
  @Field(() => SemanticQueryInput)
  @Allow()
  query!: SemanticQueryInput;
}

/** Throws as a malformed body of REST does. */
export async function semanticQueryOf({ query }: SemanticArgs): Promise<SemanticQuery> {
  const { dateFrom, dateTo, fillGaps, asOf, atVersion, filters, order, ...same } = withoutNulls(query);
  const dto = await checkedAs(SemanticQueryDto, {
    ...same,
    filters: filters?.map(withoutNulls),
    order: order?.map(withoutNulls),
    period: { from: dateFrom, to: dateTo },
    fill_gaps: fillGaps,
    as_of: asOf,
    at_version: atVersion,
  });
  return toQuery(dto);
}
