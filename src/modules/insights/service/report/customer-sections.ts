import { type Section } from '../../domain/report/report.js';
import { evidenceOf, type SectionMaker } from './report-sources.js';
import { ifEnough } from './sales-sections.js';

const COHORT_MONTHS = 12;
const DAYS_AHEAD = 90;

/** Segments, cohorts and what customers will do. Of all customers, whatever the days. */
export const customerSections: SectionMaker = async (sources, { to }) => {
  const { gold, asOf, customers, segments } = await sources.segments.segments(to);
  const sections: Section[] = [
    {
      title: 'Segments',
      text: [`${customers} identified customers with a sale, scored as of ${asOf ?? 'no day'}.`],
      chart: {
        kind: 'bars',
        title: 'Customers by RFM segment',
        format: 'integer',
        labels: segments.map(({ segment_name }) => segment_name),
        values: segments.map(({ customer_count }) => customer_count),
      },
      table: {
        columns: [
          { key: 'segment_name', label: 'Segment', format: 'text' },
          { key: 'customer_count', label: 'Customers', format: 'integer' },
          { key: 'revenue_share', label: 'Revenue', format: 'percent' },
          { key: 'avg_order_value', label: 'Order value', format: 'money' },
          { key: 'avg_recency_days', label: 'Days since', format: 'decimal' },
          { key: 'avg_lifetime_value', label: 'CLV', format: 'money' },
          { key: 'description', label: 'Who they are', format: 'text' },
        ],
        rows: segments.map((one) => ({ ...one })),
      },
    },
  ];
  const { cohorts } = await sources.cohorts.cohorts(COHORT_MONTHS);
  const most = Math.max(0, ...cohorts.map(({ periods }) => periods.length));
  sections.push({
    title: 'Cohorts',
    text: ['Share of the customers of a month of first sale who bought again in later months.'],
    chart: {
      kind: 'heat',
      title: 'Retention by month since the first sale',
      rows: cohorts.map(({ cohort }) => cohort),
      columns: Array.from({ length: most }, (_, month) => `+${month}`),
      values: cohorts.map(({ periods }) =>
        Array.from({ length: most }, (_, month) => periods[month]?.retention ?? null),
      ),
    },
  });
  const movement = await sources.movement.movement({ months: 3 });
  const newest = movement.body.data.periods.at(-1);
  if (newest) {
    sections.push({
      title: 'Movement between segments',
      text: [
        `From ${newest.from} to ${newest.to}: ${newest.new_customers} new customers, ${newest.stayed} stayed in their segment.`,
      ],
      table: {
        columns: [
          { key: 'from', label: 'From', format: 'text' },
          { key: 'to', label: 'To', format: 'text' },
          { key: 'customers', label: 'Customers', format: 'integer' },
        ],
        rows: newest.moves.slice(0, 10),
      },
      evidence: evidenceOf(movement.body),
    });
  }
  const value = await ifEnough(sources.customers.lifetimeValue({ days: DAYS_AHEAD, page: 1, size: 10 }));
  const churn = await ifEnough(sources.customers.churn({ days: DAYS_AHEAD, page: 1, size: 10 }));
  if (value && churn) {
    sections.push(
      {
        title: 'Value to come',
        text: [`What the next ${DAYS_AHEAD} days are expected to bring, by customer; gross.`],
        table: {
          columns: [
            { key: 'customer_id', label: 'Customer', format: 'text' },
            { key: 'expected_orders', label: 'Orders', format: 'decimal' },
            { key: 'expected_order_value', label: 'Order value', format: 'money' },
            { key: 'expected_value', label: 'Value', format: 'money' },
          ],
          rows: value.body.data.customers,
        },
        evidence: evidenceOf(value.body),
      },
      {
        title: 'Value at risk',
        text: [`How likely no order comes within ${DAYS_AHEAD} days, where most would be missed.`],
        table: {
          columns: [
            { key: 'customer_id', label: 'Customer', format: 'text' },
            { key: 'churn_probability', label: 'Stays away', format: 'percent' },
            { key: 'value_at_risk', label: 'At risk', format: 'money' },
          ],
          rows: churn.body.data.customers,
        },
      },
    );
  }
  return { gold, period: null, sections };
};
