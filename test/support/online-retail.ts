import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SHARED = join(import.meta.dirname, '..', '..', '..', 'shared');
const FOLDER = join(SHARED, 'data', 'online-retail');
const EXPECTED = join(SHARED, 'reference', 'online-retail-expected.json');

/** The real daily files and the independent figures, where they lie beside the project. */
export const onlineRetail =
  existsSync(FOLDER) && existsSync(EXPECTED) ? { files: realFiles(), expected: realExpected() } : undefined;

/** `describe` where the real data is there; elsewhere the suite is skipped, loudly, and under CI it fails. */
export function describeOnlineRetail(
  name: string,
  suite: (data: NonNullable<typeof onlineRetail>) => void,
): void {
  if (onlineRetail) describe(name, () => suite(onlineRetail));
  else if (process.env['CI']) {
    describe(name, () => {
      it('needs ../shared/data/online-retail', () => {
        throw new Error('../shared/data/online-retail is missing');
      });
    });
  } else {
    console.warn(`SKIPPED: ${name}: ../shared/data/online-retail is missing`);
    describe.skip(name, () => {
      it('needs ../shared/data/online-retail', () => undefined);
    });
  }
}

function realFiles(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.csv'))
    .sort()
    .map((name) => join(FOLDER, name));
}

export interface Expected {
  files: number;
  bronze_rows: number;
  completeness: number;
  duplicates: number;
  uniqueness: number;
  validity: number;
  accuracy: number;
  consistency: number;
  timeliness: number;
  quality_score: number;
  quarantine_rows: number;
  fact_rows: number;
  net_revenue: string;
  gross_revenue: string;
  returns_value: string;
  sale_lines: number;
  return_lines: number;
  invoices: number;
  sale_invoices: number;
  cancel_invoices: number;
  customers: number;
  anonymous_lines: number;
  products: number;
  countries: number;
  dates: number;
  units_net: number;
  monthly_net: Record<string, string>;
  top_countries_net: Record<string, string>;
  top_products_net: Record<string, string>;
  [key: `q_${string}`]: number;
  second_opinion?: {
    linked_returns: number;
    warnings_silver: Record<string, number>;
    dim_product: Versions;
    dim_customer: Versions;
    rfm: {
      customers: number;
      segments: Record<string, number>;
      sum_recency: number;
      sum_frequency: number;
      sum_monetary: string;
      as_of: string;
    };
    country_net: Record<string, string>;
    cohorts_2010_12: { cohort: string; month: number; customers: number; retention: number }[];
  };
}

interface Versions {
  versions: number;
  keys: number;
  multi_version_keys: number;
}

function realExpected(): Record<string, Expected> {
  return JSON.parse(readFileSync(EXPECTED, 'utf8')) as Record<string, Expected>;
}
