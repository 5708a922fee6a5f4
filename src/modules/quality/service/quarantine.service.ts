import { type Lake } from '../../../platform/lake/index.js';
import {
  type QuarantineCounts,
  type QuarantineFilter,
  type QuarantineRepository,
  type QuarantineRow,
} from '../data-access/quarantine.repository.js';

export type { QuarantineCounts, QuarantineFilter, QuarantineRow };

const NONE: QuarantineCounts = {
  lines: 0,
  reasons: [],
  files: [],
  fileCount: 0,
  batches: [],
  batchCount: 0,
};

/** The lines that break a rule, at the newest version of the lake. */
export class QuarantineService {
  constructor(
    private readonly lake: Lake,
    private readonly lines: QuarantineRepository,
  ) {}

  /** Newest batch first. */
  async list(
    filter: QuarantineFilter,
    page: { limit: number; offset: number },
  ): Promise<{ version: number; total: number; rows: QuarantineRow[] }> {
    const { version, tables } = await this.lake.state();
    const table = tables['quarantine'];
    return { version, ...(table ? await this.lines.list(table, filter, page) : { total: 0, rows: [] }) };
  }

  async counts(filter: QuarantineFilter): Promise<QuarantineCounts & { version: number }> {
    const { version, tables } = await this.lake.state();
    const table = tables['quarantine'];
    return { version, ...(table ? await this.lines.counts(table, filter) : NONE) };
  }
}
