import { scaleOf, svgOf } from './chart.js';
import { htmlOf } from './html.js';
import { type Report, written } from './report.js';

const HOSTILE = '<script>alert("1")</script> & \u0007\'quoted\'';

describe('report', () => {
  it('writes numbers for people', () => {
    expect(written(1234567.891, 'money', 'GBP')).toBe('1,234,568 GBP');
    expect(written(-12.5, 'money', 'GBP')).toBe('−12.50 GBP');
    expect(written(0.1234, 'percent', '')).toBe('12.3%');
    expect(written(null, 'integer', '')).toBe('–');
  });

  it('has round scales that hold both ends', () => {
    expect(scaleOf(0, 74_000)).toEqual({ low: 0, high: 80_000, step: 20_000 });
    expect(scaleOf(-7, 12)).toEqual({ low: -10, high: 15, step: 5 });
    expect(scaleOf(0, 0)).toEqual({ low: 0, high: 1, step: 1 });
  });

  it('takes no text of the data for markup, and needs nothing from outside', () => {
    const report: Report = {
      report_type: 'sales_analysis',
      title: HOSTILE,
      generated_at: '2024-01-01T10:00:00Z',
      period: null,
      gold_version: 3,
      currency: 'GBP',
      sections: [
        {
          title: HOSTILE,
          text: [HOSTILE],
          kpis: [{ label: HOSTILE, value: 1, format: 'money', change: -0.5 }],
          chart: { kind: 'bars', title: HOSTILE, format: 'money', labels: [HOSTILE], values: [3] },
          table: { columns: [{ key: 'a', label: HOSTILE, format: 'text' }], rows: [{ a: HOSTILE }] },
        },
      ],
    };
    const html = htmlOf(report);
    expect(html).not.toMatch(/<script|\u0007|src=|href=/);
    expect(html.match(/&lt;script&gt;/g)?.length).toBeGreaterThanOrEqual(7);
  });

  it('draws gaps as gaps', () => {
    const svg = svgOf(
      {
        kind: 'line',
        title: 't',
        format: 'integer',
        labels: ['a', 'b', 'c', 'd'],
        series: [{ name: 's', values: [1, null, 2, 3] }],
      },
      '',
    );
    expect(/d="([^"]*)"/.exec(svg)?.[1]?.match(/M/g)).toHaveLength(2);
    expect(svg).not.toContain('NaN');
  });
});
