import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import { AppError } from '../../../platform/errors/app-error.js';
import { type SyntheticDay, type SyntheticLine, syntheticDays } from '../domain/synthetic/sales.js';

export interface GenerateOptions {
  lines: number;
  seed: number;
  outDir: string;
  /** How many days a file holds; by default the fewer lines, the smaller the files. */
  filePer?: 'day' | 'month' | 'all';
}

export interface GeneratedFiles {
  dir: string;
  files: number;
  lines: number;
}

type Style = 'plain' | 'bom' | 'latin1' | 'crlf' | 'semicolon' | 'gzip';

/** Daily files come in several shapes, as files of several tills do. */
const STYLES: Style[] = [
  'plain',
  'bom',
  'plain',
  'latin1',
  'plain',
  'crlf',
  'plain',
  'semicolon',
  'plain',
  'gzip',
];
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

/** Writes synthetic sales as CSV files, one day in memory at a time. Throws AppError where the folder holds other files. */
export async function generateFiles(
  options: GenerateOptions,
  onProgress: (lines: number) => void = () => undefined,
): Promise<GeneratedFiles> {
  await mkdir(options.outDir, { recursive: true });
  const foreign = (await readdir(options.outDir)).filter((name) => !/^sales-.*\.csv(\.gz)?$/.test(name));
  if (foreign.length > 0) {
    throw new AppError(
      'conflict',
      `${options.outDir} holds other files (${foreign.slice(0, 3).join(', ')})`,
      { hint: 'Give an empty or new folder with --out.' },
    );
  }
  const per =
    options.filePer ?? (options.lines <= 200_000 ? 'day' : options.lines <= 2_000_000 ? 'month' : 'all');
  let file: CsvFile | undefined;
  let files = 0;
  let lines = 0;
  for (const day of syntheticDays(options.lines, options.seed)) {
    const name = per === 'all' ? 'all' : per === 'month' ? day.date.slice(0, 7) : day.date;
    if (file?.name !== name) {
      await file?.end();
      file = new CsvFile(
        options.outDir,
        name,
        per === 'day' ? (STYLES[files % STYLES.length] ?? 'plain') : 'plain',
      );
      files++;
    }
    await file.write(day);
    lines += day.lines.length;
    onProgress(lines);
  }
  await file?.end();
  return { dir: options.outDir, files, lines };
}

class CsvFile {
  private readonly out: NodeJS.WritableStream;
  private readonly done: Promise<unknown>;
  private readonly delimiter: string;
  private readonly lineEnd: string;
  private readonly encoding: BufferEncoding;

  constructor(
    dir: string,
    readonly name: string,
    private readonly style: Style,
  ) {
    const path = join(dir, `sales-${name}.csv${style === 'gzip' ? '.gz' : ''}`);
    const disk: WriteStream = createWriteStream(path);
    this.done = once(disk, 'finish');
    if (style === 'gzip') {
      const zip = createGzip();
      zip.pipe(disk);
      this.out = zip;
    } else this.out = disk;
    this.delimiter = style === 'semicolon' ? ';' : ',';
    this.lineEnd = style === 'crlf' ? '\r\n' : '\n';
    this.encoding = style === 'latin1' ? 'latin1' : 'utf8';
    this.out.write((style === 'bom' ? '\uFEFF' : '') + HEADER.join(this.delimiter) + this.lineEnd);
  }

  async write(day: SyntheticDay): Promise<void> {
    let text = '';
    for (const [at, line] of day.lines.entries()) text += this.row(line, at);
    if (!this.out.write(text, this.encoding)) await once(this.out, 'drain');
  }

  async end(): Promise<void> {
    this.out.end();
    await this.done;
  }

  private row(line: SyntheticLine, at: number): string {
    let { description } = line;
    // Names that need their encoding, and a value with a line end in it.
    if (this.style === 'latin1' && description.includes('TEAPOT'))
      description = description.replace('TEAPOT', 'CAFÉ TEAPOT £');
    if (this.style === 'crlf' && at === 20) description = description.replace(' ', '\n');
    const d = this.delimiter;
    return (
      `${line.invoiceNo}${d}${line.stockCode}${d}${this.quoted(description)}${d}${line.quantity}${d}` +
      `${line.invoiceDate}${d}${line.unitPrice}${d}${line.customerId}${d}${line.country}${this.lineEnd}`
    );
  }

  private quoted(text: string): string {
    return text.includes(this.delimiter) || text.includes('"') || text.includes('\n')
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  }
}
