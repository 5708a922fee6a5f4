import type { FastifyInstance } from 'fastify';
import { Counter, Histogram, type Registry } from 'prom-client';

export interface RecentRequests {
  /** Over the last minute, or since the start where that is later. */
  requestsPerSecond: number;
  /** Mean of the same requests; null where there was none. */
  avgResponseTimeMs: number | null;
}

const WINDOW_SECONDS = 60;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const LABELS = ['method', 'route', 'status'] as const;

/** Counts requests by the route's pattern, never by the address: an address can be anything. */
export class HttpMetrics {
  private readonly requests: Counter<(typeof LABELS)[number]>;
  private readonly durations: Histogram<(typeof LABELS)[number]>;
  private readonly startedAt: number;
  /** Requests and their time in a second, by the second modulo the window. */
  private readonly seconds = Array.from({ length: WINDOW_SECONDS }, () => ({ second: 0, count: 0, ms: 0 }));

  constructor(
    registry: Registry,
    private readonly now: () => number = Date.now,
  ) {
    this.startedAt = now();
    const common = { labelNames: LABELS, registers: [registry] };
    this.requests = new Counter({ name: 'http_requests_total', help: 'Requests answered', ...common });
    this.durations = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from a request to the end of its answer',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      ...common,
    });
  }

  attach(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, reply, done) => {
      this.observe(request.method, request.routeOptions.url, reply.statusCode, reply.elapsedTime);
      done();
    });
  }

  observe(method: string, route: string | undefined, status: number, ms: number): void {
    const labels = {
      method: METHODS.has(method) ? method : 'other',
      route: route ?? 'unmatched',
      status: `${Math.floor(status / 100)}xx`,
    };
    this.requests.inc(labels);
    this.durations.observe(labels, ms / 1000);
    const second = Math.floor(this.now() / 1000);
    const at = second % WINDOW_SECONDS;
    const bucket = this.seconds[at];
    if (bucket?.second === second) {
      bucket.count++;
      bucket.ms += ms;
    } else this.seconds[at] = { second, count: 1, ms };
  }

  recent(): RecentRequests {
    const now = this.now();
    const oldest = Math.floor(now / 1000) - WINDOW_SECONDS;
    let count = 0;
    let total = 0;
    for (const bucket of this.seconds) {
      if (bucket.second <= oldest) continue;
      count += bucket.count;
      total += bucket.ms;
    }
    const seconds = Math.min(WINDOW_SECONDS, Math.max(1, (now - this.startedAt) / 1000));
    return {
      requestsPerSecond: round(count / seconds),
      avgResponseTimeMs: count === 0 ? null : round(total / count),
    };
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
