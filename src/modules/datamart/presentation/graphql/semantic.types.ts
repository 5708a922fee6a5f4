import { Field, Int, ObjectType } from '@nestjs/graphql';
import { countedAs, GraphqlJson } from '../../../../platform/graphql/index.js';
import { type ResultColumn } from '../../domain/query.js';
import { DaysNode } from './overview.types.js';

/** Rows come by one statement and as they are; they count as fewer. */
const COUNTED = { columns: 10, rows: 100 };

@ObjectType('ResultColumn')
class ResultColumnNode implements ResultColumn {
  @Field()
  name!: string;

  @Field(() => String, {
    description: 'dimension, measure, compared, or change: (now − then) ÷ |then|, null where only then is 0.',
  })
  kind!: ResultColumn['kind'];

  @Field({ description: 'The dimension or measure.' })
  of!: string;

  @Field()
  label!: string;

  @Field(() => String, { description: 'text, integer, number, boolean or date.' })
  type!: ResultColumn['type'];

  @Field(() => String, { nullable: true })
  unit!: string | null;

  @Field(() => String, { nullable: true })
  format!: string | null;
}

@ObjectType('SemanticResult')
export class SemanticNode {
  @Field(() => [ResultColumnNode], { complexity: countedAs(COUNTED.columns) })
  columns!: ResultColumnNode[];

  @Field(() => [GraphqlJson], {
    complexity: COUNTED.rows,
    description: 'Objects by the names of the columns.',
  })
  rows!: Record<string, unknown>[];

  @Field({ description: 'There are more rows than the limit.' })
  truncated!: boolean;

  @Field(() => DaysNode, { nullable: true })
  period!: DaysNode | null;

  @Field(() => DaysNode, { nullable: true, description: 'The days that are compared with.' })
  compared!: DaysNode | null;

  @Field(() => String, { nullable: true })
  granularity!: string | null;

  @Field(() => Int, { description: 'Version of gold that all figures are of.' })
  goldVersion!: number;
}
