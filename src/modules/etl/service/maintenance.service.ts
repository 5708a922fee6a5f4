import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Lake, type VacuumReport } from '../../../platform/lake/index.js';
import { type OpenSession } from './run.service.js';
import { acquireRunLock } from './run-lock.js';

/** Keeps the home folder in order. */
export class MaintenanceService {
  constructor(
    private readonly lake: Lake,
    private readonly openSession: OpenSession,
    private readonly home: string,
  ) {}

  /** Finishes what a crash left half done. Throws where the lake is of a format that this program does not know. */
  async recover(): Promise<{ version: number; tables: number }> {
    const release = await acquireRunLock(this.home);
    const tempDir = join(this.home, 'tmp', 'recover');
    try {
      await mkdir(tempDir, { recursive: true });
      const session = await this.openSession(tempDir);
      try {
        await this.lake.recover(session);
      } finally {
        session.close();
      }
      const state = await this.lake.state();
      return { version: state.version, tables: Object.keys(state.tables).length };
    } finally {
      await rm(tempDir, { recursive: true, force: true });
      await release();
    }
  }

  /** Waits for a run in progress, whose files are not committed yet. */
  async vacuum(retentionHours: number): Promise<VacuumReport> {
    const release = await acquireRunLock(this.home);
    const tempDir = join(this.home, 'tmp', 'vacuum');
    try {
      await mkdir(tempDir, { recursive: true });
      const session = await this.openSession(tempDir);
      try {
        await this.lake.recover(session);
        const report = await this.lake.vacuum(new Date(Date.now() - retentionHours * 3_600_000), session);
        // Nobody else works here now, so whatever lies in the temporary folder is left over.
        for (const name of await readdir(join(this.home, 'tmp'))) {
          if (name !== 'query') await rm(join(this.home, 'tmp', name), { recursive: true, force: true });
        }
        return report;
      } finally {
        session.close();
      }
    } finally {
      await release();
    }
  }
}
