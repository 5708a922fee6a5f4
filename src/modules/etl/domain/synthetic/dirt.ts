import { type QuarantineReason } from './expectation.js';
import { type SyntheticLine } from './line.js';
import { type Prng } from './prng.js';

/** A broken cell: what stands in it, and the rules that this breaks. */
interface Defect {
  column: keyof SyntheticLine;
  text: string;
  reason: QuarantineReason;
}

const DEFECTS: readonly (readonly Defect[])[] = [
  defects('quantity', 'invalid_quantity', [
    '0',
    '0.0',
    '',
    'six',
    '1.5',
    '1e2',
    '1,000',
    '250000',
    '--4',
    'NaN',
  ]),
  defects('unitPrice', 'invalid_price', ['-4.95', '', 'n/a', '1e1', '12,50', '1000000.01', '1_000', '£2.10']),
  defects('unitPrice', 'zero_price', ['0', '-0', '.0', '0.000', '0.00004', '+0.0']),
  defects('invoiceDate', 'invalid_date', [
    '2025-13-01 09:30:00',
    '2025-02-30 10:15:00',
    '2099-01-01 00:00:00',
    '1999-12-31 23:59:59',
    '2025-06-01 25:10:00',
    'not known',
    '',
  ]),
  defects('stockCode', 'missing_stock_code', ['', '  ']),
];

/** Breaks one cell of a good sale, now and then two; the rules that it breaks now. */
export function breakLine(line: SyntheticLine, random: Prng): QuarantineReason[] {
  const kinds = [random.below(DEFECTS.length)];
  if (random.chance(0.1)) kinds.push(random.below(DEFECTS.length));
  const broken = new Map<keyof SyntheticLine, Defect>();
  for (const kind of kinds) {
    const defect = random.pick(DEFECTS[kind] ?? []);
    if (!broken.has(defect.column)) broken.set(defect.column, defect);
  }
  for (const { column, text } of broken.values()) line[column] = text;
  return [...broken.values()].map(({ reason }) => reason);
}

/**
 * The same line in another spelling: equal after the cast. Cells that may be broken are left as they are (`careful`), as
 * unreadable ones count as equal only where their text is.
 */
export function respell(line: SyntheticLine, random: Prng, careful: boolean): SyntheticLine {
  const copy = { ...line };
  if (random.chance(0.4)) copy.stockCode = copy.stockCode.toLowerCase();
  if (random.chance(0.3) && copy.description !== '') copy.description = ` ${copy.description} `;
  if (random.chance(0.3)) copy.country = COUNTRY_SPELLINGS[copy.country] ?? copy.country.toUpperCase();
  if (random.chance(0.3) && copy.customerId !== '') {
    copy.customerId = copy.customerId.endsWith('.0') ? copy.customerId.slice(0, -2) : `${copy.customerId}.0`;
  }
  if (careful) return copy;
  if (random.chance(0.4)) copy.quantity = `${copy.quantity}.0`;
  if (random.chance(0.3)) copy.unitPrice = `${copy.unitPrice}0`;
  if (random.chance(0.3))
    copy.invoiceDate = copy.invoiceDate.replace(' ', 'T') + (random.chance(0.5) ? 'Z' : '');
  return copy;
}

const COUNTRY_SPELLINGS: Readonly<Record<string, string>> = {
  'United Kingdom': 'UK',
  EIRE: 'Ireland',
  USA: 'United States',
  RSA: 'South Africa',
  'Czech Republic': 'Czechia',
};

function defects(column: keyof SyntheticLine, reason: QuarantineReason, texts: readonly string[]): Defect[] {
  return texts.map((text) => ({ column, text, reason }));
}
