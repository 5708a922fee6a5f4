/** A remark on a line that is kept, with the name under which a run's report counts it. */
export interface WarningRule {
  name: string;
  /** What the report counts. */
  counts: 'lines' | 'invoices';
  means: string;
  fix: string;
}

export const WARNINGS: readonly WarningRule[] = [
  {
    name: 'missing_customer',
    counts: 'lines',
    means: 'no customer; the line is a fact of the Unknown customer',
    fix: 'have the till ask for the customer, or map the column that holds it',
  },
  {
    name: 'missing_description',
    counts: 'lines',
    means: 'no description; the product keeps the one that other lines give it',
    fix: 'fill Description in the source',
  },
  {
    name: 'unknown_country',
    counts: 'lines',
    means: 'the country is empty or not one that is known',
    fix: 'give the common name or the ISO code, or add the spelling to the aliases of countries',
  },
  {
    name: 'unknown_stock_code_shape',
    counts: 'lines',
    means: 'the stock code is neither five digits with up to two letters nor a known service',
    fix: 'check the code; name a new service code to those who keep the rules',
  },
  {
    name: 'invoices_with_several_customers_or_countries',
    counts: 'invoices',
    means: 'the lines of an invoice name more than one customer or country',
    fix: 'look at these invoices at the source: numbers may be used twice, or bills of several customers joined',
  },
  {
    name: 'amount_outlier',
    counts: 'lines',
    means: "the amount lies more than six standard deviations from its product's mean in the batch",
    fix: 'check quantity and price; where they are right nothing is to be done',
  },
];
