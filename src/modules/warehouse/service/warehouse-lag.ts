import { type Lake } from '../../../platform/lake/index.js';
import { type Metrics } from '../../../platform/metrics/index.js';
import { type HealthCheck } from '../../../platform/health/index.js';
import { type PublicationService } from './publication.service.js';

/** It follows within seconds; a whole load of a large history takes longer. */
const DEGRADED_SECONDS = 300;

export interface Lag {
  /** Version that the star schema shows; null where it shows none. */
  version: number | null;
  /** Newest version of the lake; 0 where nothing was ever committed. */
  newest: number;
  /** Age of the oldest version that it should show by now and does not, seconds; 0 where it shows the newest. */
  seconds: number;
}

/** How far the star schema is behind gold. */
export class WarehouseLag {
  constructor(
    private readonly lake: Pick<Lake, 'state' | 'entry'>,
    private readonly publication: Pick<PublicationService, 'shown'>,
    private readonly now: () => number = Date.now,
  ) {}

  async measure(): Promise<Lag> {
    const [shown, { version: newest, tables, timestamp }] = await Promise.all([
      this.publication.shown(),
      this.lake.state(),
    ]);
    const version = shown?.version ?? null;
    // Without gold there is nothing to show; and what a publisher shows meanwhile may be newer than what was read here.
    if (!tables['fact_sale'] || (version !== null && version >= newest))
      return { version, newest, seconds: 0 };
    const since = version === null ? timestamp : (await this.lake.entry(version + 1))?.timestamp;
    const seconds = Math.max(0, (this.now() - Date.parse(since ?? timestamp)) / 1000);
    return { version, newest, seconds: Math.round(seconds * 10) / 10 };
  }
}

export function warehouseCheck(lag: Pick<WarehouseLag, 'measure'>): HealthCheck {
  return async () => {
    const { version, newest, seconds } = await lag.measure();
    return {
      // What it shows meanwhile is whole.
      status: seconds > DEGRADED_SECONDS ? 'degraded' : 'up',
      details: { version, newest_version: newest, lag_seconds: seconds },
    };
  };
}

export function registerWarehouseMetrics(metrics: Metrics, lag: Pick<WarehouseLag, 'measure'>): void {
  metrics.collect(
    'warehouse',
    {
      tillhouse_gold_version: { help: 'Newest version of the lake' },
      tillhouse_warehouse_version: { help: 'Version that the star schema in PostgreSQL shows' },
      tillhouse_warehouse_lag_seconds: {
        help: 'Age of the oldest version that the star schema does not show yet',
      },
    },
    async () => {
      const { version, newest, seconds } = await lag.measure();
      return {
        tillhouse_gold_version: [{ value: newest }],
        tillhouse_warehouse_version: version === null ? [] : [{ value: version }],
        tillhouse_warehouse_lag_seconds: [{ value: seconds }],
      };
    },
  );
}
