import { type QueueMonitor } from '../../../platform/queue/index.js';
import { type HealthCheck } from '../../../platform/health/index.js';

const DEGRADED_SECONDS = 600;

/** Whether somebody takes the jobs: a job that is due and waits for long says that nobody does. */
export function queueCheck(
  queues: Pick<QueueMonitor, 'states' | 'backend'>,
  degradedSeconds = DEGRADED_SECONDS,
): HealthCheck {
  return async () => {
    const states = await queues.states();
    const oldest = Object.values(states).map(({ oldestWaitingSeconds }) => oldestWaitingSeconds ?? 0);
    return {
      status: Math.max(0, ...oldest) > degradedSeconds ? 'degraded' : 'up',
      details: {
        backend: queues.backend,
        queues: Object.fromEntries(
          Object.entries(states).map(([name, { waiting, delayed, active, failed, oldestWaitingSeconds }]) => [
            name,
            { waiting, delayed, active, failed, oldest_waiting_seconds: oldestWaitingSeconds },
          ]),
        ),
      },
    };
  };
}
