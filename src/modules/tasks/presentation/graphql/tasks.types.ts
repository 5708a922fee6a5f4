import { ArgsType, Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsObject, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { countedAs, GraphqlJson } from '../../../../platform/graphql/index.js';
import { type TaskStatus } from '../../domain/task.js';

export enum TaskStatusEnum {
  PENDING = 'pending',
  STARTED = 'started',
  SUCCESS = 'success',
  FAILURE = 'failure',
  REVOKED = 'revoked',
}
registerEnumType(TaskStatusEnum, { name: 'TaskStatus' });

@ObjectType('TaskProgress', { description: 'Steps of the work; a total of 0 is not known.' })
class ProgressNode {
  @Field(() => Int)
  done!: number;

  @Field(() => Int)
  total!: number;
}

@ObjectType('TaskFile', {
  description: 'A file that a task left, with a link that needs no credentials for a while.',
})
class FileNode {
  @Field()
  name!: string;

  @Field(() => Float)
  bytes!: number;

  @Field()
  url!: string;

  @Field({ description: 'ISO 8601.' })
  expiresAt!: string;
}

@ObjectType('TaskError')
class TaskErrorNode {
  @Field()
  kind!: string;

  @Field()
  message!: string;

  @Field(() => String, { nullable: true })
  hint!: string | null;
}

@ObjectType('Task')
export class TaskNode {
  @Field(() => ID)
  taskId!: string;

  @Field()
  taskName!: string;

  @Field(() => TaskStatusEnum)
  status!: TaskStatus;

  @Field(() => ProgressNode)
  progress!: ProgressNode;

  @Field(() => GraphqlJson, { nullable: true, description: 'As the kind of task says.' })
  result!: Record<string, unknown> | null;

  @Field(() => [FileNode], { complexity: countedAs(5) })
  files!: FileNode[];

  @Field(() => TaskErrorNode, { nullable: true })
  error!: TaskErrorNode | null;

  @Field({ description: 'It was asked to stop, and has not yet.' })
  cancelling!: boolean;

  @Field()
  createdAt!: string;

  @Field(() => String, { nullable: true })
  startedAt!: string | null;

  @Field(() => String, { nullable: true })
  finishedAt!: string | null;

  @Field()
  statusUrl!: string;
}

@ArgsType()
export class SubmitTaskArgs {
  @Field({ description: 'A kind of task, for example export.' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Matches(/^[a-z_]+$/)
  taskName!: string;

  @Field(() => GraphqlJson, { nullable: true, description: 'An object, as the kind of task says.' })
  @IsOptional()
  @IsObject()
  parameters?: Record<string, unknown>;

  @Field({ nullable: true, description: 'The same key with the same task answers the same task.' })
  @IsOptional()
  @Matches(/^[\x21-\x7e]{1,200}$/, { message: '$property must be 1 to 200 visible ASCII characters' })
  idempotencyKey?: string;
}

@ArgsType()
export class TaskArgs {
  @Field(() => ID)
  @IsString()
  @MaxLength(100)
  taskId!: string;
}
