import type { PGlite } from '@electric-sql/pglite';

interface Waiting {
  client: number;
  message: Uint8Array;
  onData: (data: Uint8Array) => void;
  resolve: (bytes: number) => void;
  reject: (error: Error) => void;
}

const SYNC = Uint8Array.from([0x53, 0, 0, 0, 4]);
/** Messages of the client after which the server is ready for anybody: Query and Sync. */
const ENDS_A_TURN = new Set([0x51, 0x53]);

/**
 * Serves many clients from the one session that PGlite has: a client has its turn from its first message to the end of
 * its statement, and to the end of its transaction where it has begun one. pglite-socket's own queue lets the messages
 * of two clients mix between Parse and Execute, so one may run the statement of the other.
 */
export class SerialQueue {
  private waiting: Waiting[] = [];
  private owner: number | null = null;
  private working = false;

  constructor(private readonly db: PGlite) {}

  enqueue(client: number, message: Uint8Array, onData: (data: Uint8Array) => void): Promise<number> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ client, message, onData, resolve, reject });
      void this.work();
    });
  }

  getQueueLength(): number {
    return this.waiting.length;
  }

  clearQueueForHandler(client: number): void {
    const gone = this.waiting.filter((entry) => entry.client === client);
    this.waiting = this.waiting.filter((entry) => entry.client !== client);
    for (const { reject } of gone) reject(new Error('the client is gone'));
  }

  /** Ends what a client that is gone had begun. */
  async clearTransactionIfNeeded(client: number): Promise<void> {
    if (this.owner !== client) return;
    // In the middle of an extended query the session skips whatever comes before a Sync.
    await this.db.runExclusive(() => this.db.execProtocolRaw(SYNC));
    if (this.db.isInTransaction()) await this.db.exec('ROLLBACK');
    this.owner = null;
    void this.work();
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    try {
      for (let next = this.next(); next; next = this.next()) await this.run(next);
    } finally {
      this.working = false;
    }
  }

  private next(): Waiting | undefined {
    const at = this.owner === null ? 0 : this.waiting.findIndex((entry) => entry.client === this.owner);
    return at === -1 ? undefined : this.waiting.splice(at, 1)[0];
  }

  private async run({ client, message, onData, resolve, reject }: Waiting): Promise<void> {
    let bytes = 0;
    this.owner = client;
    try {
      await this.db.runExclusive(() =>
        this.db.execProtocolRawStream(message, {
          onRawData: (data) => {
            bytes += data.length;
            onData(data);
          },
        }),
      );
      // A startup message has no type; it begins with its length.
      const isStartup = message[0] === 0;
      if ((isStartup || ENDS_A_TURN.has(message[0] ?? 0)) && !this.db.isInTransaction()) this.owner = null;
      resolve(bytes);
    } catch (error) {
      this.owner = null;
      reject(error as Error);
    }
  }
}
