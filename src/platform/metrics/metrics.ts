import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Registry } from 'prom-client';

export interface Sample {
  labels?: Record<string, string>;
  value: number;
}

export interface GaugeDefinition {
  help: string;
  labels?: readonly string[];
}

/** Readings are kept for so long, so that many scrapers cost no more than one. */
const FRESH_MS = 5_000;
const READ_TIMEOUT_MS = 2_000;

/** The metrics of one application: a registry of its own, as one process may hold several applications. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly collectors: Collector[] = [];
  private readonly caches = new Map<string, () => { hits: number; misses: number }>();
  private readonly answered = new Gauge({
    name: 'tillhouse_collector_up',
    help: '1 where what these metrics are read from answered in time; else 0, and they are absent',
    labelNames: ['collector'],
    registers: [this.registry],
  });

  constructor() {
    this.countCaches('hits', 'Answers that a cache had');
    this.countCaches('misses', 'Answers that a cache did not have');
  }

  /**
   * Gauges whose numbers lie elsewhere (a database, the lake), where all replicas find the same. `read` is called when
   * somebody scrapes, at most every 5 s, and has 2 s; a gauge that it leaves out is absent.
   */
  collect<N extends string>(
    collector: string,
    gauges: Record<N, GaugeDefinition>,
    read: () => Promise<Partial<Record<N, Sample[]>>>,
  ): void {
    const made = new Map(
      Object.entries<GaugeDefinition>(gauges).map(([name, { help, labels = [] }]) => [
        name,
        new Gauge({ name, help, labelNames: labels, registers: [this.registry] }),
      ]),
    );
    this.collectors.push(new Collector(collector, made, read, this.answered));
  }

  /** A number of this process, read at each scrape. */
  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }

  /** What this process has counted since its start, read at each scrape. */
  counter(name: string, help: string, read: () => number): void {
    new Counter({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }

  /** A cache of this process; `read` gives all its hits and misses since the start. Throws where the name is taken. */
  cache(name: string, read: () => { hits: number; misses: number }): void {
    if (this.caches.has(name)) throw new Error(`two caches are called ${name}`);
    this.caches.set(name, read);
  }

  /** Everything in Prometheus' text format. */
  async text(): Promise<string> {
    await Promise.all(this.collectors.map((collector) => collector.refresh()));
    return this.registry.metrics();
  }

  private countCaches(what: 'hits' | 'misses', help: string): void {
    const { caches } = this;
    new Counter({
      name: `tillhouse_cache_${what}_total`,
      help,
      labelNames: ['cache'],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [cache, read] of caches) this.inc({ cache }, read()[what]);
      },
    });
  }
}

class Collector {
  private readAt = -Infinity;
  private reading: Promise<void> | undefined;
  private refreshing: Promise<void> | undefined;

  constructor(
    private readonly name: string,
    private readonly gauges: ReadonlyMap<string, Gauge>,
    private readonly read: () => Promise<Partial<Record<string, Sample[]>>>,
    private readonly answered: Gauge,
  ) {}

  refresh(): Promise<void> {
    if (performance.now() - this.readAt < FRESH_MS) return Promise.resolve();
    this.refreshing ??= this.once().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  private async once(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer in time')), READ_TIMEOUT_MS);
    });
    // A reading that hangs is waited for again, and not begun a second time beside itself.
    this.reading ??= this.take().finally(() => (this.reading = undefined));
    try {
      await Promise.race([this.reading, timeout]);
      this.answered.set({ collector: this.name }, 1);
    } catch {
      for (const gauge of this.gauges.values()) clear(gauge);
      this.answered.set({ collector: this.name }, 0);
    } finally {
      clearTimeout(timer);
    }
    // A source that is away is not asked more often than one that answers.
    this.readAt = performance.now();
  }

  private async take(): Promise<void> {
    const samples = await this.read();
    for (const [name, gauge] of this.gauges) {
      clear(gauge);
      for (const { labels = {}, value } of samples[name] ?? []) gauge.set(labels, value);
    }
  }
}

/** A gauge without labels stands at 0 after a reset, which nobody measured. */
function clear(gauge: Gauge): void {
  gauge.reset();
  gauge.remove({});
}
