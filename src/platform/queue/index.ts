export { createQueue } from './create-queue.js';
export { type Job, type JobCounts, type JobOptions, type JobQueue } from './job-queue.js';
export { QueueMonitor, type QueueState } from './queue-monitor.js';
