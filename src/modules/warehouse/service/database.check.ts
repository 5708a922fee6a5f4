import { type Database } from '../../../platform/database/index.js';
import { type ComponentHealth, type HealthCheck } from '../../../platform/health/index.js';

const BUSY_MS = 1_500;

/** One statement. The embedded database has one connection: while a publication holds it, others wait, and nothing is wrong. */
export function databaseCheck(
  database: Pick<Database, 'rows' | 'isEmbedded'>,
  busyMs = BUSY_MS,
): HealthCheck {
  return async () => {
    const answered = database.rows('SELECT 1').then((): ComponentHealth => ({
      status: 'up',
      details: { backend: database.isEmbedded ? 'embedded' : 'postgresql' },
    }));
    if (!database.isEmbedded) return answered;
    let timer: NodeJS.Timeout | undefined;
    const busy = new Promise<ComponentHealth>((resolve) => {
      timer = setTimeout(
        () => resolve({ status: 'degraded', details: { backend: 'embedded', busy: true } }),
        busyMs,
      );
    });
    // Who lost the race may still fail.
    answered.catch(() => undefined);
    return Promise.race([answered, busy]).finally(() => clearTimeout(timer));
  };
}
