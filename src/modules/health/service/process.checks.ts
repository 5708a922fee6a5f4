import { statfs } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { type HealthCheck } from '../../../platform/health/index.js';

const MIB = 1024 * 1024;

/** Free space where the home folder is; a run needs room to write. */
export function diskCheck(home: string, leastFreeBytes = 256 * MIB): HealthCheck {
  return async () => {
    const { bavail, bsize, blocks } = await statfs(home);
    const free = bavail * bsize;
    return {
      status: free < leastFreeBytes ? 'degraded' : 'up',
      details: { free_bytes: free, total_bytes: blocks * bsize },
    };
  };
}

/** How near the process is to the heap at which Node gives up. */
export function memoryCheck(mostHeapShare = 0.9): HealthCheck {
  return () => {
    const { rss, heapUsed } = process.memoryUsage();
    const { heap_size_limit: limit } = getHeapStatistics();
    return Promise.resolve({
      status: heapUsed > mostHeapShare * limit ? 'degraded' : 'up',
      details: { rss_bytes: rss, heap_used_bytes: heapUsed, heap_limit_bytes: limit },
    });
  };
}

/** How late timers fire: a loop that is often blocked answers slowly. */
export function eventLoopCheck(degradedMs = 200): HealthCheck {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  return () => {
    const p99 = delay.percentile(99) / 1e6;
    delay.reset();
    return Promise.resolve({
      status: p99 > degradedMs ? 'degraded' : 'up',
      details: { delay_p99_ms: Math.round(p99 * 10) / 10 },
    });
  };
}
