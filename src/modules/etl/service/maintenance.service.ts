import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeForsaken } from '../../../platform/files/scratch.js';
import { type Lake, type VacuumReport } from '../../../platform/lake/index.js';
import { type OpenSession } from './run.service.js';

/** Temporary folders of what may go on meanwhile. */
const SHARED = ['query', 'warehouse', 'export', 'check'];

/** Keeps the home folder in order. Nobody may write to the lake meanwhile. */
export class MaintenanceService {
  constructor(
    private readonly lake: Lake,
    private readonly openSession: OpenSession,
    private readonly home: string,
  ) {}

  /** Finishes what a crash left half done. Throws where the lake is of a format that this program does not know. */
  async recover(): Promise<{ version: number; tables: number }> {
    const tempDir = join(this.home, 'tmp', 'recover');
    try {
      await mkdir(tempDir, { recursive: true });
      const session = await this.openSession(tempDir);
      try {
        await this.lake.recover(session);
      } finally {
        await session.close();
      }
      const state = await this.lake.state();
      return { version: state.version, tables: Object.keys(state.tables).length };
    } finally {
      await rm(tempDir, { recursive: true, force: true });
    }
  }

  /** Makes a lake whole that was restored from a backup, which holds one version and no Delta logs. */
  async settleRestored(): Promise<void> {
    const tempDir = join(this.home, 'tmp', 'restore');
    try {
      await mkdir(tempDir, { recursive: true });
      const session = await this.openSession(tempDir);
      try {
        await this.lake.recover(session);
        await this.lake.forgetHistory(session);
      } finally {
        await session.close();
      }
    } finally {
      await rm(tempDir, { recursive: true, force: true });
    }
  }

  /** Keeps values in the catalogue, by a commit that changes no table. */
  async note(values: Record<string, unknown>): Promise<void> {
    const tempDir = join(this.home, 'tmp', 'note');
    try {
      await mkdir(tempDir, { recursive: true });
      const session = await this.openSession(tempDir);
      try {
        const { version: base } = await this.lake.state();
        const payload = () => ({ kind: 'vacuum' });
        await this.lake.commit({ base, operation: 'vacuum', changes: [], values, payload }, session);
      } finally {
        await session.close();
      }
    } finally {
      await rm(tempDir, { recursive: true, force: true });
    }
  }

  /** A run in progress would lose the files that it has not committed yet. */
  async vacuum(retentionHours: number): Promise<VacuumReport> {
    const tempDir = join(this.home, 'tmp', 'vacuum');
    try {
      await mkdir(tempDir, { recursive: true });
      const session = await this.openSession(tempDir);
      try {
        await this.lake.recover(session);
        const report = await this.lake.vacuum(new Date(Date.now() - retentionHours * 3_600_000), session);
        // No run is going on, so what lies here was left by one that was cut short. Of the others goes what is of no process any more.
        for (const name of await readdir(join(this.home, 'tmp'))) {
          if (!SHARED.includes(name))
            await rm(join(this.home, 'tmp', name), { recursive: true, force: true });
        }
        for (const name of SHARED) await removeForsaken(join(this.home, 'tmp', name));
        return report;
      } finally {
        await session.close();
      }
    } finally {
      await rm(tempDir, { recursive: true, force: true });
    }
  }
}
