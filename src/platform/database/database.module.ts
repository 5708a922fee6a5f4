import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from './database.js';

/** Gives every provider the database that was opened at the start, and closes it last. */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  static of(opening: Promise<Database>): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [{ provide: Database, useFactory: () => opening }],
      exports: [Database],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
