import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';

/** Where the process is in its life, for the probes. */
export class Lifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private state: 'starting' | 'running' | 'ending' = 'starting';

  /** `drainMs`: how long it goes on answering after its end has begun, so that no balancer sends to a closed door. */
  constructor(private readonly drainMs: number) {}

  get isStarted(): boolean {
    return this.state !== 'starting';
  }

  get isEnding(): boolean {
    return this.state === 'ending';
  }

  onApplicationBootstrap(): void {
    this.state = 'running';
  }

  /** Called before anything else when the end begins. */
  end(): void {
    this.state = 'ending';
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.drainMs > 0) await sleep(this.drainMs);
  }
}
