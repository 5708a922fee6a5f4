import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { LakeHome } from '../support/lake-home.js';
import { NO_MAPPING, type SourceMapping } from '../../src/modules/etl/index.js';

const HEADER = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
];
const ROWS = [
  ['500001', '20001', 'CAFÉ MUG £', '6', '2024-03-01 09:00:00', '2.50', '12001.0', 'United Kingdom'],
  ['500001', '20002', 'RED, "FINE" MUG', '1', '2024-03-01T09:00:00Z', '0.125', '12001', 'EIRE'],
  ['C500002', '20001', 'CAFÉ MUG £', '-1', '2024-03-02', '2.50', '12001', 'UK'],
];

function csv(rows: string[][], delimiter = ',', lineEnd = '\n'): string {
  const cell = (text: string) => (/[",;\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [HEADER, ...rows].map((row) => row.map(cell).join(delimiter) + lineEnd).join('');
}

const objects = ROWS.map((row) => Object.fromEntries(HEADER.map((name, i) => [name, row[i]])));
const TEXT = csv(ROWS);

// Real files of each shape through a real run; what silver holds must not depend on the shape.
describe('every format says the same', () => {
  let home: LakeHome;
  let folder: string;
  const silver = () =>
    home.sql(
      'SELECT sale_id, invoice_no, stock_code, description, quantity, unit_price, invoice_date, customer_id, country FROM silver_sales ORDER BY sale_id',
    );
  let expected: object[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tillhouse-formats-'));
    const plain = await LakeHome.open();
    home = plain;
    await writeFile(join(folder, 'plain.csv'), TEXT);
    await plain.run([join(folder, 'plain.csv')]);
    expected = await silver();
    await plain.close();
  });
  beforeEach(async () => {
    home = await LakeHome.open();
  });
  afterEach(() => home.close());
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has three lines to compare', () => {
    expect(expected).toHaveLength(3);
    expect(expected).toContainEqual(
      expect.objectContaining({ description: 'CAFÉ MUG £', customer_id: '12001', unit_price: '2.5000' }),
    );
  });

  const utf16 = Buffer.from(`\uFEFF${TEXT}`, 'utf16le');
  it.each<[string, string, string | Buffer]>([
    ['semicolons', 'a.csv', csv(ROWS, ';')],
    ['tabs', 'a.tsv', csv(ROWS, '\t')],
    ['CRLF', 'a.csv', csv(ROWS, ',', '\r\n')],
    ['a byte order mark', 'a.csv', `\uFEFF${TEXT}`],
    ['Latin-1', 'a.csv', Buffer.from(TEXT, 'latin1')],
    ['UTF-16 little endian', 'a.csv', utf16],
    ['UTF-16 big endian', 'a.csv', Buffer.from(utf16).swap16()],
    ['UTF-16 without a mark', 'a.csv', Buffer.from(TEXT, 'utf16le')],
    ['gzip', 'a.csv.gz', gzipSync(TEXT)],
    ['gzip of Latin-1', 'a.csv.gz', gzipSync(Buffer.from(TEXT, 'latin1'))],
    ['no last line end', 'a.csv', TEXT.trimEnd()],
    ['blank lines', 'a.csv', TEXT.replaceAll('\n', '\n\n')],
    ['a JSON array', 'a.json', JSON.stringify(objects)],
    ['JSON lines', 'a.jsonl', objects.map((o) => JSON.stringify(o)).join('\n')],
    ['gzipped JSON lines', 'a.ndjson.gz', gzipSync(objects.map((o) => JSON.stringify(o)).join('\n'))],
    [
      'invoices with lines',
      'a.json',
      JSON.stringify(
        objects.map(({ InvoiceNo, InvoiceDate, CustomerID, Country, ...line }) => ({
          InvoiceNo,
          InvoiceDate,
          CustomerID,
          Country,
          lines: [line],
        })),
      ),
    ],
    [
      'numbers in JSON',
      'a.json',
      JSON.stringify(
        objects.map((o) => ({ ...o, Quantity: Number(o['Quantity']), UnitPrice: Number(o['UnitPrice']) })),
      ),
    ],
  ])('with %s', async (_, name, content) => {
    const path = join(folder, name);
    await writeFile(path, content);
    const report = await home.run([path]);
    expect(report.files).toMatchObject([{ status: 'ingested', rows: 3 }]);
    expect(await silver()).toEqual(expected);
  });

  it('with Parquet of typed columns', async () => {
    const path = join(folder, 'a.parquet');
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(
      `COPY (SELECT InvoiceNo, StockCode, Description, CAST(Quantity AS INTEGER) AS Quantity, CAST(replace(InvoiceDate, 'Z', '') AS TIMESTAMP) AS InvoiceDate,
         CAST(UnitPrice AS DOUBLE) AS UnitPrice, CAST(CustomerID AS DOUBLE) AS CustomerID, Country
       FROM read_csv('${join(folder, 'plain.csv')}', all_varchar = true, header = true)) TO '${path}' (FORMAT parquet)`,
    );
    expect((await home.run([path])).files).toMatchObject([{ status: 'ingested', rows: 3 }]);
    expect(await silver()).toEqual(expected);
  });

  it('with a workbook, of its first sheet or a named one', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('Notes').addRow(['nothing here']);
    const sheet = workbook.addWorksheet('Sales');
    sheet.addRow(HEADER);
    for (const row of ROWS) {
      sheet.addRow(
        row.map((cell, i) =>
          i === 3 || i === 5
            ? Number(cell)
            : i === 4
              ? new Date(cell.length > 10 ? `${cell.slice(0, 10)}T09:00:00Z` : `${cell}T00:00:00Z`)
              : cell,
        ),
      );
    }
    const path = join(folder, 'a.xlsx');
    await workbook.xlsx.writeFile(path);
    expect((await home.run([path])).files[0]?.status).toBe('refused');
    const report = await home.run([path], { ...NO_MAPPING, sheet: 'Sales' });
    expect(report.files).toMatchObject([{ status: 'ingested', rows: 3 }]);
    expect(await silver()).toEqual(expected);
    expect(await home.sql('SELECT DISTINCT _line FROM bronze_sales ORDER BY 1')).toEqual([
      { _line: '2' },
      { _line: '3' },
      { _line: '4' },
    ]);
  });

  it('with other names, dates and signs by mapping', async () => {
    const path = join(folder, 'shop.txt');
    const text =
      'Beleg;Artikel;Text;Menge;Datum;Preis;Kunde;Land\n500001;20001;CAFÉ MUG £;6;01.03.2024 09:00:00;2,50;12001;UK\n';
    await writeFile(path, text);
    const mapping: SourceMapping = {
      columns: {
        invoice_no: 'Beleg',
        stock_code: 'Artikel',
        description: 'Text',
        quantity: 'Menge',
        invoice_date: 'Datum',
        unit_price: 'Preis',
        customer_id: 'Kunde',
        country: 'Land',
      },
      dateFormat: '%d.%m.%Y %H:%M:%S',
      decimal: ',',
    };
    expect((await home.run([path], mapping)).files).toMatchObject([{ status: 'ingested', rows: 1 }]);
    expect(expected).toContainEqual((await silver())[0]);
  });

  it('reads back any text, row by row and line by line', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'B', '"', ',', '\n', ' ', 'é', '7'), maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 }), async (cells) => {
        const own = await LakeHome.open();
        try {
          const rows = cells.map(([description, country], i) => [
            `6${i}`,
            '20001',
            description,
            '1',
            '2024-03-01',
            '1.00',
            '',
            country,
          ]);
          const path = join(folder, 'any.csv');
          await writeFile(path, csv(rows));
          const report = await own.run([path]);
          expect(report.files).toMatchObject([{ status: 'ingested', rows: rows.length, notes: [] }]);
          let line = 2;
          const wanted = rows.map((row, i) => {
            const at = {
              _row: String(i + 1),
              _line: String(line),
              description: row[2] === '' ? null : row[2],
              country: row[7] === '' ? null : row[7],
            };
            line += 1 + row.join('').split('\n').length - 1;
            return at;
          });
          expect(
            await own.sql('SELECT _row, _line, description, country FROM bronze_sales ORDER BY _row'),
          ).toEqual(wanted);
        } finally {
          await own.close();
        }
      }),
      { numRuns: 12 },
    );
  });
});
