import { Injectable, Logger, ServiceUnavailableException } from '@nestjs/common';
import {
  HealthCheckService,
  type HealthCheckResult,
  HealthIndicatorService,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import {
  type ComponentHealth,
  type HealthCheck,
  HealthRegistry,
  type HealthStatus,
  type RegisteredCheck,
} from '../../../platform/health/index.js';

const CHECK_TIMEOUT_MS = 2_000;
/** Shorter, so that one service that hangs does not hide how the others are. */
const EXTERNAL_TIMEOUT_MS = 1_500;
/** Parts that the answer always names, also where nobody registered them. */
const OPTIONAL = ['cache', 'search'];
const EXTERNAL = 'external_apis';
/** Anybody may ask how we are; that must not make us ask others all the time. */
const EXTERNAL_FRESH_MS = 30_000;

export interface Health {
  status: Exclude<HealthStatus, 'disabled'>;
  components: Record<string, ComponentHealth>;
  /** Required parts that are down. */
  missing: string[];
}

/** Runs the registered checks, each in bounded time; a check that throws or hangs is down. */
@Injectable()
export class HealthService {
  private readonly log = new Logger('Health');
  private readonly last = new Map<string, HealthStatus>();
  private readonly kept = new Map<string, { at: number; health: ComponentHealth }>();
  private running: Promise<Health> | undefined;

  constructor(
    private readonly registry: HealthRegistry,
    private readonly terminus: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
  ) {}

  /** How all parts are. Who asks while somebody else waits for the same gets the same answer. */
  all(): Promise<Health> {
    this.running ??= this.run(this.registry.checks, true).finally(() => (this.running = undefined));
    return this.running;
  }

  /** How the parts are without which no request can be answered. */
  required(): Promise<Health> {
    return this.run(
      this.registry.checks.filter(({ required }) => required),
      false,
    );
  }

  private async run(checks: readonly RegisteredCheck[], whole: boolean): Promise<Health> {
    const asked = whole ? [...checks, ...this.external()] : checks;
    const result = await this.terminus
      .check(
        asked.map(
          ({ component, check }) =>
            () =>
              this.indicate(component, check),
        ),
      )
      .catch((error: unknown) => {
        // The way in which terminus says that a part is down, or that the server is ending.
        if (error instanceof ServiceUnavailableException) return error.getResponse() as HealthCheckResult;
        throw error;
      });
    const components: Record<string, ComponentHealth> = {};
    for (const { component } of asked) {
      const { health } = result.details[component] as unknown as { health: ComponentHealth };
      components[component] = health;
    }
    if (whole) for (const name of OPTIONAL) components[name] ??= { status: 'disabled' };
    const missing = checks
      .filter(({ component, required }) => required && components[component]?.status === 'down')
      .map(({ component }) => component);
    return { status: overall(components, missing), components, missing };
  }

  private async indicate(component: string, check: HealthCheck): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check(component);
    const health = await this.ask(component, check);
    if (health.status === 'down') return indicator.down({ health });
    if (health.status === 'degraded') return indicator.degraded({ health });
    // Terminus knows no part that is switched off.
    return indicator.up({ health });
  }

  private async ask(
    component: string,
    check: HealthCheck,
    timeoutMs = CHECK_TIMEOUT_MS,
  ): Promise<ComponentHealth> {
    let found: ComponentHealth = { status: 'down' };
    const attempt = await this.indicators
      .check(component)
      .attempt(async () => {
        found = await check();
      })
      .withTimeout(timeoutMs);
    const outcome = attempt[component] as { status: string; message?: string };
    if (outcome.status === 'up') return this.noted(component, found);
    // Anybody may ask how we are; what exactly went wrong is for the log.
    const timedOut = outcome.message?.startsWith('timeout') === true;
    const error = timedOut ? `no answer in ${timeoutMs} ms` : 'the check failed; the log tells why';
    return this.noted(component, { status: 'down', details: { error } }, outcome.message);
  }

  /** Says once when a part changes. */
  private noted(component: string, health: ComponentHealth, reason?: string): ComponentHealth {
    const { status } = health;
    const before = this.last.get(component) ?? 'up';
    if (status === 'disabled') return health;
    this.last.set(component, status);
    if (before !== status) {
      const text = `${component} is ${status}${reason === undefined ? '' : `: ${reason}`}`;
      if (status === 'up') this.log.log(text);
      else this.log.warn(text);
    }
    return health;
  }

  private async outside(name: string, check: HealthCheck): Promise<ComponentHealth> {
    const kept = this.kept.get(name);
    if (kept && performance.now() - kept.at < EXTERNAL_FRESH_MS) return kept.health;
    const health = await this.ask(`${EXTERNAL}/${name}`, check, EXTERNAL_TIMEOUT_MS);
    this.kept.set(name, { at: performance.now(), health });
    return health;
  }

  private external(): RegisteredCheck[] {
    const checks = [...this.registry.externalChecks];
    const check = async (): Promise<ComponentHealth> => {
      if (checks.length === 0) return { status: 'disabled' };
      const found = await Promise.all(
        checks.map(async ([name, ask]) => [name, await this.outside(name, ask)] as const),
      );
      const isWell = found.every(([, { status }]) => status === 'up' || status === 'disabled');
      return { status: isWell ? 'up' : 'degraded', details: Object.fromEntries(found) };
    };
    return [{ component: EXTERNAL, check, required: false }];
  }
}

/** Down where a required part is; degraded where any other is not as it should be. */
export function overall(
  components: Record<string, ComponentHealth>,
  missing: readonly string[],
): Health['status'] {
  if (missing.length > 0) return 'down';
  const isWell = Object.values(components).every(({ status }) => status === 'up' || status === 'disabled');
  return isWell ? 'up' : 'degraded';
}
