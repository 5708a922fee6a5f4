import { Injectable } from '@nestjs/common';

export type HealthStatus = 'up' | 'degraded' | 'down' | 'disabled';

export interface ComponentHealth {
  /** `degraded` works, though not well; `disabled` is not configured, or not part of this program. */
  status: HealthStatus;
  /** Figures that tell why. Anybody may see them. */
  details?: Record<string, unknown>;
}

export type HealthCheck = () => Promise<ComponentHealth>;

export interface RegisteredCheck {
  component: string;
  check: HealthCheck;
  /** Without this part requests cannot be answered. */
  required: boolean;
}

/** Where modules register the checks of what they own. */
@Injectable()
export class HealthRegistry {
  private readonly components = new Map<string, RegisteredCheck>();
  private readonly externals = new Map<string, HealthCheck>();

  /** Names are unique. Where a `required` part is down, the server is not ready and gets no requests. */
  register(component: string, check: HealthCheck, { required = false }: { required?: boolean } = {}): void {
    if (this.components.has(component)) throw new Error(`two checks are called ${component}`);
    this.components.set(component, { component, check, required });
  }

  /** A service of somebody else that this one calls; all of them together are the component `external_apis`. */
  registerExternal(name: string, check: HealthCheck): void {
    if (this.externals.has(name)) throw new Error(`two outside services are called ${name}`);
    this.externals.set(name, check);
  }

  get checks(): readonly RegisteredCheck[] {
    return [...this.components.values()];
  }

  get externalChecks(): ReadonlyMap<string, HealthCheck> {
    return this.externals;
  }
}
