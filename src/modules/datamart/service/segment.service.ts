import { type ShownGold } from '../../warehouse/index.js';
import { type RfmRepository } from '../data-access/rfm.repository.js';
import { describeSegment, type Segment, SEGMENT_NAMES } from '../domain/rfm.js';
import { round, share } from '../domain/numbers.js';
import { type SemanticService } from './semantic.service.js';

export interface Segments {
  gold: ShownGold;
  /** Day of which the scores are; null where there are no facts. */
  asOf: string | null;
  customers: number;
  /** All of them, the best first; zeros where nobody is in one. */
  segments: Segment[];
}

/** RFM segments of customers. */
export class SegmentService {
  constructor(
    private readonly semantic: SemanticService,
    private readonly rfm: RfmRepository,
  ) {}

  /** As of a day, YYYY-MM-DD; without it, of the last day of the facts. Throws AppError. */
  async segments(asOf?: string): Promise<Segments> {
    const gold = await this.semantic.goldOf();
    const { last } = await this.semantic.daysOf(gold);
    const rows = gold.version < 1 ? [] : await this.rfm.segments(gold, asOf === last ? undefined : asOf);
    const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0);
    const customers = sum((row) => row.customers);
    const revenue = sum((row) => row.revenue);
    const segments = SEGMENT_NAMES.map((name): Segment => {
      const row = rows.find(({ segment }) => segment === name);
      return {
        segment_name: name,
        description: describeSegment(name),
        customer_count: row?.customers ?? 0,
        customer_share: share(row?.customers ?? 0, customers),
        total_revenue: round(row?.revenue ?? 0),
        revenue_share: share(row?.revenue ?? 0, revenue),
        avg_lifetime_value: round(row?.avgLifetimeValue ?? 0),
        avg_order_value: row ? round(row.revenue / row.orders) : 0,
        avg_recency_days: round(row?.avgRecency ?? 0, 1),
        avg_frequency: row ? round(row.orders / row.customers) : 0,
        avg_monetary: row ? round(row.revenue / row.customers) : 0,
      };
    });
    return { gold, asOf: asOf ?? last, customers, segments };
  }
}
