import { AS_OF, dayWithin, type Feature, features, money, within } from './feature.js';

const WINDOWS = [30, 90, 180, 365] as const;

/** What is known of a customer on a day. Lines: l(id, day, hour, invoice, code, category, country, quantity, price, amount, is_sale). */
export const CUSTOMER_FEATURES: readonly Feature[] = [
  ...features('line', [
    [
      'days_since_first_sale',
      `date_diff('day', min(l.day) FILTER (WHERE l.is_sale), ${AS_OF})`,
      'Days since the first sale.',
    ],
    [
      'recency_days',
      `date_diff('day', max(l.day) FILTER (WHERE l.is_sale), ${AS_OF})`,
      'Days since the last sale.',
    ],
    ['net_revenue', money('sum(l.amount)'), 'Net amount, returns included.'],
    ['gross_revenue', money('sum(l.amount) FILTER (WHERE l.is_sale)'), 'Amount of sales alone.'],
    ['returns_value', money('sum(l.amount) FILTER (WHERE NOT l.is_sale)'), 'Amount of returns; negative.'],
    ['return_lines', 'count(*) FILTER (WHERE NOT l.is_sale)', 'Lines that are returns.'],
    ['sale_lines', 'count(*) FILTER (WHERE l.is_sale)', 'Lines that are sales.'],
    ['units', 'CAST(coalesce(sum(l.quantity) FILTER (WHERE l.is_sale), 0) AS BIGINT)', 'Units of sales.'],
    [
      'avg_unit_price',
      'CAST(sum(l.amount) FILTER (WHERE l.is_sale) AS DOUBLE) / nullif(sum(l.quantity) FILTER (WHERE l.is_sale), 0)',
      'Mean price paid for a unit.',
    ],
    [
      'share_of_sundays',
      'CAST(count(*) FILTER (WHERE l.is_sale AND isodow(l.day) = 7) AS DOUBLE) / nullif(count(*) FILTER (WHERE l.is_sale), 0)',
      'Share of the sale lines on Sundays.',
    ],
    [
      'share_of_mornings',
      'CAST(count(*) FILTER (WHERE l.is_sale AND l.hour < 12) AS DOUBLE) / nullif(count(*) FILTER (WHERE l.is_sale), 0)',
      'Share of the sale lines before noon, UTC.',
    ],
    [
      'units_90d',
      `CAST(coalesce(sum(l.quantity) FILTER (WHERE l.is_sale AND ${within(90)}), 0) AS BIGINT)`,
      'Units of sales in the last 90 days.',
    ],
    [
      'returns_value_90d',
      money(`sum(l.amount) FILTER (WHERE NOT l.is_sale AND ${within(90)})`),
      'Amount of returns in the last 90 days; negative.',
    ],
    [
      'net_revenue_previous_90d',
      money(`sum(l.amount) FILTER (WHERE l.day <= ${AS_OF} - 90 AND l.day > ${AS_OF} - 180)`),
      'Net amount in the 90 days before the last 90.',
    ],
    ...WINDOWS.flatMap((days) => [
      [
        `net_revenue_${days}d`,
        money(`sum(l.amount) FILTER (WHERE ${within(days)})`),
        `Net amount in the last ${days} days.`,
      ] as const,
    ]),
  ]),
  ...features('group', [
    ['orders', 'count(*)', 'Sale invoices.'],
    ['active_days', 'count(DISTINCT g.day)', 'Days with a sale.'],
    ['active_months', "count(DISTINCT date_trunc('month', g.day))", 'Months with a sale.'],
    ['countries', 'count(DISTINCT g.country)', 'Distinct countries of the orders.'],
    [
      'favourite_weekday',
      'mode(isodow(g.day) ORDER BY isodow(g.day))',
      'Weekday of most orders; 1 is Monday.',
    ],
    ...WINDOWS.map(
      (days) =>
        [
          `orders_${days}d`,
          `count(*) FILTER (WHERE ${dayWithin('g.day', days)})`,
          `Sale invoices in the last ${days} days.`,
        ] as const,
    ),
    ['avg_order_gross', 'avg(CAST(g.amount AS DOUBLE))', 'Mean gross amount of an order.'],
    ['max_order_gross', 'max(g.amount)', 'Largest order.'],
    ['min_order_gross', 'min(g.amount)', 'Smallest order.'],
    [
      'deviation_order_gross',
      'coalesce(stddev_samp(CAST(g.amount AS DOUBLE)), 0)',
      'Standard deviation of the amounts of orders.',
    ],
    ['avg_units_per_order', 'avg(g.quantity)', 'Mean units of an order.'],
    ['avg_lines_per_order', 'avg(g.lines)', 'Mean lines of an order.'],
    ['last_order_gross', 'arg_max(g.amount, (g.day, g.invoice))', 'Amount of the newest order.'],
  ]),
  ...features('item', [
    ['products', 'count(*)', 'Distinct products bought.'],
    [
      'products_90d',
      `count(*) FILTER (WHERE ${dayWithin('i.last_day', 90)})`,
      'Distinct products bought in the last 90 days.',
    ],
    ['categories', 'count(DISTINCT i.category)', 'Distinct categories bought.'],
    ['favourite_product', 'arg_max(i.code, (i.lines, i.code))', 'Product of most sale lines.'],
    [
      'favourite_category',
      'arg_max(i.category, (i.lines, i.code)) FILTER (WHERE i.category IS NOT NULL)',
      'Category of the product of most sale lines, among those that have one.',
    ],
    ['repeated_products', 'count(*) FILTER (WHERE i.days > 1)', 'Products bought on more than one day.'],
  ]),
  ...features('gap', [
    ['mean_gap_days', 'avg(p.gap)', 'Mean days between days with an order; null after one day.'],
    ['deviation_gap_days', 'stddev_samp(p.gap)', 'Standard deviation of these; null after two days.'],
    ['longest_gap_days', 'max(p.gap)', 'Longest of these.'],
  ]),
  ...features('features', [
    [
      'return_rate',
      'CASE WHEN gross_revenue = 0 THEN 0 ELSE -CAST(returns_value AS DOUBLE) / CAST(gross_revenue AS DOUBLE) END',
      'Returned amount as a share of sales.',
    ],
    [
      'avg_order_value',
      'CASE WHEN orders = 0 THEN 0 ELSE CAST(net_revenue AS DOUBLE) / orders END',
      'Net amount an order.',
    ],
    [
      'orders_per_month',
      'orders / greatest(days_since_first_sale / 30.4375, 1)',
      'Orders a month since the first sale, at least one month.',
    ],
    [
      'overdue_ratio',
      'recency_days / mean_gap_days',
      'Days since the last sale over the mean gap: above 1 is later than usual; null after one day.',
    ],
    [
      'revenue_trend_90d',
      'CASE WHEN net_revenue_previous_90d = 0 THEN NULL ELSE CAST(net_revenue_90d AS DOUBLE) / CAST(net_revenue_previous_90d AS DOUBLE) - 1 END',
      'Change of the net amount against the 90 days before; null where that was 0.',
    ],
    [
      'revenue_percentile',
      'percent_rank() OVER (ORDER BY net_revenue)',
      'Rank by net amount among all customers, 0 to 1.',
    ],
    ['is_repeat', 'active_days > 1', 'Bought on more than one day.'],
  ]),
];
