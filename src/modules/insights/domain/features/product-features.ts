import { AS_OF, dayWithin, type Feature, features, money, within } from './feature.js';

const WINDOWS = [28, 91, 182, 364] as const;
const SALE = 'l.is_sale';

/** What is known of a product on a day. Lines: l(id, day, invoice, customer, country, quantity, price, amount, is_sale); groups are weeks. */
export const PRODUCT_FEATURES: readonly Feature[] = [
  ...features('line', [
    [
      'days_since_first_sale',
      `date_diff('day', min(l.day) FILTER (WHERE ${SALE}), ${AS_OF})`,
      'Days since the first sale.',
    ],
    [
      'days_since_last_sale',
      `date_diff('day', max(l.day) FILTER (WHERE ${SALE}), ${AS_OF})`,
      'Days since the last sale.',
    ],
    ['net_revenue', money('sum(l.amount)'), 'Net amount, returns included.'],
    ['gross_revenue', money(`sum(l.amount) FILTER (WHERE ${SALE})`), 'Amount of sales alone.'],
    ['units', `CAST(coalesce(sum(l.quantity) FILTER (WHERE ${SALE}), 0) AS BIGINT)`, 'Units of sales.'],
    [
      'units_returned',
      `CAST(coalesce(-sum(l.quantity) FILTER (WHERE NOT ${SALE}), 0) AS BIGINT)`,
      'Units of returns; positive.',
    ],
    ['orders', `count(DISTINCT l.invoice) FILTER (WHERE ${SALE})`, 'Sale invoices with it.'],
    ['countries', `count(DISTINCT l.country) FILTER (WHERE ${SALE})`, 'Countries that it was sold to.'],
    ['days_on_sale', `count(DISTINCT l.day) FILTER (WHERE ${SALE})`, 'Days with a sale.'],
    ['min_price', `min(l.price) FILTER (WHERE ${SALE})`, 'Lowest price of a sale line.'],
    ['max_price', `max(l.price) FILTER (WHERE ${SALE})`, 'Highest price of a sale line.'],
    [
      'deviation_price',
      `coalesce(stddev_samp(CAST(l.price AS DOUBLE)) FILTER (WHERE ${SALE}), 0)`,
      'Standard deviation of the prices of sale lines.',
    ],
    [
      'last_price',
      `arg_max(l.price, (l.day, l.invoice, l.price)) FILTER (WHERE ${SALE})`,
      'Price of the newest sale line.',
    ],
    ['distinct_prices', `count(DISTINCT l.price) FILTER (WHERE ${SALE})`, 'Distinct prices of sale lines.'],
    ['avg_units_per_line', `avg(l.quantity) FILTER (WHERE ${SALE})`, 'Mean units of a sale line.'],
    ['max_units_per_line', `max(l.quantity) FILTER (WHERE ${SALE})`, 'Most units of a sale line.'],
    [
      'share_of_sundays',
      `CAST(count(*) FILTER (WHERE ${SALE} AND isodow(l.day) = 7) AS DOUBLE) / nullif(count(*) FILTER (WHERE ${SALE}), 0)`,
      'Share of the sale lines on Sundays.',
    ],
    [
      'units_previous_91d',
      `CAST(coalesce(sum(l.quantity) FILTER (WHERE ${SALE} AND l.day <= ${AS_OF} - 91 AND l.day > ${AS_OF} - 182), 0) AS BIGINT)`,
      'Units in the 91 days before the last 91.',
    ],
    ...WINDOWS.flatMap((days) => [
      [
        `units_${days}d`,
        `CAST(coalesce(sum(l.quantity) FILTER (WHERE ${SALE} AND ${within(days)}), 0) AS BIGINT)`,
        `Units of sales in the last ${days} days.`,
      ] as const,
      [
        `net_revenue_${days}d`,
        money(`sum(l.amount) FILTER (WHERE ${within(days)})`),
        `Net amount in the last ${days} days.`,
      ] as const,
    ]),
  ]),
  ...features('group', [
    ['weeks_sold', 'count(*) FILTER (WHERE g.quantity > 0)', 'ISO weeks with a sale.'],
    ['best_week_units', 'max(g.quantity)', 'Most units of a week.'],
    [
      'units_squared',
      'CAST(sum(CAST(g.quantity AS DOUBLE) * g.quantity) AS DOUBLE)',
      'Sum of the squares of weekly units, for their variance.',
    ],
  ]),
  ...features('item', [
    ['customers', 'count(*)', 'Distinct identified customers.'],
    [
      'customers_91d',
      `count(*) FILTER (WHERE ${dayWithin('i.last_day', 91)})`,
      'Distinct identified customers in the last 91 days.',
    ],
    [
      'repeat_customers',
      'count(*) FILTER (WHERE i.days > 1)',
      'Customers who bought it on more than one day.',
    ],
    [
      'share_of_largest_customer',
      'CAST(max(i.quantity) AS DOUBLE) / nullif(sum(i.quantity), 0)',
      'Share of the identified units that went to one customer.',
    ],
  ]),
  ...features('features', [
    [
      'avg_price',
      'CASE WHEN units = 0 THEN NULL ELSE CAST(gross_revenue AS DOUBLE) / units END',
      'Mean price paid for a unit.',
    ],
    [
      'return_rate',
      'CASE WHEN units = 0 THEN 0 ELSE CAST(units_returned AS DOUBLE) / units END',
      'Units returned as a share of units sold.',
    ],
    ['weeks_known', 'days_since_first_sale // 7 + 1', 'Weeks since the first sale.'],
    ['weekly_units', 'units / (days_since_first_sale // 7 + 1)', 'Mean units a week since the first sale.'],
    [
      'revenue_share',
      'CASE WHEN sum(net_revenue) OVER () = 0 THEN 0 ELSE CAST(net_revenue AS DOUBLE) / CAST(sum(net_revenue) OVER () AS DOUBLE) END',
      'Share in the net amount of all products.',
    ],
    ['revenue_rank', 'rank() OVER (ORDER BY net_revenue DESC)', 'Rank by net amount, 1 is the highest.'],
    [
      'units_trend_91d',
      'CASE WHEN units_previous_91d = 0 THEN NULL ELSE CAST(units_91d AS DOUBLE) / units_previous_91d - 1 END',
      'Change of the units against the 91 days before; null where these were 0.',
    ],
    [
      'units_per_customer',
      'CASE WHEN customers = 0 THEN NULL ELSE CAST(units AS DOUBLE) / customers END',
      'Units for each identified customer.',
    ],
  ]),
];
