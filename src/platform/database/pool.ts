import pg from 'pg';
import { AppError } from '../errors/app-error.js';

/** There is no connection to be had: the server is away, or all that there are have been busy for too long. */
export class DatabaseAwayError extends AppError {
  constructor(override readonly cause: Error & { code?: string }) {
    super('unavailable', 'the database does not answer', { hint: 'Try again in a moment.', cause });
  }
}

type Connected = (error: Error | undefined, client: pg.PoolClient | undefined, release: Release) => void;
type Release = (release?: boolean | Error) => void;

/** Says in our words that there is no connection. Its queries connect by it too. */
export class Pool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | void {
    if (!callback) {
      return super.connect().catch((error: Error) => {
        throw told(error);
      });
    }
    super.connect((error, client, release) => callback(error && told(error), client, release));
  }
}

/** The embedded server tells by itself why it does not start. */
function told(error: Error): AppError {
  return error instanceof AppError ? error : new DatabaseAwayError(error);
}
