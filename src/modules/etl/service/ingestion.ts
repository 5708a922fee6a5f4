import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../platform/errors/app-error.js';
import {
  type EngineSession,
  identifier,
  literal,
  type WrittenFile,
} from '../../../platform/engine/engine.js';
import { type CatalogueState } from '../../../platform/lake/index.js';
import {
  fileStamp,
  hashFile,
  openSource,
  readError,
  type SourceFile,
} from '../data-access/readers/source-file.js';
import { CANONICAL, isExtra } from '../domain/columns.js';
import { type SourceMapping } from '../domain/mapping.js';
import { type FileOutcome } from '../domain/run-report.js';
import { batchOf, knownFile } from '../domain/batches.js';
import { type Progress } from '../domain/run-request.js';
import { LATER_COLUMNS } from '../data-access/bronze-columns.js';
import { type BronzeWriter } from './bronze-writer.js';

export interface IngestOptions {
  mapping: SourceMapping;
  maxLineBytes: number;
}

interface RunIdentity {
  runId: string;
  tempDir: string;
  startedAt: Date;
}

export interface Ingested {
  files: FileOutcome[];
  rows: number;
  /** Months that the new rows belong to. */
  months: Set<string>;
}

/** Larger files are written to bronze directly, smaller ones are collected first. */
const DIRECT_BYTES = 32 * 1024 * 1024;
const COLLECTED_ROWS = 500_000;

/** Files → bronze, every line as it came with its origin. A file that cannot be read is refused whole and named; the others go on. */
export class Ingestion {
  private readonly extras: string[];
  private collected = 0;
  /** Columns of the collected rows that are not ours; a refused file may leave them without rows. */
  private shape: readonly string[] | undefined;
  private written: WrittenFile[] = [];

  constructor(
    private readonly session: EngineSession,
    private readonly bronze: BronzeWriter,
    private readonly state: CatalogueState,
    private readonly run: RunIdentity,
  ) {
    const known = state.tables['bronze_sales']?.spec.columns.map((c) => c.name) ?? [];
    this.extras = known.filter(isExtra);
  }

  async ingest(paths: readonly string[], options: IngestOptions, progress: Progress): Promise<Ingested> {
    const files: FileOutcome[] = [];
    const seen = new Map<string, string>();
    let rows = 0;
    for (const [at, path] of paths.entries()) {
      progress('bronze', at, paths.length);
      const outcome = await this.take(path, at, options, seen);
      files.push(outcome);
      rows += outcome.rows;
    }
    await this.flush();
    progress('bronze', paths.length, paths.length);
    this.bronze.add(this.extras, this.written);
    const months = new Set(this.written.map((file) => file.partition['invoice_month'] ?? ''));
    return { files, rows, months };
  }

  private async take(
    path: string,
    at: number,
    options: IngestOptions,
    seen: Map<string, string>,
  ): Promise<FileOutcome> {
    const tempDir = join(this.run.tempDir, `file-${at}`);
    const outcome: FileOutcome = {
      name: path.split(/[/\\]/).at(-1) ?? path,
      path,
      status: 'refused',
      rows: 0,
      sha256: null,
      notes: [],
    };
    try {
      const stamp = await fileStamp(path);
      const hash = await hashFile(path);
      const before = knownFile(this.state.values, hash);
      const twin = seen.get(hash);
      if (before !== undefined || twin !== undefined)
        return { ...outcome, sha256: hash, ...this.sameAs(before, twin) };
      const source = await openSource(this.session, path, {
        ...options,
        tempDir,
        sha256: hash,
        knownExtras: this.extras,
      });
      const rows = await this.store(source, stamp);
      seen.set(source.sha256, source.name);
      for (const extra of source.extras) if (!this.extras.includes(extra)) this.extras.push(extra);
      return { ...outcome, status: 'ingested', rows, sha256: source.sha256, notes: source.notes };
    } catch (error) {
      const told = error instanceof AppError ? error : asRefusal(outcome.name, error);
      return { ...outcome, notes: [told.message, ...(told.hint ? [told.hint] : [])] };
    } finally {
      await rm(tempDir, { recursive: true, force: true });
    }
  }

  private sameAs(
    before: { name: string; batch: string } | undefined,
    twin: string | undefined,
  ): Pick<FileOutcome, 'status' | 'notes'> {
    if (before === undefined)
      return { status: 'already_accepted', notes: [`same content as ${twin} in this run`] };
    if (batchOf(this.state.values, before.batch)?.status === 'blocked') {
      return {
        status: 'waiting_for_approval',
        notes: [
          `came as ${before.name} in run ${before.batch}, which is blocked: approve or reject that run`,
        ],
      };
    }
    return { status: 'already_accepted', notes: [`same content as ${before.name} of run ${before.batch}`] };
  }

  private async store(source: SourceFile, stamp: string): Promise<number> {
    const extras = [...new Set([...this.extras, ...source.extras])];
    const select = `SELECT ${[...CANONICAL, ...extras]
      .map((name) =>
        (CANONICAL as readonly string[]).includes(name) || source.extras.includes(name)
          ? identifier(name)
          : `CAST(NULL AS VARCHAR) AS ${identifier(name)}`,
      )
      .join(', ')}, _row, _line, _iso_date, _decimal_sign, _thousands_sign,
      ${literal(source.name)} AS _file, ${literal(source.sha256)} AS _file_hash, ${literal(this.run.runId)} AS _batch_id,
      CAST(${literal(this.run.startedAt.toISOString())} AS TIMESTAMPTZ) AS _ingested_at,
      ${LATER_COLUMNS.map(({ name, type }) => `CAST(NULL AS ${type === 'long' ? 'BIGINT' : 'VARCHAR'}) AS ${name}`).join(', ')} FROM (${source.sql}) AS source_rows`;
    try {
      if (source.bytes >= DIRECT_BYTES) {
        const files = await this.bronze.write(select, extras, this.sameOf(source, extras));
        const rows = files.reduce((sum, file) => sum + file.rows, 0);
        await this.mustBeWhole(source, stamp, rows, files);
        this.written.push(...files);
        return rows;
      }
      // The collected rows have one shape. A file that was not collected may have changed it, too.
      if (this.shape?.join('\n') !== extras.join('\n')) await this.flush();
      this.shape = extras;
      const rows = await this.session.append('collected', select);
      await this.mustBeWhole(source, stamp, rows, []).catch(async (error: unknown) => {
        await this.session.remove('collected', `_file_hash = ${literal(source.sha256)}`);
        throw error;
      });
      this.collected += rows;
      if (this.collected >= COLLECTED_ROWS) await this.flush();
      return rows;
    } catch (error) {
      throw readError(source.name, error);
    }
  }

  /** What all lines of a file have in common. */
  private sameOf(source: SourceFile, extras: readonly string[]): Map<string, string | null> {
    const absent = extras.filter((extra) => !source.extras.includes(extra));
    return new Map<string, string | null>([
      ...[...source.empty, ...absent, ...LATER_COLUMNS.map(({ name }) => name)].map(
        (name): [string, null] => [name, null],
      ),
      ['_file', source.name],
      ['_file_hash', source.sha256],
      ['_batch_id', this.run.runId],
    ]);
  }

  private async mustBeWhole(
    source: SourceFile,
    stamp: string,
    rows: number,
    written: WrittenFile[],
  ): Promise<void> {
    const changed = (await fileStamp(source.path)) !== stamp;
    if (!changed && (source.expectedRows === undefined || source.expectedRows === rows)) return;
    for (const file of written) await rm(`${this.bronze.directory()}/${file.path}`, { force: true });
    if (changed) {
      throw new AppError('invalid', `${source.name} was written while it was read`, {
        hint: 'Run it again when it is finished.',
      });
    }
    throw new AppError(
      'invalid',
      `${source.name} has ${source.expectedRows} records by its quotes and line ends, but ${rows} could be read`,
      {
        hint: 'Its quoting is inconsistent. Save it again with every double quote inside a value written twice.',
      },
    );
  }

  private async flush(): Promise<void> {
    if (this.shape === undefined) return;
    if (this.collected > 0)
      this.written.push(...(await this.bronze.write('SELECT * FROM collected', this.shape)));
    await this.session.drop('source');
    await this.session.drop('collected');
    this.collected = 0;
    this.shape = undefined;
  }
}

function asRefusal(name: string, error: unknown): AppError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') {
    return new AppError('invalid', `${name} may not be read by this user`, {
      hint: 'Grant the right to read it.',
      cause: error,
    });
  }
  if (code === 'ENOSPC' || code === 'EROFS') throw error;
  return new AppError('invalid', `${name} cannot be read: ${message}`, { cause: error });
}
