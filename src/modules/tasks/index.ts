export { type Task, type TaskContext, type TaskHandler } from './domain/task.js';
export { SubmittedTaskDto } from './presentation/rest/v1/tasks.dto.js';
export { toldTask } from './presentation/rest/v1/tasks.controller.js';
export { TASK_QUEUE } from './queues.js';
export { TaskRegistry } from './service/task-registry.js';
export { TaskService } from './service/task.service.js';
export { TASK_RESOLVERS, TasksModule } from './tasks.module.js';
