import { type RunReport } from './run-report.js';
import { type RunRequest, type Stage } from './run-request.js';

export type RunStatus = 'queued' | 'running' | 'failed' | 'cancelled' | RunReport['status'];

/** A run as it is kept: from the moment it is asked for, whatever becomes of it. */
export interface RunRecord {
  id: string;
  kind: RunRequest['kind'];
  status: RunStatus;
  request: RunRequest;
  /** The configured source that asked; null for people. */
  source: string | null;
  /** Process that looks after it. */
  owner: string;
  /** How often it was begun. */
  attempts: number;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  gold_version: number | null;
  report: RunReport | null;
  error: RunError | null;
  cancel_requested_at: Date | null;
  /** From here on it can no longer be cancelled. */
  committing_at: Date | null;
}

export interface RunError {
  kind: string;
  message: string;
  hint: string | null;
}

export interface StageRecord {
  stage: Stage;
  status: 'running' | 'done' | 'failed';
  started_at: Date;
  finished_at: Date | null;
  /** Steps of the work within the stage. */
  done: number;
  total: number;
  counts: Record<string, unknown> | null;
  error: string | null;
}

export function isFinished(status: RunStatus): boolean {
  return status !== 'queued' && status !== 'running';
}
