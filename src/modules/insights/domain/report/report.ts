import { type Evidence } from '../evidence.js';

export const REPORT_TYPES = {
  executive_summary: 'Executive summary',
  sales_analysis: 'Sales analysis',
  customer_analysis: 'Customer analysis',
  product_analysis: 'Product analysis',
} as const;
export type ReportType = keyof typeof REPORT_TYPES;
export const REPORT_TYPE_NAMES = Object.keys(REPORT_TYPES) as ReportType[];

/** How a number is written. */
export type Format = 'money' | 'integer' | 'decimal' | 'percent' | 'text';

export interface Kpi {
  label: string;
  value: number | null;
  format: Exclude<Format, 'text'>;
  /** Against the period before, as a share; null where there is none. */
  change: number | null;
  /** More is not better: returns. */
  isCost?: boolean;
}

export interface Column {
  key: string;
  label: string;
  format: Format;
}

export interface Table {
  columns: Column[];
  rows: Record<string, string | number | null>[];
}

export type Chart =
  | {
      kind: 'line';
      title: string;
      format: Format;
      /** The same length as every series; null is a gap. */
      labels: string[];
      series: { name: string; values: (number | null)[] }[];
      /** Between two bounds, at the same labels. */
      band?: { name: string; lower: (number | null)[]; upper: (number | null)[] };
    }
  | { kind: 'bars'; title: string; format: Format; labels: string[]; values: number[] }
  | { kind: 'heat'; title: string; rows: string[]; columns: string[]; values: (number | null)[][] };

export interface Section {
  title: string;
  /** What the figures say, computed from them. */
  text: string[];
  kpis?: Kpi[];
  chart?: Chart;
  table?: Table;
  evidence?: Omit<Evidence, 'inputs'>;
}

/** The whole document; the HTML shows it and the JSON is it. */
export interface Report {
  report_type: ReportType;
  title: string;
  /** ISO 8601. */
  generated_at: string;
  period: { from: string; to: string } | null;
  gold_version: number;
  currency: string;
  sections: Section[];
}

/** For people: 1,234.5 GBP; 12.3%. */
export function written(value: string | number | null, format: Format, currency: string): string {
  if (value === null) return '–';
  if (typeof value === 'string' || format === 'text') return String(value);
  switch (format) {
    case 'money':
      return `${grouped(value, Math.abs(value) >= 1_000 ? 0 : 2)} ${currency}`;
    case 'integer':
      return grouped(value, 0);
    case 'percent':
      return `${(100 * value).toFixed(1)}%`;
    case 'decimal':
      return grouped(value, 2);
  }
}

function grouped(value: number, digits: number): string {
  const [whole = '', part] = Math.abs(value).toFixed(digits).split('.');
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${value < 0 ? '−' : ''}${text}${part ? `.${part}` : ''}`;
}
