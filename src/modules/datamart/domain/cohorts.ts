/** What the customers of a cohort did in a month. */
export interface CohortMonth {
  /** Month of the first sale, YYYY-MM. */
  cohort: string;
  month: string;
  /** Customers with a sale in it. */
  buyers: number;
  /** Net, returns included. */
  revenue: number;
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

/** Every cohort with every month until the last one of the facts, months of nothing included; `most` months at most. */
export function cohortsOf(rows: readonly CohortMonth[], lastMonth: string, most: number): Cohort[] {
  const byCohort = new Map<string, Map<number, CohortMonth>>();
  for (const row of rows) {
    const months = byCohort.get(row.cohort) ?? new Map<number, CohortMonth>();
    byCohort.set(row.cohort, months.set(monthsBetween(row.cohort, row.month), row));
  }
  return [...byCohort]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([cohort, months]) => {
      const { buyers = 0, revenue: first = 0 } = months.get(0) ?? {};
      const last = Math.min(monthsBetween(cohort, lastMonth), most - 1);
      const periods = Array.from({ length: last + 1 }, (_, month): CohortPeriod => {
        const { buyers: customers = 0, revenue = 0 } = months.get(month) ?? {};
        return {
          month,
          customers,
          retention: share(customers, buyers) ?? 0,
          revenue,
          revenue_retention: share(revenue, first),
        };
      });
      return { cohort, customers: buyers, periods };
    });
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
