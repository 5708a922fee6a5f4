import { AppError } from '../../../platform/errors/app-error.js';
import { type AnswerCache, type ShownGold } from '../../warehouse/index.js';
import { type CustomerHistoriesRepository } from '../data-access/customer-histories.repository.js';
import { dayNumber, isoDay } from '../domain/calendar/day.js';
import { type Confidence, type Evidence, evident } from '../domain/evidence.js';
import { type BuyingAnswer } from './compute/buying.js';
import { type Computer } from './compute/computer.js';
import { type InsightContext, inputsOf, shortened } from './insight-context.js';

export interface OutlookQuestion {
  days: number;
  page: number;
  size: number;
}

/** Days at the end that test the model. */
const TEST_DAYS = 90;

const BUYING_METHOD = {
  name: 'bg_nbd_gamma_gamma',
  description:
    'Orders by BG/NBD (Fader, Hardie and Lee 2005), values of orders by Gamma-Gamma (Fader and Hardie 2013); parameters by maximum likelihood, times in weeks, a day with an order counts once.',
};

/** What customers will do, and which kinds of them there are. */
export class CustomerInsights {
  constructor(
    private readonly context: InsightContext,
    private readonly repository: CustomerHistoriesRepository,
    private readonly computer: Computer,
    private readonly answers: AnswerCache,
  ) {}

  async lifetimeValue({ days, page, size }: OutlookQuestion) {
    const { gold, answer, ...about } = await this.outlook(days, {
      sort: 'value',
      offset: (page - 1) * size,
      limit: size,
    });
    return {
      gold,
      body: {
        data: {
          days,
          total: answer.customers,
          expected: shortened(answer.expected, 4),
          model: shortened(answer.model),
          test: shortened(answer.test, 4),
          customers: answer.page.map((one) => ({
            customer_id: one.id,
            expected_orders: shortened(one.purchases, 4),
            expected_order_value: one.orderValue === null ? null : shortened(one.orderValue, 4),
            expected_value: one.value === null ? null : shortened(one.value, 4),
            alive_probability: shortened(one.alive, 4),
          })),
        },
        ...about,
      },
    };
  }

  async churn({ days, page, size }: OutlookQuestion) {
    const { gold, answer, ...about } = await this.outlook(days, {
      sort: 'at_risk',
      offset: (page - 1) * size,
      limit: size,
    });
    return {
      gold,
      body: {
        data: {
          days,
          total: answer.customers,
          expected_to_stay_away: shortened(answer.customers - answer.expected.coming, 2),
          test: shortened(answer.test, 4),
          customers: answer.page.map((one) => ({
            customer_id: one.id,
            churn_probability: shortened(one.noOrder, 4),
            alive_probability: shortened(one.alive, 4),
            expected_orders: shortened(one.purchases, 4),
            value_at_risk: one.orderValue === null ? null : shortened(one.noOrder * one.orderValue, 4),
          })),
        },
        ...about,
      },
    };
  }

  async customer(id: string, days: number) {
    const { gold, answer, ...about } = await this.outlook(days, { sort: 'id', offset: 0, limit: 1, id });
    const [one] = answer.page;
    if (!one) {
      throw new AppError('not_found', `no customer ${id} bought anything`, {
        hint: 'GET /api/v1/sales names customers.',
      });
    }
    return {
      gold,
      body: {
        data: {
          customer_id: id,
          days,
          churn_probability: shortened(one.noOrder, 4),
          alive_probability: shortened(one.alive, 4),
          expected_orders: shortened(one.purchases, 4),
          expected_order_value: one.orderValue === null ? null : shortened(one.orderValue, 4),
          expected_value: one.value === null ? null : shortened(one.value, 4),
          test: shortened(answer.test, 4),
        },
        ...about,
      },
    };
  }

  async clusters({ k, seed }: { k?: number; seed: number }) {
    const gold = await this.context.shown();
    const extent = await this.context.extent(gold, {});
    const profiles = await this.repository.profiles(gold, extent.date_to ?? '1970-01-01');
    const found = await this.computer.run('clusters', { profiles, k, seed });
    if (!found) throw tooFew('customers with a sale', 20);
    const body = evident({
      data: shortened(found, 4),
      method: {
        name: 'k_means',
        description:
          'K-means with k-means++ starts on recency, orders, net revenue, products, returned share and units an order; amounts and counts by their logarithm, each of standard deviation one. Without k, the k of two to eight with the largest silhouette.',
        parameters: { k: k ?? null, seed },
      },
      inputs: inputsOf(gold, { ...extent, rows: found.customers }, 'customers'),
      caveats: [
        'Clusters are drawn in a cloud without gaps: the silhouette says how clear they are (1 clear, 0 none).',
        'Only identified customers with a sale.',
      ],
      confidence:
        found.silhouette >= 0.5
          ? { level: 'high', reason: `silhouette ${found.silhouette.toFixed(2)}` }
          : {
              level: found.silhouette >= 0.25 ? 'medium' : 'low',
              reason: `silhouette ${found.silhouette.toFixed(2)}: the clusters flow into each other`,
            },
    });
    return { gold, body };
  }

  private async outlook(
    days: number,
    page: { sort: 'value' | 'at_risk' | 'id'; offset: number; limit: number; id?: string },
  ): Promise<{ gold: ShownGold; answer: BuyingAnswer } & Evidence> {
    const gold = await this.context.shown();
    const extent = await this.context.extent(gold, {});
    const last = extent.date_to ?? '1970-01-01';
    const histories = await this.repository.histories(gold, last);
    const answer = await this.computer.run('buying', { histories, days, ...page });
    if (!answer) throw tooFew('customers with a sale, half of whom came back', 50);
    const test = await this.tested(gold, last);
    const confidence: Confidence =
      test === null
        ? { level: 'low', reason: 'the history is too short to test the model' }
        : (test.auc ?? 0) >= 0.7 &&
            Math.abs(test.purchases_expected / (test.purchases_actual || 1) - 1) <= 0.25
          ? {
              level: 'high',
              reason: `of the last ${test.days} days it foretold ${Math.round(test.purchases_expected)} days with orders, ${test.purchases_actual} came; AUC ${(test.auc ?? 0).toFixed(2)}`,
            }
          : {
              level: 'medium',
              reason: `of the last ${test.days} days it foretold ${Math.round(test.purchases_expected)} days with orders, ${test.purchases_actual} came; AUC ${(test.auc ?? 0).toFixed(2)}`,
            };
    const correlation = answer.model.gamma_gamma?.correlation ?? 0;
    return {
      gold,
      answer: { ...answer, test },
      method: { ...BUYING_METHOD, parameters: { days } },
      inputs: inputsOf(gold, { ...extent, rows: answer.customers }, 'customers'),
      caveats: [
        'Season is not in the model: before Christmas it foretells too little, after it too much.',
        'Values are gross (sales without returns) and not discounted.',
        'BG/NBD holds a customer who bought once to be alive; churn_probability, that no order comes in the days ahead, has no such gap.',
        ...(Math.abs(correlation) > 0.3
          ? [
              `Orders and their value correlate by ${correlation.toFixed(2)}; Gamma-Gamma assumes that they do not.`,
            ]
          : []),
        ...(answer.model.bg_nbd.a / (answer.model.bg_nbd.a + answer.model.bg_nbd.b) < 0.001
          ? [
              'The history shows no sign of customers who leave for good: alive_probability is near 1 for all, and says little.',
            ]
          : []),
        ...(answer.model.bg_nbd.is_converged ? [] : ['The search for the parameters did not come to rest.']),
      ],
      confidence,
    };
  }

  /** The model of 90 days ago against what came; once for each gold. */
  private async tested(gold: ShownGold, last: string): Promise<BuyingAnswer['test']> {
    const { test } = await this.answers.part(gold, 'insights/buying-test', String(TEST_DAYS), async () => {
      const until = isoDay(dayNumber(last) - TEST_DAYS);
      const [histories, purchases] = [
        await this.repository.histories(gold, until),
        await this.repository.purchases(gold, isoDay(dayNumber(until) + 1), last),
      ];
      const answer = await this.computer.run('buying', {
        histories,
        days: TEST_DAYS,
        sort: 'id',
        offset: 0,
        limit: 0,
        test: { histories, purchases, days: TEST_DAYS },
      });
      return { test: answer?.test ?? null };
    });
    return test;
  }
}

function tooFew(of: string, least: number): AppError {
  return new AppError('refused', `too few ${of}: ${least} are needed`, { hint: 'Bring more history in.' });
}
