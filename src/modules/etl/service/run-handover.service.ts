import { type OnModuleDestroy } from '@nestjs/common';
import { type RunDispatcher } from './run-dispatcher.service.js';

/** When the process is told to end, a run gets some time, and is then left to another process. */
export class RunHandover implements OnModuleDestroy {
  constructor(
    private readonly dispatcher: Pick<RunDispatcher, 'handOver'>,
    private readonly seconds: number,
  ) {}

  onModuleDestroy(): void {
    setTimeout(() => this.dispatcher.handOver(), this.seconds * 1000).unref();
  }
}
