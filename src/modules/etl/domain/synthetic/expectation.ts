/** Rules of quarantine, as the pipeline names them. */
export type QuarantineReason =
  | 'missing_invoice'
  | 'missing_stock_code'
  | 'invalid_quantity'
  | 'invalid_price'
  | 'zero_price'
  | 'invalid_date'
  | 'negative_quantity_without_cancellation'
  | 'positive_quantity_on_cancellation'
  | 'accounting_adjustment';

/** What the pipeline has to find in the generated files; rows unless said otherwise. */
export interface SyntheticExpectation {
  bronze_rows: number;
  /** Lines that say again what another line says, in whatever spelling. */
  duplicates: number;
  /** Rows that break each rule; a row can break several. */
  quarantined: Partial<Record<QuarantineReason, number>>;
  quarantine_rows: number;
  fact_rows: number;
  /** Quantity × price over the facts, returns subtracted: a decimal number as text, without zeros at its end. */
  net_revenue: string;
  return_lines: number;
  anonymous_fact_lines: number;
}

/** Counts the truth while lines are made. */
export class Tally {
  private rows = 0;
  private copies = 0;
  private quarantineRows = 0;
  private readonly reasons = new Map<QuarantineReason, number>();
  private facts = 0;
  private returns = 0;
  private anonymous = 0;
  /** Ten-thousandths of a pound: exact up to 900 billion pounds. */
  private net = 0;

  copy(): void {
    this.rows++;
    this.copies++;
  }

  quarantined(reasons: readonly QuarantineReason[]): void {
    this.rows++;
    this.quarantineRows++;
    for (const reason of reasons) this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
  }

  /** `price` in ten-thousandths of a pound. */
  fact(quantity: number, price: number, isReturn: boolean, isAnonymous: boolean): void {
    this.rows++;
    this.facts++;
    this.net += quantity * price;
    if (isReturn) this.returns++;
    if (isAnonymous) this.anonymous++;
  }

  result(): SyntheticExpectation {
    return {
      bronze_rows: this.rows,
      duplicates: this.copies,
      quarantined: Object.fromEntries([...this.reasons].sort(([a], [b]) => (a < b ? -1 : 1))),
      quarantine_rows: this.quarantineRows,
      fact_rows: this.facts,
      net_revenue: decimal(this.net),
      return_lines: this.returns,
      anonymous_fact_lines: this.anonymous,
    };
  }
}

function decimal(tenThousandths: number): string {
  const size = Math.abs(tenThousandths);
  const fraction = String(size % 10_000)
    .padStart(4, '0')
    .replace(/0+$/, '');
  const whole = `${tenThousandths < 0 ? '-' : ''}${Math.floor(size / 10_000)}`;
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
