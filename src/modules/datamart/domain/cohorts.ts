/** What the customers of a cohort did in its months with anything, in their order; numbers as text, one of each a month. */
export interface CohortMonths {
  /** Month of the first sale, YYYY-MM. */
  cohort: string;
  /** Months since then, from 0. */
  months: readonly string[];
  /** Customers with a sale in it. */
  buyers: readonly string[];
  /** Net, returns included. */
  revenue: readonly string[];
}

export interface CohortPeriod {
  /** Months since the first sale, from 0. */
  month: number;
  customers: number;
  /** Of the customers of month 0, 0 to 1. */
  retention: number;
  revenue: number;
  /** Of the revenue of month 0; null where that is 0. */
  revenue_retention: number | null;
}

export interface Cohort {
  cohort: string;
  customers: number;
  periods: CohortPeriod[];
}

/** A cohort with every month until the last one of the facts, months of nothing included; `most` months at most. */
export function cohortOf(
  { cohort, months, buyers, revenue }: CohortMonths,
  lastMonth: string,
  most: number,
): Cohort {
  const length = Math.min(monthsBetween(cohort, lastMonth) + 1, most);
  const figures = Array.from({ length }, () => ({ customers: 0, revenue: 0 }));
  for (const [at, month] of months.entries())
    if (Number(month) < length)
      figures[Number(month)] = { customers: Number(buyers[at]), revenue: Number(revenue[at]) };
  const [first = { customers: 0, revenue: 0 }] = figures;
  const periods = figures.map((one, month): CohortPeriod => ({
    month,
    customers: one.customers,
    retention: share(one.customers, first.customers) ?? 0,
    revenue: one.revenue,
    revenue_retention: share(one.revenue, first.revenue),
  }));
  return { cohort, customers: first.customers, periods };
}

/** By month since the first sale: retention of all cohorts that have got so far, by their customers. */
export function averageRetention(cohorts: readonly Cohort[]): { month: number; retention: number }[] {
  const longest = Math.max(0, ...cohorts.map(({ periods }) => periods.length));
  return Array.from({ length: longest }, (_, month) => {
    const there = cohorts.filter(({ periods }) => periods.length > month);
    const sum = (of: (cohort: Cohort) => number) => there.reduce((all, cohort) => all + of(cohort), 0);
    return {
      month,
      retention:
        share(
          sum(({ periods }) => periods[month]?.customers ?? 0),
          sum(({ customers }) => customers),
        ) ?? 0,
    };
  });
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1_000_000) / 1_000_000;
}

function monthsBetween(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0] = to.split('-').map(Number);
  return (toYear - fromYear) * 12 + toMonth - fromMonth;
}
