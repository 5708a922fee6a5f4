import { AppError } from '../../../platform/errors/app-error.js';
import { discoverFiles } from '../data-access/readers/discover.js';
import { type Tick } from '../domain/schedule.js';
import { type Source } from '../domain/source.js';
import { type RunDispatcher } from './run-dispatcher.service.js';

/** The configured sources, by name. */
export class SourceService {
  constructor(
    readonly sources: readonly Source[],
    private readonly dispatcher: RunDispatcher,
    private readonly maxLineBytes: number,
  ) {}

  /** Asks for a run of all files that a source has now, and answers its id; undefined where a later tick did. Throws AppError. */
  async submit(name: string, tick: Tick): Promise<string | undefined> {
    const source = this.sources.find((one) => one.name === name);
    if (!source) {
      throw new AppError('not_found', `there is no source ${name}`, {
        hint: `Sources: ${this.sources.map((one) => one.name).join(', ') || 'none; TILLHOUSE_SOURCES names their file'}.`,
      });
    }
    const { paths, mapping } = source;
    return this.dispatcher.submitTick(
      tick,
      { kind: 'run', paths: await discoverFiles(paths, '/'), mapping, maxLineBytes: this.maxLineBytes },
      name,
    );
  }
}
