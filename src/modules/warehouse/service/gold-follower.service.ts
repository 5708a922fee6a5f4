import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type EventBus } from '../../../platform/events/index.js';
import { type Lake } from '../../../platform/lake/index.js';
import { type JobQueue } from '../../../platform/queue/index.js';
import { type PublicationService } from './publication.service.js';

const COMPARE_MS = 2_000;

/** Has the warehouse follow gold: at once when it hears of a version, and within seconds when it does not. */
export class GoldFollower implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Warehouse');
  private timer: NodeJS.Timeout | undefined;
  private comparing = false;
  /** The newest version that is known to be shown. */
  private shown = 0;

  constructor(
    private readonly lake: Lake,
    private readonly publication: PublicationService,
    private readonly queue: Pick<JobQueue, 'add'>,
    events: EventBus,
  ) {
    events.subscribe('GoldPublished', ({ version }) => this.ask(version));
    events.subscribe('WarehousePublished', ({ version }) => {
      this.shown = Math.max(this.shown, version);
    });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.compare(), COMPARE_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** The version in force against the one that is shown. */
  async compare(): Promise<void> {
    if (this.comparing) return;
    this.comparing = true;
    try {
      const head = await this.lake.head();
      if (head === this.shown) return;
      this.shown = (await this.publication.shown())?.version ?? 0;
      // Commits without gold, as of a blocked run, make a version too; to publish it costs nothing.
      if (head !== this.shown) await this.ask(head);
    } catch (error) {
      this.log.warn(`cannot compare the warehouse with gold: ${(error as Error).message}`);
    } finally {
      this.comparing = false;
    }
  }

  /** One job a version and ten seconds: asked for again where the first one failed for good. */
  private async ask(version: number): Promise<void> {
    const slot = Math.floor(Date.now() / 10_000);
    await this.queue.add('publish', {}, { jobId: `${version}-${slot}`, attempts: 3, backoff: 1_000 });
  }
}
