import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import pg from 'pg';
import { AppError } from '../errors/app-error.js';
import { Guard } from '../resilience/guard.js';

/** There is no connection to be had: the server is away, or all that there are have been busy for too long. */
export class DatabaseAwayError extends AppError {
  constructor(override readonly cause: Error & { code?: string }) {
    super('unavailable', 'the database does not answer', { hint: 'Try again in a moment.', cause });
  }
}

type Connected = (error: Error | undefined, client: pg.PoolClient | undefined, release: Release) => void;
type Release = (release?: boolean | Error) => void;

/** Refused, reset, starting up, too many: what the next moment may allow. Nothing was asked yet, so nothing is done twice. */
const TRANSIENT = new Set(['ECONNREFUSED', 'ECONNRESET', '57P03', '53300']);
const reconnect = retry(
  handleWhen((error) => TRANSIENT.has((error as { code?: string }).code ?? '')),
  { maxAttempts: 2, backoff: new ExponentialBackoff({ initialDelay: 50, maxDelay: 500 }) },
);

/** Tries again to connect, and says in our words that there is no connection. Its queries connect by it too. */
export class Pool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | void {
    const connected = reconnect
      .execute(() => super.connect())
      .catch((error: Error) => {
        throw told(error);
      });
    if (!callback) return connected;
    connected.then(
      (client) => callback(undefined, client, (release) => client.release(release)),
      (error: Error) => callback(error, undefined, () => undefined),
    );
  }
}

/** Connections to a server, which are not tried for a while once several have failed: who asks is told at once. */
export function guardedClient(timeoutMs: number): typeof pg.Client {
  const guard = new Guard('postgresql', { timeoutMs, breakAfter: 5, tryAgainAfterMs: 1_000 });
  return class GuardedClient extends pg.Client {
    override connect(): Promise<this>;
    override connect(callback: (error: Error) => void): void;
    override connect(callback?: (error: Error) => void): Promise<this> | void {
      const connected = guard.run(() => super.connect()) as Promise<this>;
      if (!callback) return connected;
      connected.then(() => callback(undefined as unknown as Error), callback);
    }
  };
}

/** The embedded server tells by itself why it does not start. */
function told(error: Error): AppError {
  return error instanceof AppError ? error : new DatabaseAwayError(error);
}
