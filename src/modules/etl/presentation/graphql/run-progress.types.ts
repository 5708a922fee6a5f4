import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Matches } from 'class-validator';
import { countedAs, GraphqlJson } from '../../../../platform/graphql/index.js';

@ObjectType('RunError', { description: 'Why a run failed.' })
class RunErrorNode {
  @Field()
  kind!: string;

  @Field()
  message!: string;

  @Field(() => String, { nullable: true })
  hint!: string | null;
}

@ObjectType('RunStage')
class RunStageNode {
  @Field({ description: 'bronze, silver, gate, gold or publish.' })
  stage!: string;

  @Field({ description: 'running, done or failed.' })
  status!: string;

  @Field({ description: 'ISO 8601.' })
  startedAt!: string;

  @Field(() => String, { nullable: true })
  finishedAt!: string | null;

  @Field(() => Int, { description: 'Steps of `total` that are done.' })
  done!: number;

  @Field(() => Int)
  total!: number;

  @Field(() => GraphqlJson, {
    nullable: true,
    description: 'What the stage counted; each counts other things.',
  })
  counts!: Record<string, unknown> | null;

  @Field(() => String, { nullable: true })
  error!: string | null;
}

@ObjectType('RunProgress')
export class RunProgressNode {
  @Field(() => ID)
  runId!: string;

  @Field()
  kind!: string;

  @Field({ description: 'queued, running, published, blocked, rejected, no_new_data, failed or cancelled.' })
  status!: string;

  @Field(() => Int, { nullable: true, description: 'Version of the lake that the run made.' })
  version!: number | null;

  @Field(() => RunErrorNode, { nullable: true })
  error!: RunErrorNode | null;

  @Field(() => [RunStageNode], { complexity: countedAs(5) })
  stages!: RunStageNode[];
}

@ArgsType()
export class RunProgressArgs {
  @Field(() => ID)
  @Matches(/^[\w-]{1,64}$/)
  runId!: string;
}
