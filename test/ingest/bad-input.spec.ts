import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LakeHome } from '../support/lake-home.js';
import { discoverFiles } from '../../src/modules/etl/index.js';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n';
const GOOD = `${HEADER}500001,20001,MUG,6,2024-03-01 09:00:00,2.50,12001,United Kingdom\n`;

// A bad file is refused by name with what is wrong and the way out; a good one beside it goes on.
describe('bad input', () => {
  let home: LakeHome;
  let folder: string;

  beforeEach(async () => {
    home = await LakeHome.open();
    folder = await mkdtemp(join(tmpdir(), 'tillhouse-bad-'));
    await writeFile(join(folder, 'good.csv'), GOOD);
  });
  afterEach(async () => {
    await home.close();
    await rm(folder, { recursive: true, force: true });
  });

  const refusal = async (name: string, content: string | Buffer): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    const report = await home.run([path, join(folder, 'good.csv')]);
    const outcome = report.files.find((file) => file.name === name);
    expect(outcome).toMatchObject({ status: 'refused', rows: 0 });
    expect(report.files.find((file) => file.name === 'good.csv')?.status).toBe('ingested');
    expect(report.lake_counts).toMatchObject({ bronze: 1, silver: 1, quarantined: 0, duplicates: 0 });
    expect(outcome?.notes.length).toBeGreaterThan(1);
    return outcome?.notes.join(' | ') ?? '';
  };

  it.each<[string, string, string | Buffer, RegExp]>([
    ['an empty file', 'x.csv', '', /x\.csv is empty/],
    ['a file of blank lines', 'x.csv', '\n\n \n', /x\.csv/],
    ['a missing column', 'x.csv', GOOD.replace('UnitPrice', 'Amount'), /UnitPrice missing.*Amount/],
    [
      'a column named twice',
      'x.csv',
      GOOD.replace('Country', 'qty'),
      /Quantity is named twice.*'Quantity'.*'qty'/,
    ],
    ['an unknown column named twice', 'x.csv', 'A,a ,' + GOOD.replace('\n', '\n1,2,'), /named twice/],
    ['a line with a value too few', 'x.csv', GOOD + '1,2,3\n', /line 3 has 3 values and the header has 8/],
    ['a quote that is not closed', 'x.csv', GOOD + '1,2,"THREE,4,2024-03-01,1.00,5,UK\n', /x\.csv/],
    ['a picture', 'x.csv', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), /not text.*PNG/],
    [
      'random bytes',
      'x.csv',
      Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)),
      /not text/,
    ],
    ['a zip archive', 'x.csv', Buffer.from('504b0304140000000800', 'hex'), /ZIP/],
    ['half a gzip', 'x.csv.gz', gzipSync(GOOD.repeat(500)).subarray(0, 60), /not a whole gzip/],
    ['a gzip in name only', 'x.json.gz', '{"a": ', /x\.json\.gz/],
    [
      'ambiguous dates',
      'x.csv',
      `${HEADER}1,20001,MUG,6,03/04/2024 09:00,2.50,1,UK\n`,
      /more than one way.*%d\/%m\/%Y.*%m\/%d\/%Y/,
    ],
    ['dates of no format', 'x.csv', `${HEADER}1,20001,MUG,6,soon,2.50,1,UK\n`, /'soon'/],
    ['broken JSON', 'x.json', '[{"InvoiceNo": 1}, {', /x\.json/],
    ['a broken line of JSON', 'x.jsonl', '{"InvoiceNo": 1}\n{"Invoice', /x\.jsonl/],
    ['JSON without fields', 'x.json', '[]', /no object with fields/],
    ['half a Parquet file', 'x.parquet', Buffer.from('PAR1 nothing of the rest'), /x\.parquet/],
    ['a workbook in name only', 'x.xlsx', `${GOOD}\n`, /x\.xlsx/],
  ])('%s', async (_, name, content, message) => {
    expect(await refusal(name, content)).toMatch(message);
  });

  it('one line of 200 MB', async () => {
    const path = join(folder, 'long.csv');
    const out = createWriteStream(path);
    out.write(HEADER);
    const block = Buffer.alloc(1 << 20, 'x');
    for (let i = 0; i < 200; i++) if (!out.write(block)) await once(out, 'drain');
    out.end();
    await once(out, 'finish');
    const report = await home.run([path]);
    expect(report.files[0]?.notes.join(' ')).toMatch(/long\.csv, line 2 is longer than 2097152 bytes/);
    expect(report.status).toBe('no_new_data');
  });

  it('a header without lines brings nothing and is no error', async () => {
    await writeFile(join(folder, 'header.csv'), HEADER);
    const report = await home.run([join(folder, 'header.csv')]);
    expect(report.files[0]).toMatchObject({ status: 'ingested', rows: 0 });
    expect(report.counts.bronze).toBe(0);
  });

  it('paths that lead nowhere', async () => {
    await expect(discoverFiles(['goood.csv'], folder)).rejects.toThrow('goood.csv does not exist');
    await expect(discoverFiles(['*.parquet'], folder)).rejects.toThrow('no file matches *.parquet');
    await mkdir(join(folder, 'empty'));
    await expect(discoverFiles(['empty'], folder)).rejects.toThrow('empty has no file to read');
    expect(await discoverFiles(['.'], folder)).toEqual([join(folder, 'good.csv')]);
  });
});
