import { type Dimension, type Grain, type Need } from './declaration.js';

type Short = [name: string, label: string, description: string, sql: string, more?: Partial<Dimension>];

function dimensions(needs: readonly Need[], grain: Grain, list: readonly Short[]): Dimension[] {
  return list.map(([name, label, description, sql, more]) => ({
    name,
    label,
    description,
    sql,
    type: 'text',
    needs,
    grain,
    ...more,
  }));
}

const LATER = 'as it was on the day of the line, or on the day `as_of`';

/** The one that is cut by granularity. Its SQL is the granularity's. */
export const DATE = 'date';

/** Every dimension but the date, each once. */
export const DIMENSIONS: readonly Dimension[] = [
  ...dimensions(['calendar'], 'day', [
    ['weekday', 'Weekday', '1 is Monday, 7 is Sunday.', 'isodow(d.date)', { type: 'integer' }],
    ['month_of_year', 'Month of the year', '1 to 12.', 'month(d.date)', { type: 'integer' }],
    ['quarter_of_year', 'Quarter of the year', '1 to 4.', 'quarter(d.date)', { type: 'integer' }],
    ['week_of_year', 'Week of the year', 'ISO 8601, 1 to 53.', 'weekofyear(d.date)', { type: 'integer' }],
    ['is_weekend', 'Weekend', 'Saturday or Sunday.', 'isodow(d.date) >= 6', { type: 'boolean' }],
  ]),
  ...dimensions(['calendar', 'holiday'], 'day', [
    ['is_holiday', 'Holiday', 'Public holiday of the home country.', 'd.is_holiday', { type: 'boolean' }],
    ['holiday', 'Name of the holiday', 'Null on other days.', 'd.holiday_name'],
  ]),
  ...dimensions(['invoice'], 'invoice', [
    ['hour', 'Hour', 'Hour of the invoice, UTC, 0 to 23.', 'hour(i.invoice_date)', { type: 'integer' }],
    ['invoice', 'Invoice', 'Its number.', 'i.invoice_no', { values: 'upper' }],
    ['channel', 'Channel', 'Null where the source names none.', 'i.channel'],
  ]),
  ...dimensions(['country'], 'day', [
    [
      'country',
      'Country',
      'Country of the line; Unknown where none is known.',
      'k.country_name',
      { values: 'country' },
    ],
    ['country_code', 'Country code', 'ISO 3166, two letters.', 'k.country_code', { values: 'upper' }],
    ['region', 'Region', 'Subregion of the United Nations.', 'k.region'],
    ['continent', 'Continent', 'Continent of the country.', 'k.continent'],
    ['is_eu', 'European Union', 'Whether the country is a member.', 'k.is_eu_member', { type: 'boolean' }],
  ]),
  ...dimensions(['product'], 'line', [
    ['product', 'Product', 'Its stock code.', 'p.stock_code', { values: 'upper' }],
    ['product_name', 'Name of the product', `Its description, ${LATER}.`, 'p.description'],
    ['category', 'Category', `Derived from the description, ${LATER}.`, 'p.category', { grain: 'category' }],
    ['subcategory', 'Subcategory', `Derived from the description, ${LATER}.`, 'p.subcategory'],
    ['brand', 'Brand', `Derived from the description, ${LATER}; null where none is named.`, 'p.brand'],
    ['product_family', 'Product family', `Derived from the description, ${LATER}.`, 'p.product_family'],
  ]),
  ...dimensions(['customer'], 'invoice', [
    ['customer', 'Customer', 'Its id; null on anonymous lines.', 'c.customer_id'],
    ['segment', 'Segment', 'RFM segment of the customer now; null without one.', 'c.rfm_segment'],
    [
      'customer_country',
      'Country of the customer',
      'As it was on the day of the line, or on the day `as_of`.',
      'c.country',
      { values: 'country' },
    ],
    [
      'cohort',
      'Cohort',
      'Month of the first sale of the customer, YYYY-MM.',
      "strftime(c.registration_date, '%Y-%m')",
    ],
  ]),
  ...dimensions([], 'invoice', [
    ['line_type', 'Type of line', 'sale or return.', 'f.line_type'],
    [
      'identified',
      'Identified',
      'Whether the line names a customer.',
      'f.customer_key <> 0',
      { type: 'boolean' },
    ],
    ['unit_price', 'Unit price', 'Of the line.', 'f.unit_price', { type: 'number', grain: 'line' }],
    [
      'line_amount',
      'Amount of the line',
      'Negative on returns.',
      'f.total_amount',
      { type: 'number', grain: 'line', onlyFilters: true },
    ],
    [
      'quantity',
      'Quantity of the line',
      'Negative on returns.',
      'f.quantity',
      { type: 'integer', grain: 'line', onlyFilters: true },
    ],
    [
      'product_key',
      'Version of the product',
      'Key of dim_product, as text where it has more than 53 bits.',
      'f.product_key',
      { type: 'integer', grain: 'line', onlyFilters: true, isKey: true },
    ],
  ]),
];
