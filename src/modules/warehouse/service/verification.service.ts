import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Database } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { scratchFolder } from '../../../platform/files/scratch.js';
import { type Lake } from '../../../platform/lake/index.js';
import { ComparisonRepository, type TableVerification } from '../data-access/comparison.repository.js';
import { readShown } from '../data-access/warehouse.repository.js';
import { STAR_TABLES } from '../domain/star-schema.js';
import { type OpenSession } from './publication.service.js';

export interface Verification {
  /** The version that the warehouse shows, with which it is compared. */
  version: number;
  /** The newest version of gold; the warehouse follows it. */
  newest_version: number;
  equal: boolean;
  tables: TableVerification[];
}

/** Compares the star schema in PostgreSQL with gold, row for row. */
export class VerificationService {
  constructor(
    private readonly lake: Lake,
    private readonly database: Database,
    private readonly openSession: OpenSession,
    private readonly home: string,
  ) {}

  /** Throws AppError where nothing was published, or the version that is shown cannot be read any more. */
  async verify(): Promise<Verification> {
    const tempDir = scratchFolder(join(this.home, 'tmp', 'warehouse'));
    await mkdir(tempDir, { recursive: true });
    const session = await this.openSession(tempDir);
    try {
      const comparison = new ComparisonRepository(
        session,
        this.lake,
        this.database,
        this.database.bulkFolder(tempDir),
      );
      return await this.database.transaction(async (sql) => {
        // One snapshot for all tables: a publication in between changes nothing.
        await sql.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
        const shown = await readShown(sql);
        const head = await this.lake.state();
        if (!shown) {
          throw new AppError('not_found', 'nothing was published to the warehouse yet', {
            hint: '`tillhouse run` brings files in, `tillhouse publish` brings the warehouse up to date.',
          });
        }
        if (shown.version > head.version || shown.version < this.lake.oldestReadable(head)) {
          throw new AppError(
            'conflict',
            `version ${shown.version}, which the warehouse shows, is not in the lake`,
            {
              hint: '`tillhouse publish` brings the warehouse up to date.',
            },
          );
        }
        const state = await this.lake.state(shown.version);
        const tables: TableVerification[] = [];
        for (const table of STAR_TABLES) tables.push(await comparison.compare(sql, state, table));
        return {
          version: shown.version,
          newest_version: head.version,
          equal: tables.every(({ missing, extra }) => missing === 0 && extra === 0),
          tables,
        };
      });
    } finally {
      await session.close();
      await rm(tempDir, { recursive: true, force: true });
    }
  }
}
