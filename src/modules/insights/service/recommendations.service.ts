import { AppError } from '../../../platform/errors/app-error.js';
import { type AnswerCache, type ShownGold } from '../../warehouse/index.js';
import { type RecommendationsRepository } from '../data-access/recommendations.repository.js';
import { dayNumber, isoDay } from '../domain/calendar/day.js';
import { evident } from '../domain/evidence.js';
import { type InsightContext, inputsOf, shortened } from './insight-context.js';

/** Days at the end that the offline test keeps away from the recommender. */
const TEST_DAYS = 28;
const TEST_CUSTOMERS = 300;

/** What to offer beside a product, or to a customer, with how often such offers would have hit. */
export class Recommendations {
  constructor(
    private readonly context: InsightContext,
    private readonly repository: RecommendationsRepository,
    private readonly answers: AnswerCache,
  ) {}

  async together(stockCode: string, limit: number) {
    const code = stockCode.toUpperCase();
    const gold = await this.context.shown();
    const { invoices, rows } = await this.repository.together(gold, code, limit);
    if (invoices === 0 && rows.length === 0)
      throw new AppError('not_found', `no product ${code} is bought together with others`, {
        hint: 'Give the stock code of a product that lies in at least three invoices with another.',
      });
    const body = evident({
      data: {
        stock_code: code,
        invoices,
        recommendations: rows.map((row) => ({
          stock_code: row.stock_code,
          description: row.description,
          lift: shortened(row.score),
          invoices: row.support,
          confidence: shortened(row.support / invoices),
        })),
      },
      method: {
        name: 'bought_together',
        description:
          'Products in the same sale invoices, ordered by lift × √(invoices with both), at least three of them.',
      },
      inputs: inputsOf(gold, await this.context.extent(gold, {})),
      caveats: ['Lift of few invoices is uncertain: look at the number of invoices.'],
      confidence:
        invoices >= 50
          ? { level: 'high', reason: `${invoices} invoices with the product` }
          : {
              level: invoices >= 15 ? 'medium' : 'low',
              reason: `only ${invoices} invoices with the product`,
            },
    });
    return { gold, body };
  }

  async forCustomer(id: string, limit: number) {
    const gold = await this.context.shown();
    const { products, neighbours, rows } = await this.repository.forCustomer(gold, id, limit);
    if (products === 0)
      throw new AppError('not_found', `no customer ${id} bought anything`, {
        hint: 'GET /api/v1/sales names customers.',
      });
    const quality = await this.quality(gold);
    const body = evident({
      data: {
        customer_id: id,
        products_bought: products,
        similar_customers: neighbours,
        recommendations: rows.map((row) => ({
          stock_code: row.stock_code,
          description: row.description,
          score: shortened(row.score),
          similar_buyers: row.support,
        })),
        offline_test: quality,
      },
      method: {
        name: 'similar_customers',
        description:
          'What the 100 customers with the most similar sets of products (cosine) bought and this one did not, each weighed by its similarity.',
        parameters: { neighbours: 100 },
      },
      inputs: inputsOf(gold, await this.context.extent(gold, {})),
      caveats: [
        'The test asks whether one of ten offers was bought for the first time in the days after; what an offer itself would change is not known.',
        ...(neighbours < 20 ? [`only ${neighbours} customers bought at least two of the same products`] : []),
      ],
      confidence:
        neighbours < 20
          ? { level: 'low', reason: 'few similar customers' }
          : quality.hit_rate > quality.popular_hit_rate
            ? {
                level: 'medium',
                reason: 'in the offline test it hits more often than offering the most popular products',
              }
            : {
                level: 'low',
                reason: 'in the offline test it hits no more often than offering the most popular products',
              },
    });
    return { gold, body };
  }

  /** Of the last 28 days, foretold from those before. */
  async quality(gold: ShownGold) {
    return this.answers.part(gold, 'insights/hit-rate', '', async () => {
      const { date_to } = await this.context.extent(gold, {});
      const until = isoDay(dayNumber(date_to ?? '1970-01-01') - TEST_DAYS);
      const { customers, hits, popularHits } = await this.repository.hitRate(gold, until, TEST_CUSTOMERS);
      const share = (part: number) => (customers === 0 ? 0 : shortened(part / customers, 4));
      return {
        known_until: until,
        days: TEST_DAYS,
        customers,
        offers: 10,
        hit_rate: share(hits),
        popular_hit_rate: share(popularHits),
      };
    });
  }
}
