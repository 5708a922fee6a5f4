import { type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../platform/errors/app-error.js';
import { isFinished, type RunStatus, type StageRecord } from '../domain/run-record.js';
import { type RunDispatcher } from './run-dispatcher.service.js';

const LOOK_MS = 500;
const HEARTBEAT_MS = 15_000;
const MOST_WATCHERS = 100;

/** How a run stands, as its watchers are told. */
export interface RunState {
  run_id: string;
  kind: string;
  status: RunStatus;
  version: number | null;
  error: { kind: string; message: string; hint: string | null } | null;
  stages: StageRecord[];
}

/** Lets people watch runs, whichever process does them. */
export class RunWatchService implements OnModuleDestroy {
  private readonly end = new AbortController();
  private watchers = 0;

  constructor(private readonly dispatcher: RunDispatcher) {}

  /** Takes a place for a watcher and looks whether there is such a run. Throws AppError. */
  async open(id: string, gone: AbortSignal): Promise<AsyncGenerator<RunState | 'heartbeat', void>> {
    if (this.watchers >= MOST_WATCHERS) {
      throw new AppError('too_many', `${MOST_WATCHERS} watch runs on this server already`, {
        hint: 'Ask GET /api/v1/etl/runs/{id} from time to time.',
      });
    }
    // Taken before the first wait, so that many at once do not get past the bound.
    this.watchers++;
    try {
      const first = await this.state(id);
      return this.watch(id, first, AbortSignal.any([gone, this.end.signal]));
    } catch (error) {
      this.watchers--;
      throw error;
    }
  }

  onModuleDestroy(): void {
    this.end.abort();
  }

  private async *watch(
    id: string,
    first: RunState,
    end: AbortSignal,
  ): AsyncGenerator<RunState | 'heartbeat', void> {
    try {
      let state = first;
      let told = '';
      let toldAt = Date.now();
      while (!end.aborted) {
        const text = JSON.stringify(state);
        if (text !== told) {
          told = text;
          toldAt = Date.now();
          yield state;
        } else if (Date.now() - toldAt >= HEARTBEAT_MS) {
          toldAt = Date.now();
          yield 'heartbeat';
        }
        if (isFinished(state.status)) return;
        await sleep(LOOK_MS, undefined, { signal: end }).catch(() => undefined);
        // The database may be away for a moment; the last state stays.
        state = await this.state(id).catch(() => state);
      }
    } finally {
      this.watchers--;
    }
  }

  private async state(id: string): Promise<RunState> {
    const { record, report } = await this.dispatcher.find(id);
    if (record) {
      const { kind, status, gold_version, error, stages } = record;
      return { run_id: id, kind, status, version: gold_version, error, stages };
    }
    const { run_id, kind, status, version } = report;
    return { run_id, kind, status, version, error: null, stages: [] };
  }
}
