import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type EngineSession } from '../../../platform/engine/engine.js';
import { scratchFolder } from '../../../platform/files/scratch.js';
import { LineCheckRepository } from '../data-access/line-check.repository.js';
import { type Models } from '../data-access/model.js';
import { bindReferenceData, type ModelSettings } from '../data-access/reference-data.js';
import { type CheckedLine, type LineCheck } from '../domain/writes/write-plan.js';
import { type LineValues } from '../domain/writes/write-request.js';
import { type OpenSession } from './run.service.js';

/** Reference data may change under a session; a newer one reads it again. */
const FRESH_MS = 60_000;

interface Opened {
  session: EngineSession;
  folder: string;
  openedAt: number;
}

/** Judges lines before they are accepted, by the models that judge them in a run. One caller at a time. */
export class LineChecker implements LineCheck {
  private opened: Opened | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private idle: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly models: Models,
    private readonly open: OpenSession,
    private readonly home: string,
    private readonly settings: ModelSettings,
  ) {}

  async check(lines: readonly { values: LineValues; acceptedAt: Date }[]): Promise<CheckedLine[]> {
    const turn = this.turn.then(async () => {
      clearTimeout(this.idle);
      try {
        const { session } = await this.fresh();
        return await new LineCheckRepository(session, this.models()).check(lines);
      } catch (error) {
        await this.discard();
        throw error;
      } finally {
        this.idle = setTimeout(() => void this.close(false), FRESH_MS);
        this.idle.unref();
      }
    });
    this.turn = turn.catch(() => undefined);
    return turn;
  }

  async close(forGood = true): Promise<void> {
    this.closed ||= forGood;
    clearTimeout(this.idle);
    this.turn = this.turn.then(() => this.discard());
    await this.turn;
  }

  private async fresh(): Promise<Opened> {
    if (this.closed) throw new Error('the line checker is closed');
    if (this.opened && Date.now() - this.opened.openedAt > FRESH_MS) await this.discard();
    if (!this.opened) {
      const folder = scratchFolder(join(this.home, 'tmp', 'check'));
      const session = await this.open(folder);
      this.opened = { session, folder, openedAt: Date.now() };
      await bindReferenceData(session, this.home, this.settings);
    }
    return this.opened;
  }

  private async discard(): Promise<void> {
    const { opened } = this;
    this.opened = undefined;
    if (!opened) return;
    await opened.session.close();
    await rm(opened.folder, { recursive: true, force: true });
  }
}
