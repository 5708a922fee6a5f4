/** A sales line as a till writes it: every value is text. */
export interface SyntheticLine {
  invoiceNo: string;
  stockCode: string;
  description: string;
  quantity: string;
  invoiceDate: string;
  unitPrice: string;
  customerId: string;
  country: string;
}

/** Takes one line. The object is used again for the next one. */
export type LineSink = (line: Readonly<SyntheticLine>) => void;
