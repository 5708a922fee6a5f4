export const TASK_STATUSES = ['pending', 'started', 'success', 'failure', 'revoked'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export interface TaskFile {
  name: string;
  bytes: number;
}

export interface TaskError {
  kind: string;
  message: string;
  hint: string | null;
}

/** A task as it is kept. */
export interface Task {
  id: string;
  name: string;
  parameters: unknown;
  /** Principal that asked. */
  owner: string;
  status: TaskStatus;
  /** Steps of the work; a total of 0 is not known. */
  done: number;
  total: number;
  attempts: number;
  result: Record<string, unknown> | null;
  files: TaskFile[] | null;
  error: TaskError | null;
  cancel_requested_at: Date | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

/** What a handler works with. */
export interface TaskContext<P> {
  parameters: P;
  /** Aborted when the task is to stop. */
  signal: AbortSignal;
  progress: (done: number, total: number) => void;
  /** The task's own folder, there and empty. Files that are left in it can be fetched. */
  folder: string;
}

/** A kind of task. Its work may be begun again after a crash, and begins from nothing then. */
export interface TaskHandler<P> {
  name: string;
  /** What who asks for it has to be allowed. */
  permission: string;
  /** What it does, for a person. */
  summary: string;
  /** Reads what was asked; throws AppError of kind `invalid`. Called when it is asked for, and before it is done. */
  parse: (parameters: unknown) => Promise<P>;
  run: (context: TaskContext<P>) => Promise<Record<string, unknown>>;
}

export function isOver(status: TaskStatus): boolean {
  return status !== 'pending' && status !== 'started';
}
