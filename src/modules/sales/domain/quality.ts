const PRODUCT_CODE = /^\d{5}[A-Z]{0,2}$/;
const SERVICE_CODES = ['POST', 'DOT', 'M', 'D', 'S', 'BANK CHARGES', 'AMAZONFEE', 'CRUK', 'PADS', 'C2'];

/** Warnings of the quality rules that can be told of one line. */
export const QUALITY_FLAGS = [
  'missing_customer',
  'missing_description',
  'unknown_country',
  'unknown_stock_code_shape',
  'several_customers_or_countries_on_invoice',
] as const;
export type QualityFlag = (typeof QUALITY_FLAGS)[number];

export interface JudgedLine {
  customerId: string | null;
  /** Unknown is no country. */
  hasCountry: boolean;
  stockCode: string;
  /** The line's own, where it was read; else the product's on that day. */
  description: string | null;
  isInvoiceMixed: boolean;
}

export function qualityFlags(line: JudgedLine): QualityFlag[] {
  const holds: Record<QualityFlag, boolean> = {
    missing_customer: line.customerId === null,
    missing_description: line.description === null,
    unknown_country: !line.hasCountry,
    unknown_stock_code_shape: !isKnownShape(line.stockCode),
    several_customers_or_countries_on_invoice: line.isInvoiceMixed,
  };
  return QUALITY_FLAGS.filter((flag) => holds[flag]);
}

function isKnownShape(code: string): boolean {
  return PRODUCT_CODE.test(code) || SERVICE_CODES.includes(code) || code.startsWith('GIFT_');
}
