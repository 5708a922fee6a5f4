/** Jobs of this module: `task` does a task. */
export const TASK_QUEUE = 'tasks';
