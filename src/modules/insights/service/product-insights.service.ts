import { AppError } from '../../../platform/errors/app-error.js';
import { type ShownGold } from '../../warehouse/index.js';
import { type BasketsRepository } from '../data-access/baskets.repository.js';
import { type PriceWeeksRepository } from '../data-access/price-weeks.repository.js';
import { type ProductClassesRepository } from '../data-access/product-classes.repository.js';
import { type Confidence } from '../domain/evidence.js';
import { type BasketRule, rulesOf } from '../domain/products/basket-rules.js';
import { ABC, inventoryHint, SERVICE_LEVEL, XYZ } from '../domain/products/classes.js';
import { elasticityOf, LEAST_VARIATION, LEAST_WEEKS } from '../domain/products/elasticity.js';
import {
  type AskedScope,
  type Insight,
  type InsightContext,
  inputsOf,
  shortened,
} from './insight-context.js';

/** Pairs that are turned into rules; the rarest are left out, and the answer says so. */
const MOST_PAIRS = 5_000;
/** Fewer invoices with a pair are chance. */
const LEAST_INVOICES = 5;

export interface BasketQuestion extends AskedScope {
  min_support: number;
  min_confidence: number;
  limit: number;
}

export interface ClassQuestion extends AskedScope {
  class?: string;
  lead_weeks: number;
  page: number;
  size: number;
}

export interface ElasticityQuestion extends AskedScope {
  products?: string[];
  limit: number;
}

/** What is bought together, which products matter, and what their prices do. */
export class ProductInsights {
  constructor(
    private readonly context: InsightContext,
    private readonly repositories: {
      baskets: BasketsRepository;
      classes: ProductClassesRepository;
      prices: PriceWeeksRepository;
    },
  ) {}

  async baskets(question: BasketQuestion) {
    const gold = await this.context.shown();
    const scope = this.context.scopeOf(question);
    const found = await this.repositories.baskets.pairs(gold, scope, {
      minSupport: question.min_support,
      minInvoices: LEAST_INVOICES,
      most: MOST_PAIRS,
    });
    const rules = rulesOf(found.pairs, found.invoices, question.min_confidence);
    const kept = rules.slice(0, question.limit);
    const names = await this.names(
      gold,
      kept.flatMap(({ antecedent, consequent }) => [antecedent, consequent]),
    );
    const named = kept.map((rule: BasketRule) => ({
      ...shortened(rule),
      antecedent_name: names.get(rule.antecedent) ?? null,
      consequent_name: names.get(rule.consequent) ?? null,
    }));
    const extent = await this.context.extent(gold, scope);
    return this.insight(gold, {
      data: {
        invoices: found.invoices,
        products: found.products,
        pairs: found.found,
        rules_found: rules.length,
        rules: named,
      },
      method: {
        name: 'association_rules',
        description:
          'Every pair of goods counted in the sale invoices, exactly; support, confidence and lift of both directions.',
        parameters: {
          min_support: question.min_support,
          min_confidence: question.min_confidence,
          least_invoices: LEAST_INVOICES,
        },
      },
      inputs: inputsOf(gold, extent),
      caveats: [
        'Rules of one product to one; sets of three and more are not looked for.',
        'Being bought together is no proof that one causes the other: sets and colours of one series are bought together.',
        ...(found.found > MOST_PAIRS
          ? [
              `${found.found} pairs fit; the ${MOST_PAIRS} in most invoices were looked at. Raise min_support to see all.`,
            ]
          : []),
      ],
      confidence: confidenceByCount(found.invoices, 'invoices', 5_000, 500),
    });
  }

  async classes(question: ClassQuestion) {
    const gold = await this.context.shown();
    const scope = this.context.scopeOf(question);
    const { counts, products, total } = await this.repositories.classes.classes(gold, scope, {
      only: question.class,
      offset: (question.page - 1) * question.size,
      limit: question.size,
    });
    const extent = await this.context.extent(gold, scope);
    const revenue = counts.reduce((sum, one) => sum + one.revenue, 0);
    return this.insight(gold, {
      data: {
        classes: shortened(
          counts.map((one) => ({ ...one, revenue_share: revenue === 0 ? 0 : one.revenue / revenue })),
          4,
        ),
        total,
        products: products.map((product) => ({
          ...shortened(product),
          inventory: inventoryHint(product, question.lead_weeks),
        })),
      },
      method: {
        name: 'abc_xyz',
        description:
          'ABC by share of net revenue, highest first; XYZ by the coefficient of variation of weekly units since the first sale.',
        parameters: {
          a_until: ABC.a,
          b_until: ABC.b,
          x_below: XYZ.x,
          y_below: XYZ.y,
          lead_weeks: question.lead_weeks,
          service_level: SERVICE_LEVEL,
        },
      },
      inputs: inputsOf(gold, extent),
      caveats: [
        'Stock on hand and lead times are not in the data: the lead time is a parameter, and the reorder point says when, not whether, to order.',
        'Demand that was not met (out of stock) looks like no demand.',
        'A season moves weekly units, and so a seasonal product into Z.',
      ],
      confidence: confidenceByCount(weeksOf(extent), 'weeks', 26, 8),
    });
  }

  async elasticity(question: ElasticityQuestion) {
    const gold = await this.context.shown();
    const scope = this.context.scopeOf(question);
    const codes = question.products?.map((code) => code.toUpperCase());
    const products = await this.repositories.prices.products(gold, scope, { codes, limit: question.limit });
    const missing = codes?.filter((code) => !products.some((one) => one.stock_code === code)) ?? [];
    if (missing.length > 0 && products.length === 0)
      throw new AppError('not_found', `no sale of ${missing.join(', ')} in this stretch of days`, {
        hint: 'Give stock codes of goods that were sold.',
      });
    const rows = products.map(({ weeks, ...product }) => ({
      ...product,
      revenue: shortened(product.revenue, 4),
      ...shortened(elasticityOf(weeks)),
    }));
    const estimable = rows.filter((row) => row.is_estimable).length;
    const extent = await this.context.extent(gold, scope);
    return this.insight(gold, {
      data: { products: rows, estimable, not_found: missing },
      method: {
        name: 'log_log_regression',
        description:
          'ln(units) on ln(mean price paid) and ln(units of all other goods) by week; standard error robust to unequal variance (HC1).',
        parameters: { least_weeks: LEAST_WEEKS, least_price_variation: LEAST_VARIATION },
      },
      inputs: inputsOf(gold, extent),
      caveats: [
        'Prices moved by the shop and not by an experiment: a price that falls with the quantity ordered makes demand look more elastic than it is.',
        'The price of a week is the mean that was paid; it hides who paid which.',
        'Prices of competitors and promotions are not in the data.',
      ],
      confidence:
        estimable === 0
          ? { level: 'low', reason: 'no product could be estimated' }
          : {
              level: 'medium',
              reason: `${estimable} of ${rows.length} products could be estimated; read each with its interval`,
            },
    });
  }

  private names(gold: ShownGold, codes: string[]) {
    return this.repositories.baskets.names(gold, [...new Set(codes)]);
  }

  private insight<T>(gold: ShownGold, body: Insight<T>['body']): Insight<T> {
    return { gold, body };
  }
}

/** By how much there is to learn from. */
export function confidenceByCount(count: number, of: string, high: number, medium: number): Confidence {
  const level = count >= high ? 'high' : count >= medium ? 'medium' : 'low';
  return { level, reason: `${count} ${of}` };
}

export function weeksOf({
  date_from,
  date_to,
}: {
  date_from: string | null;
  date_to: string | null;
}): number {
  if (date_from === null || date_to === null) return 0;
  return Math.floor((Date.parse(date_to) - Date.parse(date_from)) / (7 * 86_400_000)) + 1;
}
