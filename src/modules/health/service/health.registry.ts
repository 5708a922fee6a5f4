import { Injectable } from '@nestjs/common';

export type HealthStatus = 'up' | 'degraded' | 'down';

export interface ComponentHealth {
  status: HealthStatus;
  /** Figures that tell why. */
  details?: Record<string, unknown>;
}

export type HealthCheck = () => Promise<ComponentHealth>;

const CHECK_TIMEOUT_MS = 2_000;

/** Where modules register the checks of what they own. */
@Injectable()
export class HealthRegistry {
  private readonly checks = new Map<string, HealthCheck>();

  register(component: string, check: HealthCheck): void {
    if (this.checks.has(component)) throw new Error(`two checks are called ${component}`);
    this.checks.set(component, check);
  }

  /** All components; a check that fails or hangs is down. */
  async run(): Promise<Record<string, ComponentHealth>> {
    const results = await Promise.all(
      [...this.checks].map(async ([component, check]) => [component, await bounded(check)] as const),
    );
    return Object.fromEntries(results);
  }
}

async function bounded(check: HealthCheck): Promise<ComponentHealth> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<ComponentHealth>((resolve) => {
    timer = setTimeout(
      () => resolve({ status: 'down', details: { error: `no answer in ${CHECK_TIMEOUT_MS} ms` } }),
      CHECK_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([check(), timeout]);
  } catch (error) {
    return { status: 'down', details: { error: (error as Error).message } };
  } finally {
    clearTimeout(timer);
  }
}

/** The whole is as well as its worst part. */
export function worst(components: Record<string, ComponentHealth>): HealthStatus {
  const statuses = Object.values(components).map((component) => component.status);
  return statuses.includes('down') ? 'down' : statuses.includes('degraded') ? 'degraded' : 'up';
}
