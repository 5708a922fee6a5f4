import { evidenceOf, type SectionMaker } from './report-sources.js';

/** What sells, with what, and what prices do. */
export const productSections: SectionMaker = async ({ performance, products }, scope) => {
  const asked = { date_from: scope.from, date_to: scope.to, country: scope.country };
  const top = await performance.products(scope, 'revenue', 20);
  const classes = await products.classes({ ...asked, lead_weeks: 2, page: 1, size: 20 });
  const baskets = await products.baskets({ ...asked, min_support: 0.01, min_confidence: 0.3, limit: 15 });
  const prices = await products.elasticity({ ...asked, limit: 15 });
  return {
    gold: top.gold,
    period: top.period,
    sections: [
      {
        title: 'Best sellers',
        text: [],
        chart: {
          kind: 'bars',
          title: 'Net revenue by product',
          format: 'money',
          labels: top.rows.slice(0, 12).map(({ description, stock_code }) => description ?? stock_code),
          values: top.rows.slice(0, 12).map(({ revenue }) => revenue),
        },
        table: {
          columns: [
            { key: 'stock_code', label: 'Code', format: 'text' },
            { key: 'description', label: 'Product', format: 'text' },
            { key: 'revenue', label: 'Net', format: 'money' },
            { key: 'units', label: 'Units', format: 'integer' },
            { key: 'customers', label: 'Customers', format: 'integer' },
            { key: 'return_rate', label: 'Returned', format: 'percent' },
          ],
          rows: top.rows.map((one) => ({ ...one })),
        },
      },
      {
        title: 'Classes and stock',
        text: [
          'A products make the first 80% of the revenue, B the next 15%; X sells steadily, Z erratically.',
        ],
        table: {
          columns: [
            { key: 'class', label: 'Class', format: 'text' },
            { key: 'products', label: 'Products', format: 'integer' },
            { key: 'revenue', label: 'Net', format: 'money' },
            { key: 'revenue_share', label: 'Share', format: 'percent' },
          ],
          rows: classes.body.data.classes,
        },
        evidence: evidenceOf(classes.body),
      },
      {
        title: 'Bought together',
        text: baskets.body.data.rules.length === 0 ? ['No pair is in one invoice of a hundred.'] : [],
        table: {
          columns: [
            { key: 'antecedent', label: 'Who buys', format: 'text' },
            { key: 'consequent', label: 'also buys', format: 'text' },
            { key: 'confidence', label: 'Confidence', format: 'percent' },
            { key: 'lift', label: 'Lift', format: 'decimal' },
            { key: 'invoices', label: 'Invoices', format: 'integer' },
          ],
          rows: baskets.body.data.rules.map((rule) => ({
            antecedent: rule.antecedent_name ?? rule.antecedent,
            consequent: rule.consequent_name ?? rule.consequent,
            confidence: rule.confidence,
            lift: rule.lift,
            invoices: rule.invoices,
          })),
        },
        evidence: evidenceOf(baskets.body),
      },
      {
        title: 'Prices',
        text: [
          `Of the ${prices.body.data.products.length} products with the highest revenue, ${prices.body.data.estimable} could be estimated.`,
        ],
        table: {
          columns: [
            { key: 'product', label: 'Product', format: 'text' },
            { key: 'elasticity', label: 'Elasticity', format: 'decimal' },
            { key: 'standard_error', label: 'Std. error', format: 'decimal' },
            { key: 'verdict', label: 'Verdict', format: 'text' },
          ],
          rows: prices.body.data.products.map((one) => ({
            product: one.description ?? one.stock_code,
            elasticity: one.is_estimable ? one.elasticity : null,
            standard_error: one.is_estimable ? one.standard_error : null,
            verdict: one.is_estimable ? one.verdict : `not estimable: ${one.reason}`,
          })),
        },
        evidence: evidenceOf(prices.body),
      },
    ],
  };
};
