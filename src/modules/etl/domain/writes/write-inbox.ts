import { type WriteOutcome, type WriteRequest } from './write-request.js';

/** Where a run finds what clients wrote, and says what becomes of it. */
export interface WriteInbox {
  /** In the order in which they were accepted; the same ones for a run that begins again. */
  requests(): Promise<readonly WriteRequest[]>;
  /** Before the run commits: what is so once it has. */
  planned(outcomes: ReadonlyMap<string, WriteOutcome>): Promise<void>;
}

export const EMPTY_INBOX: WriteInbox = {
  requests: () => Promise.resolve([]),
  planned: () => Promise.resolve(),
};
