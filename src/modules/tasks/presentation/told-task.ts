import { AppError } from '../../../platform/errors/app-error.js';
import { type Principal } from '../../auth/index.js';
import { isOver, type Task } from '../domain/task.js';
import { type TaskLinks } from '../service/task-links.js';
import { type TaskService, type Viewer } from '../service/task.service.js';

/** A task as its owner is told of it, with links to its files. */
export function tellTask(task: Task, links: TaskLinks) {
  return {
    task_id: task.id,
    task_name: task.name,
    status: task.status,
    progress: { done: task.done, total: task.total },
    result: task.result,
    files: (task.files ?? []).map((file) => ({ ...file, ...links.sign(task.id, file.name) })),
    error: task.error,
    cancelling: task.cancel_requested_at !== null && !isOver(task.status),
    created_at: task.created_at.toISOString(),
    started_at: task.started_at?.toISOString() ?? null,
    finished_at: task.finished_at?.toISOString() ?? null,
    status_url: statusUrl(task.id),
  };
}

export function statusUrl(id: string): string {
  return `/api/v1/tasks/${id}/status`;
}

/** Which tasks somebody sees: administrators those of all. */
export function viewerOf({ id, permissions }: Principal): Viewer {
  return { owner: permissions.includes('users:admin') ? undefined : id, permissions };
}

/** Asks for a task in the name of somebody who may. Throws AppError. */
export function submitAs(
  { id, permissions }: Principal,
  tasks: TaskService,
  asked: { name: string; parameters: unknown; key?: string },
): Promise<Task> {
  const { permission } = tasks.handler(asked.name);
  if (!(permissions as readonly string[]).includes(permission))
    throw new AppError('forbidden', `task ${asked.name} needs the permission ${permission}`);
  return tasks.submit({ ...asked, owner: id });
}
