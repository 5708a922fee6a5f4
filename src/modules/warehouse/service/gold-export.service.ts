import { join } from 'node:path';
import { type ExportFormat } from '../../../platform/engine/export-format.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { scratchFolder } from '../../../platform/files/scratch.js';
import { type Lake } from '../../../platform/lake/index.js';
import { GoldEngine, type GoldQuery } from '../data-access/gold-engine.js';
import { type ShownGold } from '../domain/star-schema.js';
import { stateOf } from './gold-state.js';
import { type OpenSession } from './publication.service.js';

/** Exports that are written at the same time; the memory of each is bounded. */
const MOST_AT_ONCE = 2;

/** Writes what queries over gold give to files, by engines of their own: nobody who reads waits for them. */
export class GoldExporter {
  private writing = 0;

  constructor(
    private readonly lake: Lake,
    private readonly open: OpenSession,
    private readonly home: string,
  ) {}

  /**
   * Writes the rows of a query to a file. Answers their number. Throws AppError where others use all engines or the version
   * cannot be read any more, and the reason of the signal where that ended it.
   */
  async write(
    gold: ShownGold,
    query: GoldQuery,
    target: string,
    format: ExportFormat,
    signal?: AbortSignal,
  ): Promise<number> {
    if (this.writing >= MOST_AT_ONCE) {
      throw new AppError('too_many', `${MOST_AT_ONCE} exports are written already`, {
        hint: 'Try again in a moment, or ask for a task.',
        details: { retry_after_seconds: 5 },
      });
    }
    this.writing++;
    // Files that are read must not be vacuumed.
    const release = this.lake.hold(gold.version);
    let engine: GoldEngine | undefined;
    try {
      signal?.throwIfAborted();
      const state = await stateOf(this.lake, gold).catch((error: Error) => {
        throw new AppError(
          'unavailable',
          `version ${gold.version} of gold cannot be read: ${error.message}`,
          {
            hint: 'Try again in a moment.',
          },
        );
      });
      const tempDir = scratchFolder(join(this.home, 'tmp', 'warehouse'));
      engine = new GoldEngine(state, await this.open(tempDir), this.lake, tempDir);
      return await engine.exportFile(query, target, format, signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      release();
      this.writing--;
      await engine?.close();
    }
  }
}
