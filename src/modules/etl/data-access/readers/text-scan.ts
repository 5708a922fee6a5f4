import { isUtf8 } from 'node:buffer';
import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '../../../../platform/errors/app-error.js';

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const CHUNK = 1 << 20;

export interface TextScan {
  encoding: string;
  /** A UTF-8 file to read: the file itself, or a copy in the temporary folder. */
  utf8Path: string;
  /** Records by the rules of RFC 4180, the header included; blank lines are none. */
  records: number;
  /** Where the distance between record (from 0) and line (from 1) changes: from record `row` on, line = row + offset. */
  offsets: { row: number; offset: number }[];
}

export interface ScanOptions {
  /** For messages. */
  name: string;
  tempPath: string;
  maxLineBytes: number;
  /** WHATWG name of an encoding, where a mapping says it. */
  encoding?: string;
}

/** Signatures of files that are no text, with what they are. */
const SIGNATURES: [string, string][] = [
  ['89504e47', 'a PNG image'],
  ['ffd8ff', 'a JPEG image'],
  ['25504446', 'a PDF document'],
  ['504b0304', 'a ZIP archive (or an Excel workbook: name it .xlsx)'],
  ['504b0506', 'an empty ZIP archive'],
  ['d0cf11e0', 'an old Excel or Word document (.xls, .doc): save it as .xlsx or CSV'],
  ['50415231', 'a Parquet file (name it .parquet)'],
  ['7f454c46', 'a program'],
  ['377abcaf', 'a 7-Zip archive'],
  ['28b52ffd', 'a Zstandard archive'],
  ['425a68', 'a bzip2 archive'],
];

/** Finds a file's encoding and, where it is compressed or not UTF-8, writes a plain UTF-8 copy. One pass over it. */
export async function readText(
  path: string,
  options: ScanOptions,
): Promise<Omit<TextScan, 'records' | 'offsets'>> {
  const head = await firstBytes(path);
  const zipped = head[0] === 0x1f && head[1] === 0x8b;
  const raw = createReadStream(path, { highWaterMark: CHUNK });
  const plain: AsyncIterable<Buffer> = zipped ? unzipped(raw) : raw;

  let encoding = options.encoding === undefined ? undefined : normaliseEncoding(options);
  let utf8 = true;
  let started = false;
  let rest: Buffer = Buffer.alloc(0);
  const copy = zipped ? createWriteStream(options.tempPath, { highWaterMark: CHUNK }) : undefined;
  let copyError: Error | undefined;
  copy?.on('error', (error) => {
    copyError = error;
  });
  try {
    for await (const chunk of plain) {
      if (!started) {
        started = true;
        encoding ??= encodingOfStart(chunk);
        if (encoding === undefined || encoding === 'utf-8') mustBeText(chunk, options.name);
      }
      if (copy && !copy.write(chunk)) await once(copy, 'drain');
      if (copyError) throw copyError;
      if (utf8 && (encoding === undefined || encoding === 'utf-8')) {
        const { whole, tail } = splitUtf8(rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk);
        utf8 = isUtf8(whole);
        rest = Buffer.from(tail);
      }
    }
  } catch (error) {
    if (copy && !copy.closed) {
      copy.destroy();
      // The caller removes the folder: nothing may be opened in it after that.
      await once(copy, 'close').catch(() => undefined);
    }
    if (!zipped || error instanceof AppError || error === copyError) throw error;
    throw new AppError('invalid', `${options.name} is not a whole gzip file: ${(error as Error).message}`, {
      hint: 'It was probably cut off on its way. Fetch it again.',
      cause: error,
    });
  }
  if (copy) {
    copy.end();
    await once(copy, 'finish');
  }
  if (utf8 && rest.length > 0) utf8 = isUtf8(rest);
  encoding ??= utf8 ? 'utf-8' : 'windows-1252';
  if (encoding === 'utf-8' && !utf8) {
    throw new AppError('invalid', `${options.name} says that it is UTF-8, but has bytes that are not`, {
      hint: 'Save it as UTF-8, or name its encoding in a mapping file.',
    });
  }
  let utf8Path = zipped ? options.tempPath : path;
  if (encoding !== 'utf-8') {
    utf8Path = `${options.tempPath}.utf8`;
    await transcode(zipped ? options.tempPath : path, utf8Path, encoding);
  }
  return { encoding, utf8Path };
}

/** Walks over the lines of a UTF-8 file: header, number of records, where each record's line is, and whether any line is too long. */
export async function scanLines(
  utf8Path: string,
  delimiter: number | undefined,
  options: ScanOptions,
): Promise<Pick<TextScan, 'records' | 'offsets'>> {
  const walk = new LineWalk(delimiter, options);
  for await (const chunk of createReadStream(utf8Path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>)
    walk.take(chunk);
  return walk.end();
}

/** The first or second line that is not blank, and empty text where there is none. */
export async function readLine(utf8Path: string, number: 1 | 2, options: ScanOptions): Promise<string> {
  let text = '';
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of createReadStream(utf8Path, { highWaterMark: 1 << 14 }) as AsyncIterable<Buffer>) {
    text += decoder.decode(chunk, { stream: true });
    const lines = text.split(/[\r\n]+/).filter((line) => line !== '');
    // The last one may go on in the next chunk.
    if (lines.length > number) return lines[number - 1] ?? '';
    if (text.length > 2 * options.maxLineBytes) throw lineTooLong(options, number);
  }
  return text.split(/[\r\n]+/).filter((line) => line !== '')[number - 1] ?? '';
}

/** Follows RFC 4180 with hops from quote to newline; a quote opens a value only at its start. */
class LineWalk {
  private line = 1;
  private lineBytes = 0;
  private records = 0;
  private offset = Number.NaN;
  private inQuotes = false;
  /** The last byte before the chunk; a newline before the first. */
  private last = NEWLINE;
  /** A quote inside a quoted value was the last byte: the next one says whether it closed the value. */
  private pendingQuote = false;
  /** Something other than CR stands on the current record's line. */
  private recordBytes = 0;
  private recordLine = 1;
  private readonly offsets: { row: number; offset: number }[] = [];

  constructor(
    private readonly delimiter: number | undefined,
    private readonly options: ScanOptions,
  ) {}

  take(chunk: Buffer): void {
    let at = 0;
    let nextQuote = this.delimiter === undefined ? -1 : chunk.indexOf(QUOTE);
    let nextNewline = chunk.indexOf(NEWLINE);
    while (at < chunk.length) {
      if (this.pendingQuote) {
        this.pendingQuote = false;
        if (chunk[at] === QUOTE) {
          at++;
          if (nextQuote >= 0 && nextQuote < at) nextQuote = chunk.indexOf(QUOTE, at);
          continue;
        }
        this.inQuotes = false;
      }
      const quote = nextQuote >= 0 ? nextQuote : chunk.length;
      const newline = nextNewline >= 0 ? nextNewline : chunk.length;
      if (quote < newline) {
        this.grow(quote + 1 - at);
        const before = quote > 0 ? chunk[quote - 1] : this.last;
        if (this.inQuotes) this.pendingQuote = true;
        else if (before === this.delimiter || before === NEWLINE || this.recordBytes === 1)
          this.inQuotes = true;
        at = quote + 1;
        nextQuote = chunk.indexOf(QUOTE, at);
      } else if (newline < chunk.length) {
        this.grow(newline + 1 - at);
        const before = newline > 0 ? chunk[newline - 1] : this.last;
        this.endLine(before === RETURN ? 2 : 1);
        at = newline + 1;
        nextNewline = chunk.indexOf(NEWLINE, at);
      } else {
        this.grow(chunk.length - at);
        at = chunk.length;
      }
    }
    this.last = chunk[chunk.length - 1] ?? this.last;
  }

  end(): Pick<TextScan, 'records' | 'offsets'> {
    if (this.recordBytes > 0) this.endRecord();
    return { records: this.records, offsets: this.offsets };
  }

  private grow(bytes: number): void {
    this.lineBytes += bytes;
    this.recordBytes += bytes;
    if (this.lineBytes > this.options.maxLineBytes) throw lineTooLong(this.options, this.line);
  }

  private endLine(terminator: number): void {
    const blank = this.recordBytes <= terminator;
    this.line++;
    this.lineBytes = 0;
    if (this.inQuotes) return;
    if (blank) {
      this.recordBytes = 0;
      this.recordLine = this.line;
    } else this.endRecord();
  }

  private endRecord(): void {
    const offset = this.recordLine - this.records;
    if (offset !== this.offset) {
      this.offset = offset;
      this.offsets.push({ row: this.records, offset });
    }
    this.records++;
    this.recordBytes = 0;
    this.recordLine = this.line;
  }
}

function lineTooLong(options: ScanOptions, line: number): AppError {
  return new AppError(
    'invalid',
    `${options.name}, line ${line} is longer than ${options.maxLineBytes} bytes; no sales line is`,
    {
      hint: 'A quote that is never closed or a missing line end may be the reason. If such lines are right, raise TILLHOUSE_MAX_LINE_BYTES.',
    },
  );
}

function unzipped(raw: Readable): AsyncIterable<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK });
  raw.on('error', (error) => gunzip.destroy(error));
  return raw.pipe(gunzip);
}

async function firstBytes(path: string): Promise<Buffer> {
  for await (const chunk of createReadStream(path, { start: 0, end: 15 }) as AsyncIterable<Buffer>)
    return chunk;
  return Buffer.alloc(0);
}

function encodingOfStart(chunk: Buffer): string | undefined {
  if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) return 'utf-8';
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be';
  // Without a byte order mark: text in a Latin script has a zero in nearly every second byte.
  const sample = chunk.subarray(0, 512);
  let even = 0;
  let odd = 0;
  for (let i = 0; i < sample.length; i++) {
    if (sample[i] !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  const half = sample.length / 2;
  if (half >= 4 && odd > 0.8 * half && even < 0.05 * half) return 'utf-16le';
  if (half >= 4 && even > 0.8 * half && odd < 0.05 * half) return 'utf-16be';
  return undefined;
}

function mustBeText(chunk: Buffer, name: string): void {
  const start = chunk.subarray(0, 8).toString('hex');
  const known = SIGNATURES.find(([signature]) => start.startsWith(signature));
  if (known || chunk.subarray(0, 65_536).includes(0)) {
    throw new AppError(
      'invalid',
      `${name} is not text: it looks like ${known ? known[1] : 'binary data (it has zero bytes)'}`,
      {
        hint: 'Expected CSV (comma, semicolon or tab), JSON, JSON lines, Parquet or .xlsx.',
      },
    );
  }
}

function normaliseEncoding(options: ScanOptions): string {
  try {
    return new TextDecoder(options.encoding).encoding;
  } catch {
    throw new AppError(
      'invalid',
      `the mapping names the encoding '${options.encoding ?? ''}', which is not known`,
      {
        hint: 'Use a name such as utf-8, windows-1252, iso-8859-15 or utf-16le.',
      },
    );
  }
}

/** Leaves the bytes of a character that the chunk cuts for the next one. */
function splitUtf8(chunk: Buffer): { whole: Buffer; tail: Buffer } {
  let start = chunk.length - 1;
  const least = Math.max(0, chunk.length - 4);
  while (start >= least && (chunk[start] ?? 0) >> 6 === 0b10) start--;
  const lead = chunk[start] ?? 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  const cut = start >= 0 && start + length > chunk.length ? start : chunk.length;
  return { whole: chunk.subarray(0, cut), tail: chunk.subarray(cut) };
}

async function transcode(from: string, to: string, encoding: string): Promise<void> {
  const decoder = new TextDecoder(encoding);
  await pipeline(
    createReadStream(from, { highWaterMark: CHUNK }),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8');
      yield Buffer.from(decoder.decode(), 'utf8');
    },
    createWriteStream(to),
  );
}
