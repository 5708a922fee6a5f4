import { type TaskHandler } from '../domain/task.js';

/** The kinds of tasks. Modules register theirs; none is imported here. */
export class TaskRegistry {
  private readonly handlers = new Map<string, TaskHandler<unknown>>();

  register<P>(handler: TaskHandler<P>): void {
    if (this.handlers.has(handler.name)) throw new Error(`two handlers for tasks ${handler.name}`);
    this.handlers.set(handler.name, handler as TaskHandler<unknown>);
  }

  find(name: string): TaskHandler<unknown> | undefined {
    return this.handlers.get(name);
  }

  names(): string[] {
    return [...this.handlers.keys()].sort();
  }
}
