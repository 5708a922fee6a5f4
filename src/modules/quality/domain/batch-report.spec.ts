import { type BatchReport, together } from './batch-report.js';
import { recommend } from './recommendations.js';
import { periodOf, trendOf } from './trends.js';

function batch(
  finishedAt: string,
  bronze: number,
  accuracy: number,
  more: Partial<BatchReport> = {},
): BatchReport {
  return {
    runId: finishedAt,
    version: 1,
    finishedAt,
    files: [],
    counts: { bronze, silver: bronze, quarantined: 0, duplicates: 0, superseded: 0, operations: 0 },
    quality: {
      completeness: 1,
      accuracy,
      consistency: 1,
      uniqueness: 1,
      validity: 1,
      timeliness: 1,
      score: 75 + 25 * accuracy,
    },
    duplicatesWithin: 0,
    copiesOfEarlier: 0,
    reasons: {},
    warnings: {},
    gate: { passed: true, judged: true, reasons: [] },
    status: 'accepted',
    ...more,
  };
}

describe('several batches together', () => {
  it('weigh as many as they have rows', () => {
    const both = together([
      batch('2024-01-01T00:00:00Z', 300, 1, { reasons: { zero_price: 2 } }),
      batch('2024-01-02T00:00:00Z', 100, 0.6, { reasons: { zero_price: 40, invalid_date: 1 } }),
    ]);
    expect(both.rows).toBe(400);
    expect(both.quality?.accuracy).toBeCloseTo(0.9, 12);
    expect(both.quality?.score).toBeCloseTo(97.5, 10);
    expect(both.reasons).toEqual({ zero_price: 42, invalid_date: 1 });
  });

  it('have no score where there is no row', () => {
    expect(together([])).toMatchObject({ batches: 0, rows: 0, quality: null });
  });
});

describe('trends', () => {
  it.each([
    ['2024-02-29T23:59:59.999Z', 'day', '2024-02-29'],
    ['2024-02-29T23:59:59.999Z', 'month', '2024-02-01'],
    ['2024-02-29T12:00:00Z', 'week', '2024-02-26'],
    ['2024-02-26T00:00:00Z', 'week', '2024-02-26'],
    ['2024-03-03T23:00:00Z', 'week', '2024-02-26'],
    ['2024-01-01T00:00:00Z', 'week', '2024-01-01'],
    ['2023-01-01T00:00:00Z', 'week', '2022-12-26'],
  ] as const)('put %s by the %s under %s', (time, granularity, start) => {
    expect(periodOf(time, granularity)).toBe(start);
  });

  it('show the newest periods, oldest first, blocked batches among them', () => {
    const stopped = { gate: { passed: false, judged: true, reasons: ['no'] }, status: 'blocked' as const };
    const reports = [
      batch('2024-03-05T10:00:00Z', 10, 0.5, stopped),
      batch('2024-03-01T10:00:00Z', 30, 1),
      batch('2024-02-01T10:00:00Z', 5, 1),
      batch('2024-01-01T10:00:00Z', 5, 1),
    ];
    expect(trendOf(reports, 'month', 2)).toMatchObject([
      { start: '2024-02-01', batches: 1, blocked: 0, rows: 5 },
      { start: '2024-03-01', batches: 2, blocked: 1, rows: 40, quality: { accuracy: 0.875 } },
    ]);
  });
});

describe('recommendations', () => {
  const of = (more: Partial<BatchReport>) =>
    recommend(together([batch('2024-01-01T00:00:00Z', 1000, 1, more)]));

  it('are none where nothing was found', () => {
    expect(of({})).toEqual([]);
    expect(recommend(together([]))).toEqual([]);
  });

  it('are as urgent as the share that is affected, the worst first', () => {
    const found = of({
      reasons: { zero_price: 9, invalid_date: 50 },
      warnings: { missing_customer: 10 },
      copiesOfEarlier: 49,
    });
    expect(found.map(({ code, severity, share }) => [code, severity, share])).toEqual([
      ['invalid_date', 'high', 0.05],
      ['copies_of_earlier_lines', 'medium', 0.049],
      ['missing_customer', 'medium', 0.01],
      ['zero_price', 'low', 0.009],
    ]);
    expect(found[0]).toMatchObject({ measure: 'reasons.invalid_date', affected: 50, of: 'rows' });
  });

  it('give no share of invoices, of which nobody counts all', () => {
    const warnings = { invoices_with_several_customers_or_countries: 3 };
    expect(of({ warnings })).toMatchObject([{ affected: 3, of: 'invoices', share: null, severity: 'low' }]);
  });

  it('see dates that are not timely in the dimension', () => {
    const quality = { ...batch('', 1, 1).quality, timeliness: 0.98 };
    expect(of({ quality })).toMatchObject([
      { code: 'untimely_dates', measure: 'quality.timeliness', affected: 20, share: 0.02 },
    ]);
  });
});
