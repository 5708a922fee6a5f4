import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Database } from '../database/index.js';
import { type EventBus, type EventName, type Transport } from './event-bus.js';

const CHANNEL = 'tillhouse_events';
const RECONNECT_MS = 1_000;
/** NOTIFY takes no more than 8,000 bytes. */
const LONGEST = 7_900;

/** Events between processes by LISTEN and NOTIFY of a PostgreSQL server. */
export class PostgresTransport implements Transport {
  private readonly self = randomUUID();
  private client: pg.Client | undefined;
  private closed = false;

  constructor(
    private readonly database: Database,
    private readonly url: string,
    private readonly bus: EventBus,
  ) {}

  async send(name: EventName, event: object): Promise<void> {
    const payload = JSON.stringify({ from: this.self, name, event });
    if (Buffer.byteLength(payload) > LONGEST) throw new Error(`the event ${name} is too long to be sent`);
    await this.database.rows('SELECT pg_notify($1, $2)', [CHANNEL, payload]);
  }

  /** Listens until it is closed, on a connection of its own that is made anew when it breaks. */
  async listen(): Promise<void> {
    while (!this.closed) {
      const client = new pg.Client({ connectionString: this.url });
      const broken = new Promise<void>((done) => client.on('error', () => done()).on('end', () => done()));
      client.on('notification', ({ payload }) => this.receive(payload));
      try {
        await client.connect();
        this.client = client;
        await client.query(`LISTEN ${CHANNEL}`);
        await broken;
      } catch {
        // The server is away; events that are missed are caught up with by the comparison with the catalogue.
      }
      if (!this.closed) await sleep(RECONNECT_MS);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.client?.end().catch(() => undefined);
  }

  private receive(payload: string | undefined): void {
    const { from, name, event } = JSON.parse(payload ?? '{}') as {
      from?: string;
      name?: EventName;
      event?: never;
    };
    // Its own subscribers have heard it already.
    if (name !== undefined && event !== undefined && from !== this.self) void this.bus.deliver(name, event);
  }
}
