import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip, type Gzip } from 'node:zlib';
import { AppError } from '../../../platform/errors/app-error.js';
import { type TradingDay } from '../domain/synthetic/calendar.js';
import { type SyntheticExpectation } from '../domain/synthetic/expectation.js';
import { SyntheticHistory } from '../domain/synthetic/history.js';
import { type LineSink } from '../domain/synthetic/line.js';

export interface SyntheticOptions {
  /** Data lines in all files together, at least 1. */
  lines: number;
  /** A whole number of at least 0; equal lines and seeds give equal bytes. */
  seed: number;
  outDir: string;
  /** How many days a file holds; by default days up to 200,000 lines, months up to 2,000,000, then all. */
  filePer?: 'day' | 'month' | 'all';
  /** Broken cells, odd spellings and, where there are several files, odd file formats; by default true. */
  dirt?: boolean;
  /** Hears of the lines written so far, once a day of the history. */
  onProgress?: (lines: number) => void;
}

export interface SyntheticFiles {
  /** Oldest first, with their data lines. */
  files: { path: string; lines: number }[];
  lines: number;
  /** What the pipeline has to make of the files, counted while they were made. */
  expected: SyntheticExpectation;
}

interface Format {
  name: string;
  encoding: 'utf8' | 'latin1';
  bom: boolean;
  delimiter: ',' | ';';
  lineEnd: '\n' | '\r\n';
  gzip: boolean;
}

const PLAIN: Format = {
  name: 'plain',
  encoding: 'utf8',
  bom: false,
  delimiter: ',',
  lineEnd: '\n',
  gzip: false,
};
const ODD: readonly Format[] = [
  { ...PLAIN, name: 'byte order mark', bom: true },
  { ...PLAIN, name: 'Latin-1', encoding: 'latin1' },
  { ...PLAIN, name: 'CRLF', lineEnd: '\r\n' },
  { ...PLAIN, name: 'semicolon', delimiter: ';' },
  { ...PLAIN, name: 'gzip', gzip: true },
];
const COLUMNS = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
];
/** Characters of text that are turned into bytes at once. */
const CHUNK = 1 << 18;
const OURS = /^sales(-\d{4}-\d{2}(-\d{2})?)?\.csv(\.gz)?(\.part)?$/;

/**
 * Writes synthetic sales as CSV files in the Online Retail shape. One day is in memory at a time. A file has its name only
 * when it is whole. Throws AppError where an option is out of range, where the folder holds files of another generation
 * (they would be read together), or where a file cannot be written.
 */
export async function generateSynthetic(options: SyntheticOptions): Promise<SyntheticFiles> {
  wholeNumber('lines', options.lines, 1);
  wholeNumber('seed', options.seed, 0);
  const { outDir, dirt = true } = options;
  const history = new SyntheticHistory({ lines: options.lines, seed: options.seed, dirt });
  const plan = planFiles(history.days, options.filePer ?? usualFiles(options.lines), dirt);
  await claim(
    outDir,
    plan.map((file) => file.name),
  );
  const files: { path: string; lines: number }[] = [];
  let lines = 0;
  for (const { name, days, format } of plan) {
    const path = join(outDir, name);
    const file = await CsvFile.create(path, format);
    try {
      for (let i = 0; i < days; i++) {
        history.nextDay(file.sink);
        await file.flush();
        options.onProgress?.(lines + file.lines);
      }
      await file.finish();
    } catch (error) {
      await file.abandon();
      throw new AppError('unavailable', `${path} cannot be written: ${(error as Error).message}`, {
        cause: error,
      });
    }
    files.push({ path, lines: file.lines });
    lines += file.lines;
  }
  return { files, lines, expected: history.expectation() };
}

function wholeNumber(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new AppError('invalid', `${name} is ${value}, expected a whole number of at least ${least}`);
  }
}

function usualFiles(lines: number): 'day' | 'month' | 'all' {
  return lines <= 200_000 ? 'day' : lines <= 2_000_000 ? 'month' : 'all';
}

function planFiles(
  days: readonly TradingDay[],
  per: 'day' | 'month' | 'all',
  dirt: boolean,
): { name: string; days: number; format: Format }[] {
  const counts = new Map<string, number>();
  for (const { date } of days) {
    const stem = per === 'day' ? `sales-${date}` : per === 'month' ? `sales-${date.slice(0, 7)}` : 'sales';
    counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  const formats = Array.from({ length: counts.size }, () => PLAIN);
  if (dirt && per !== 'all') {
    // Spread over the history; of a few files the newest stays plain.
    for (const [i, format] of ODD.entries()) {
      const at = counts.size >= ODD.length ? Math.floor(((i + 0.5) * counts.size) / ODD.length) : i;
      if (at < counts.size - 1 || counts.size >= ODD.length) formats[at] = format;
    }
  }
  return [...counts].map(([stem, count], at) => {
    const format = formats[at] ?? PLAIN;
    return { name: `${stem}.csv${format.gzip ? '.gz' : ''}`, days: count, format };
  });
}

async function claim(outDir: string, names: string[]): Promise<void> {
  let present: string[];
  try {
    await mkdir(outDir, { recursive: true });
    present = await readdir(outDir);
  } catch (error) {
    throw new AppError('unavailable', `${outDir} cannot be used: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const wanted = new Set(names);
  const stale = present.filter(
    (name) => OURS.test(name) && !wanted.has(name) && !wanted.has(name.replace(/\.part$/, '')),
  );
  if (stale.length > 0) {
    throw new AppError(
      'conflict',
      `${outDir} holds files of another generation (${stale.slice(0, 3).join(', ')})`,
      {
        hint: 'Give an empty or new folder, or remove them: a run over the folder would read both.',
      },
    );
  }
}

/** A CSV file that takes lines at once and writes them when asked. */
class CsvFile {
  lines = 0;
  private text: string;
  private chunks: Buffer[] = [];

  private constructor(
    private readonly path: string,
    private readonly format: Format,
    private readonly out: Output,
  ) {
    this.text = (format.bom ? '\uFEFF' : '') + COLUMNS.join(format.delimiter) + format.lineEnd;
  }

  static async create(path: string, format: Format): Promise<CsvFile> {
    try {
      const part = `${path}.part`;
      return new CsvFile(
        path,
        format,
        format.gzip ? new GzipOutput(part) : new PlainOutput(await open(part, 'w')),
      );
    } catch (error) {
      throw new AppError('unavailable', `${path} cannot be written: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }

  readonly sink: LineSink = (line) => {
    const d = this.format.delimiter;
    this.text +=
      `${line.invoiceNo}${d}${line.stockCode}${d}${this.quoted(line.description)}${d}${this.quoted(line.quantity)}${d}` +
      `${line.invoiceDate}${d}${this.quoted(line.unitPrice)}${d}${line.customerId}${d}${line.country}${this.format.lineEnd}`;
    this.lines++;
    if (this.text.length >= CHUNK) this.cut();
  };

  async flush(): Promise<void> {
    this.cut();
    const { chunks } = this;
    this.chunks = [];
    for (const chunk of chunks) await this.out.write(chunk);
  }

  async finish(): Promise<void> {
    await this.flush();
    await this.out.close();
    await rename(`${this.path}.part`, this.path);
  }

  async abandon(): Promise<void> {
    await this.out.close().catch(() => undefined);
    await rm(`${this.path}.part`, { force: true }).catch(() => undefined);
  }

  private cut(): void {
    if (this.text === '') return;
    this.chunks.push(Buffer.from(this.text, this.format.encoding));
    this.text = '';
  }

  private quoted(text: string): string {
    return text.includes(this.format.delimiter) || text.includes('"') || text.includes('\n')
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  }
}

interface Output {
  write(chunk: Buffer): Promise<void>;
  close(): Promise<void>;
}

class PlainOutput implements Output {
  constructor(private readonly file: FileHandle) {}

  write(chunk: Buffer): Promise<void> {
    return this.file.writeFile(chunk);
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

class GzipOutput implements Output {
  private readonly zip: Gzip = createGzip();
  private readonly done: Promise<void>;

  constructor(path: string) {
    this.done = pipeline(this.zip, createWriteStream(path));
    // Whoever writes or closes next hears of it.
    this.done.catch(() => undefined);
  }

  async write(chunk: Buffer): Promise<void> {
    if (this.zip.destroyed) await this.done;
    if (!this.zip.write(chunk)) await Promise.race([once(this.zip, 'drain'), this.done]);
  }

  async close(): Promise<void> {
    this.zip.end();
    await this.done;
  }
}
