import { type SourceMapping } from './mapping.js';

/** To erase a customer. Who it is stands here encrypted, and only until it is done. */
export interface EraseRequest {
  kind: 'erase';
  fingerprint: string;
  customer?: string;
  /** Who asked: id of a principal. */
  by: string | null;
}

/** What a run is asked to do, and of which run it is another try. */
export type RunRequest = Task & { retry_of?: string };

type Task =
  | { kind: 'run'; paths: readonly string[]; mapping: SourceMapping; maxLineBytes: number }
  | { kind: 'approve'; run: string; reason?: string }
  | { kind: 'reject'; run: string; reason?: string }
  | { kind: 'rebuild' }
  /** What clients wrote and no run has taken yet. */
  | { kind: 'write' }
  | EraseRequest;

/** The steps of a run that its record shows. */
export type Stage = 'bronze' | 'silver' | 'gate' | 'gold' | 'publish';

/** Steps of the work within a stage: how many of how many are done. */
export type Progress = (step: string, done: number, total: number) => void;

/** Hears how a run goes on. */
export interface RunObserver {
  progress: Progress;
  started(stage: Stage): void;
  done(stage: Stage, counts: Record<string, unknown>): void;
  /** Aborted when the run is to stop. */
  signal?: AbortSignal;
  /** Right before the commit; what it throws keeps the run from committing. */
  beforeCommit?(): Promise<void>;
}

export const SILENT: RunObserver = {
  progress: () => undefined,
  started: () => undefined,
  done: () => undefined,
};
