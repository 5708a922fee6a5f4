import {
  type BeforeApplicationShutdown,
  Global,
  Logger,
  Module,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Config } from '../config/index.js';
import { Database } from '../database/index.js';
import { EventBus } from './event-bus.js';
import { PostgresTransport } from './postgres-transport.js';

const log = new Logger('Events');

/** One bus a process; between processes by the PostgreSQL server. The embedded database carries none: the comparison with the catalogue does. */
@Global()
@Module({
  providers: [
    {
      provide: EventBus,
      useFactory: () =>
        new EventBus((error, name) =>
          log.error(`a subscriber of ${name} failed: ${(error as Error).message}`),
        ),
    },
  ],
  exports: [EventBus],
})
export class EventsModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private transport: PostgresTransport | undefined;

  constructor(
    private readonly bus: EventBus,
    private readonly database: Database,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (this.database.isEmbedded) return;
    this.transport = new PostgresTransport(this.database, this.config.values.databaseUrl, this.bus);
    this.bus.connect(this.transport);
    void this.transport.listen();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.transport?.close();
  }
}
