import { type BgNbd, type PurchaseHistory } from '../../domain/customers/bg-nbd.js';
import { type GammaGamma } from '../../domain/customers/gamma-gamma.js';
import { buyingModel, type CustomerOutlook } from '../../domain/customers/buying-model.js';
import { areaUnderCurve, calibrationOf, type Calibration } from '../../domain/customers/calibration.js';
import { sum } from '../../domain/math/statistics.js';

export interface BuyingQuestion {
  /** JSON `[[id, frequency, recency, age, value], …]`, times in days. */
  histories: string;
  /** Days that are looked ahead. */
  days: number;
  sort: 'value' | 'at_risk' | 'id';
  offset: number;
  limit: number;
  /** This customer alone. */
  id?: string;
  /** What was known so many days before, and who bought since: to see how well the model foretells. */
  test?: { histories: string; purchases: string; days: number };
}

export interface BuyingAnswer {
  customers: number;
  model: {
    bg_nbd: BgNbd & { log_likelihood: number; is_converged: boolean };
    gamma_gamma: (GammaGamma & { log_likelihood: number; is_converged: boolean; correlation: number }) | null;
  };
  /** Of all customers. */
  expected: { purchases: number; value: number; alive: number; coming: number };
  page: CustomerOutlook[];
  test: (Calibration & { days: number; customers: number }) | null;
}

type HistoryRow = [string, number, number, number, number];

/** Undefined of too few customers. */
export function buying(question: BuyingQuestion): BuyingAnswer | undefined {
  const { ids, histories } = parsed(question.histories);
  const model = buyingModel({ ids, histories, days: question.days });
  if (!model) return undefined;
  const { customers, bgNbd, gammaGamma } = model;
  const chosen =
    question.id === undefined
      ? sorted(customers, question.sort)
      : customers.filter(({ id }) => id === question.id);
  return {
    customers: customers.length,
    model: {
      bg_nbd: { ...only(bgNbd), log_likelihood: bgNbd.logLikelihood, is_converged: bgNbd.isConverged },
      gamma_gamma: gammaGamma
        ? {
            p: gammaGamma.p,
            q: gammaGamma.q,
            v: gammaGamma.v,
            log_likelihood: gammaGamma.logLikelihood,
            is_converged: gammaGamma.isConverged,
            correlation: gammaGamma.correlation,
          }
        : null,
    },
    expected: {
      purchases: sum(customers.map(({ purchases }) => purchases)),
      value: sum(customers.map(({ value }) => value ?? 0)),
      alive: sum(customers.map(({ alive }) => alive)),
      coming: sum(customers.map(({ noOrder }) => 1 - noOrder)),
    },
    page: chosen.slice(question.offset, question.offset + question.limit),
    test: question.test ? tested(question.test) : null,
  };
}

function only({ r, alpha, a, b }: BgNbd): BgNbd {
  return { r, alpha, a, b };
}

function tested({
  histories: text,
  purchases,
  days,
}: NonNullable<BuyingQuestion['test']>): BuyingAnswer['test'] {
  const { ids, histories } = parsed(text);
  const model = buyingModel({ ids, histories, days });
  if (!model) return null;
  const came = new Map(JSON.parse(purchases) as [string, number][]);
  const actual = ids.map((id) => came.get(id) ?? 0);
  return {
    days,
    customers: ids.length,
    ...calibrationOf(model.customers, actual),
    auc: areaUnderCurve(
      model.customers.map(({ noOrder }) => noOrder),
      actual.map((count) => count === 0),
    ),
  };
}

function parsed(text: string): { ids: string[]; histories: PurchaseHistory[] } {
  const rows = JSON.parse(text) as HistoryRow[];
  return {
    ids: rows.map(([id]) => id),
    histories: rows.map(([, frequency, recency, age, value]) => ({ frequency, recency, age, value })),
  };
}

function sorted(customers: readonly CustomerOutlook[], sort: BuyingQuestion['sort']): CustomerOutlook[] {
  const by: Record<BuyingQuestion['sort'], (one: CustomerOutlook) => number> = {
    value: ({ value }) => -(value ?? 0),
    // Where no value is known, none is known to be at risk: they come last.
    at_risk: ({ noOrder, orderValue }) => (orderValue === null ? Infinity : -noOrder * orderValue),
    id: () => 0,
  };
  const key = by[sort];
  // Infinity − Infinity is no order.
  return [...customers].sort((a, b) => (key(a) === key(b) ? 0 : key(a) - key(b)) || (a.id < b.id ? -1 : 1));
}
