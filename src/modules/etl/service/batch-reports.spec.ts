import { type CatalogueEntry, type CatalogueState } from '../../../platform/lake/index.js';
import { LakeBatchReports } from './batch-reports.js';

describe('the reports of batches', () => {
  const quality = {
    ...{
      completeness: 1,
      accuracy: 1,
      consistency: 1,
      uniqueness: 1,
      validity: 1,
      timeliness: 1,
      score: 100,
    },
    ...{ duplicates_within_batch: 2, copies_of_earlier_lines: 3 },
  };
  const run = (id: string, version: number) => ({
    ...{ kind: 'run', run_id: id, version, finished_at: '2024-01-01T00:00:00Z', quality },
    files: [
      { name: 'a.csv', status: 'ingested' },
      { name: 'b.csv', status: 'refused' },
    ],
    counts: { bronze: 9, silver: 9, quarantined: 0, duplicates: 0 },
    gate: { passed: true, judged: false, reasons: [] },
  });
  const payloads: unknown[] = [
    run('one', 1),
    { kind: 'approve', run_id: 'x', quality: null },
    { kind: 'vacuum' },
    run('two', 4),
  ];
  let head = 3;
  const asked: number[] = [];
  const reports = new LakeBatchReports({
    state: () =>
      Promise.resolve({
        version: head,
        values: { 'batch/one': { status: 'rejected' }, 'batch/two': { status: 'accepted' } },
      } as unknown as CatalogueState),
    entry: (version) => {
      asked.push(version);
      return Promise.resolve({ payload: payloads[version - 1] } as CatalogueEntry);
    },
  });

  it('are those of runs that brought something, with what has become of it', async () => {
    expect(await reports.all()).toMatchObject({
      version: 3,
      reports: [{ runId: 'one', version: 1, files: ['a.csv'], status: 'rejected', duplicatesWithin: 2 }],
    });
    head = 4;
    const both = await Promise.all([reports.all(), reports.all()]);
    for (const { reports: found } of both) {
      expect(found.map(({ runId, status }) => [runId, status])).toEqual([
        ['two', 'accepted'],
        ['one', 'rejected'],
      ]);
    }
    // Each commit is read once.
    expect(asked).toEqual([1, 2, 3, 4]);
  });
});
