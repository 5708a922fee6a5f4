import { Inject } from '@nestjs/common';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { camelCased } from '../../../../platform/graphql/index.js';
import { CurrentPrincipal, type Principal, Requires } from '../../../auth/index.js';
import { type Task } from '../../domain/task.js';
import { TaskLinks } from '../../service/task-links.js';
import { TaskService } from '../../service/task.service.js';
import { viewerOf, submitAs, tellTask } from '../told-task.js';
import { SubmitTaskArgs, TaskArgs, TaskNode } from './tasks.types.js';

@Resolver(() => TaskNode)
export class TasksResolver {
  constructor(
    @Inject(TaskService) private readonly tasks: TaskService,
    @Inject(TaskLinks) private readonly links: TaskLinks,
  ) {}

  @Query(() => TaskNode, { nullable: true, description: 'How a task goes on, and what came of it.' })
  @Requires()
  async taskStatus(
    @Args() { taskId }: TaskArgs,
    @CurrentPrincipal() principal: Principal,
  ): Promise<TaskNode> {
    return this.toNode(await this.tasks.find(taskId, viewerOf(principal)));
  }

  @Mutation(() => TaskNode, { nullable: true, description: 'Ask for work that takes longer than a request.' })
  @Requires()
  async submitTask(
    @Args() { taskName, parameters, idempotencyKey }: SubmitTaskArgs,
    @CurrentPrincipal() principal: Principal,
  ): Promise<TaskNode> {
    const key = idempotencyKey ? `${principal.id} ${idempotencyKey}` : undefined;
    return this.toNode(
      await submitAs(principal, this.tasks, { name: taskName, parameters: parameters ?? {}, key }),
    );
  }

  @Mutation(() => TaskNode, {
    nullable: true,
    description: 'Cancel a task: at once where it waits, within a second where it is worked on.',
  })
  @Requires()
  async cancelTask(
    @Args() { taskId }: TaskArgs,
    @CurrentPrincipal() principal: Principal,
  ): Promise<TaskNode> {
    return this.toNode(await this.tasks.cancel(taskId, viewerOf(principal)));
  }

  private toNode(task: Task): TaskNode {
    const { result, ...told } = tellTask(task, this.links);
    // Its names are those that the kind of task says, on all ways.
    return { ...camelCased(told), result };
  }
}
