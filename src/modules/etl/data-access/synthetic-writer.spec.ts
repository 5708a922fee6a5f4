import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { generateSynthetic, type SyntheticFiles } from './synthetic-writer.js';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'synthetic-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

type Row = Record<
  | 'InvoiceNo'
  | 'StockCode'
  | 'Description'
  | 'Quantity'
  | 'InvoiceDate'
  | 'UnitPrice'
  | 'CustomerID'
  | 'Country',
  string
>;

interface Style {
  gzip: boolean;
  bom: boolean;
  latin1: boolean;
  crlf: boolean;
  semicolon: boolean;
}

function read(path: string): { rows: Row[]; style: Style; text: string } {
  const raw = readFileSync(path);
  const gzip = raw[0] === 0x1f;
  const bytes = gzip ? gunzipSync(raw) : raw;
  const latin1 = !isUtf8(bytes);
  const text = bytes.toString(latin1 ? 'latin1' : 'utf8');
  const semicolon = text.split('\n')[0]?.includes(';') ?? false;
  const rows = parse<Row>(text, { columns: true, bom: true, delimiter: semicolon ? ';' : ',' });
  return {
    rows,
    text,
    style: { gzip, bom: text.startsWith('\uFEFF'), latin1, crlf: text.includes('\r\n'), semicolon },
  };
}

function digestOf(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map(
      (name) =>
        `${name} ${createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')}`,
    );
}

const aliases = new Map(
  parse<{ alias: string; country_name: string }>(
    readFileSync(join(__dirname, '../../../../data/reference/country_aliases.csv'), 'utf8'),
    { columns: true },
  ).map((row) => [row.alias, row.country_name]),
);

const clean = (text: string) => text.replace(/[\s\u00a0]+/g, ' ').trim();

function integer(text: string): number | null {
  return /^[+-]?\d+(\.0+)?$/.test(text) ? Number(text) : null;
}

/** Ten-thousandths, rounded half away from zero. */
function price(text: string): bigint | null {
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (!parts || !/\d/.test(text)) return null;
  const fraction = (parts[3] ?? '').padEnd(5, '0');
  const size = BigInt((parts[2] ?? '') + fraction.slice(0, 4)) + (Number(fraction[4]) >= 5 ? 1n : 0n);
  return parts[1] === '-' ? -size : size;
}

function instant(text: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})Z?$/.exec(text);
  if (!parts) return null;
  const iso = `${text.slice(0, 10)}T${text.slice(11, 19)}.000Z`;
  const at = Date.parse(iso);
  return Number.isNaN(at) || new Date(at).toISOString() !== iso ? null : at;
}

/** The rules of docs/quality.md once more, written without looking at the generator. */
function recount(rows: Row[]) {
  const seen = new Set<string>();
  const reasons: Record<string, number> = {};
  let quarantined = 0;
  let facts = 0;
  let net = 0n;
  let returns = 0;
  let anonymous = 0;
  for (const row of rows) {
    const invoice = clean(row.InvoiceNo).toUpperCase();
    const code = clean(row.StockCode).toUpperCase();
    const quantityText = clean(row.Quantity);
    const quantity = integer(quantityText);
    const unit = price(clean(row.UnitPrice));
    const at = instant(clean(row.InvoiceDate));
    const customer = clean(row.CustomerID).replace(/\.0+$/, '');
    const cast = [
      ...[invoice, code, clean(row.Description), quantity === null ? quantityText : quantity + 0],
      ...[at ?? clean(row.InvoiceDate), String(unit ?? clean(row.UnitPrice)), customer],
      aliases.get(clean(row.Country).toLowerCase()) ?? 'Unknown',
    ];
    const key = JSON.stringify(cast);
    if (seen.has(key)) continue;
    seen.add(key);
    const cancelled = invoice.startsWith('C');
    const broken = Object.entries({
      missing_invoice: invoice === '',
      missing_stock_code: code === '',
      invalid_quantity: quantity === null || quantity === 0 || Math.abs(quantity) > 100_000,
      invalid_price: unit === null || unit < 0n || unit > 10_000_000_000n,
      zero_price: unit === 0n,
      invalid_date: at === null || at < Date.UTC(2000, 0, 1) || at > Date.now() + 86_400_000,
      negative_quantity_without_cancellation: quantity !== null && quantity < 0 && !cancelled,
      positive_quantity_on_cancellation: quantity !== null && quantity > 0 && cancelled,
      accounting_adjustment: invoice.startsWith('A'),
    }).filter(([, is]) => is);
    for (const [reason] of broken) reasons[reason] = (reasons[reason] ?? 0) + 1;
    if (broken.length > 0) quarantined++;
    else {
      facts++;
      net += BigInt(quantity ?? 0) * (unit ?? 0n);
      if (cancelled) returns++;
      if (customer === '') anonymous++;
    }
  }
  return {
    bronze_rows: rows.length,
    duplicates: rows.length - seen.size,
    quarantined: reasons,
    quarantine_rows: quarantined,
    fact_rows: facts,
    net_revenue: `${net / 10_000n}.${String(net % 10_000n).padStart(4, '0')}`.replace(/\.?0+$/, ''),
    return_lines: returns,
    anonymous_fact_lines: anonymous,
  };
}

function rowsOf(made: SyntheticFiles): Row[] {
  return made.files.flatMap((file) => {
    const { rows } = read(file.path);
    expect({ path: file.path, lines: rows.length }).toEqual(file);
    return rows;
  });
}

describe('generateSynthetic', () => {
  it.each([
    [25_000, 42, 'day'],
    [8_000, 8, 'month'],
    [8_000, 9, 'all'],
    [211, 1, 'day'],
    [1, 3, 'day'],
  ] as const)(
    'expects what a recount of the files finds (%i lines, seed %i, a file per %s)',
    async (lines, seed, filePer) => {
      const made = await generateSynthetic({ lines, seed, outDir: dir, filePer });
      expect(made.lines).toBe(lines);
      expect(recount(rowsOf(made))).toEqual(made.expected);
    },
  );

  it('expects it without dirt too', async () => {
    const made = await generateSynthetic({ lines: 10_000, seed: 2, outDir: dir, dirt: false });
    expect(recount(rowsOf(made))).toEqual(made.expected);
    expect(new Set(made.files.map((file) => JSON.stringify(read(file.path).style))).size).toBe(1);
  });

  it('writes the same bytes for the same lines and seed', async () => {
    await generateSynthetic({ lines: 6_000, seed: 6, outDir: join(dir, 'a') });
    await generateSynthetic({ lines: 6_000, seed: 6, outDir: join(dir, 'b') });
    await generateSynthetic({ lines: 6_000, seed: 7, outDir: join(dir, 'c') });
    expect(digestOf(join(dir, 'a'))).toEqual(digestOf(join(dir, 'b')));
    expect(digestOf(join(dir, 'a'))).not.toEqual(digestOf(join(dir, 'c')));
  });

  it('writes files as different tills would: byte order mark, Latin-1, CRLF, semicolons, gzip', async () => {
    const made = await generateSynthetic({ lines: 25_000, seed: 42, outDir: dir });
    const files = made.files.map((file) => read(file.path));
    const count = (kind: keyof Style) => files.filter(({ style }) => style[kind]).length;
    expect(['bom', 'latin1', 'crlf', 'semicolon', 'gzip'].map((kind) => count(kind as keyof Style))).toEqual([
      1, 1, 1, 1, 1,
    ]);
    const descriptions = files.flatMap(({ rows }) => rows.map((row) => row.Description));
    expect(descriptions.some((text) => text.includes('\n'))).toBe(true);
    expect(descriptions.some((text) => text.includes('"'))).toBe(true);
    expect(descriptions.some((text) => text.includes(','))).toBe(true);
    expect(descriptions.some((text) => /[ÉÈ]/.test(text))).toBe(true);
  });

  it('names files by day, month or not at all, by the number of lines where nothing is said', async () => {
    const day = await generateSynthetic({ lines: 2000, seed: 1, outDir: join(dir, 'a') });
    expect(basename(day.files.at(-1)?.path ?? '')).toMatch(/^sales-2025-12-30\.csv(\.gz)?$/);
    const month = await generateSynthetic({
      lines: 40_000,
      seed: 1,
      outDir: join(dir, 'b'),
      filePer: 'month',
    });
    expect(month.files.map((file) => basename(file.path).slice(0, 13))).toContain('sales-2025-11');
    const one = await generateSynthetic({ lines: 2000, seed: 1, outDir: join(dir, 'c'), filePer: 'all' });
    expect(one.files.map((file) => basename(file.path))).toEqual(['sales.csv']);
    expect(read(one.files[0]?.path ?? '').style).toEqual({
      gzip: false,
      bom: false,
      latin1: false,
      crlf: false,
      semicolon: false,
    });
  });

  it('tells of its progress', async () => {
    const heard: number[] = [];
    await generateSynthetic({ lines: 9000, seed: 1, outDir: dir, onProgress: (lines) => heard.push(lines) });
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    expect(heard.at(-1)).toBe(9000);
  });

  it('replaces its own files, but refuses a folder with files of another generation', async () => {
    await generateSynthetic({ lines: 2000, seed: 1, outDir: dir });
    await generateSynthetic({ lines: 2000, seed: 2, outDir: dir });
    await expect(generateSynthetic({ lines: 2000, seed: 1, outDir: dir, filePer: 'all' })).rejects.toThrow(
      /holds files of another generation/,
    );
    expect(readdirSync(dir).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('says what is wrong with its options and its folder', async () => {
    await expect(generateSynthetic({ lines: 0, seed: 1, outDir: dir })).rejects.toThrow(/lines is 0/);
    await expect(generateSynthetic({ lines: 5, seed: -1, outDir: dir })).rejects.toThrow(/seed is -1/);
    writeFileSync(join(dir, 'file'), '');
    await expect(generateSynthetic({ lines: 5, seed: 1, outDir: join(dir, 'file') })).rejects.toThrow(
      /cannot be used/,
    );
  });

  it('leaves no half file where writing fails', async () => {
    const stop = new Error('no space left on device');
    const made = generateSynthetic({
      lines: 9000,
      seed: 1,
      outDir: dir,
      filePer: 'all',
      onProgress: () => {
        throw stop;
      },
    });
    await expect(made).rejects.toThrow(/sales\.csv cannot be written: no space left/);
    expect(readdirSync(dir)).toEqual([]);
  });
});
