import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EventBus } from '../../../platform/events/index.js';
import { type JobQueue } from '../../../platform/queue/index.js';
import { type IndexingService } from './indexing.service.js';

const COMPARE_MS = 2_000;
const LOOK_MS = 250;
/** Looks one after the other that find nobody at work: who waits for an answer writes again at once, if ever. */
const QUIET_LOOKS = 3;
/** Longest that the indexes lag behind for the sake of runs. */
const PATIENCE_MS = 10_000;

/**
 * Has the indexes follow the warehouse when it shows a version, and within seconds when nobody told. Somebody may wait for a run that
 * goes on, and the work would slow it; so it begins when the lake is quiet, or after ten seconds.
 */
export class IndexFollower implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Search');
  private timer: NodeJS.Timeout | undefined;
  private comparing = false;
  private waiting = false;
  private readonly end = new AbortController();

  constructor(
    private readonly indexing: IndexingService,
    private readonly queue: Pick<JobQueue, 'add'>,
    private readonly isLakeBusy: () => Promise<boolean>,
    events: Pick<EventBus, 'subscribe'>,
  ) {
    // Not awaited: whoever published goes on.
    events.subscribe('WarehousePublished', ({ version }) => void this.follow(`v${version}`));
    events.subscribe('HistoryErased', () => this.indexing.purge());
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.compare(), COMPARE_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.end.abort();
  }

  async compare(): Promise<void> {
    if (this.comparing) return;
    this.comparing = true;
    try {
      if (await this.indexing.isBehind()) await this.follow('compared');
    } catch (error) {
      this.log.warn(`cannot compare the search indexes with the warehouse: ${(error as Error).message}`);
    } finally {
      this.comparing = false;
    }
  }

  /** What is published meanwhile goes with it. */
  private async follow(why: string): Promise<void> {
    if (this.waiting) return;
    this.waiting = true;
    try {
      const last = Date.now() + PATIENCE_MS;
      for (let quiet = 0; quiet < QUIET_LOOKS && Date.now() < last;) {
        await sleep(LOOK_MS, undefined, { signal: this.end.signal, ref: false });
        quiet = (await this.isLakeBusy()) ? 0 : quiet + 1;
      }
      await this.ask(why);
    } catch (error) {
      if (!this.end.signal.aborted)
        this.log.warn(`the search indexes are not told of ${why}: ${(error as Error).message}`);
    } finally {
      this.waiting = false;
    }
  }

  /** One job a version, and one in ten seconds where the indexes are behind: whatever comes meanwhile goes with it. */
  private async ask(why: string): Promise<void> {
    const slot = Math.floor(Date.now() / 10_000);
    await this.queue.add('index', {}, { jobId: `${why}-${slot}`, attempts: 2, backoff: 1_000 });
  }
}
