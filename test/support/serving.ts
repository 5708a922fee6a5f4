import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createWarehouse, type Warehouse } from '../../src/modules/warehouse/index.js';
import { type Config, loadConfig } from '../../src/platform/config/index.js';
import { Database } from '../../src/platform/database/index.js';
import { EventBus } from '../../src/platform/events/index.js';
import { Lake } from '../../src/platform/lake/index.js';
import { type Server, startServer } from '../../src/server.js';
import { ADMIN_ENV, AS_ADMIN } from './credentials.js';
import { LakeHome } from './lake-home.js';

export interface HttpAnswer<T = Record<string, never>> {
  status: number;
  headers: Headers;
  body: T;
}

/**
 * The real server on a free port over a lake and a database of its own, asked by its administrator. It does no jobs, so that what it shows changes only
 * when the test brings something.
 */
export class Serving {
  private constructor(
    readonly home: LakeHome,
    readonly config: Config,
    readonly server: Server,
    /** Over the server's own database and events. */
    readonly warehouse: Warehouse,
  ) {}

  static async open(env: Record<string, string> = {}): Promise<Serving> {
    const home = await LakeHome.open(env);
    const config = loadConfig({
      TILLHOUSE_HOME: home.path,
      TILLHOUSE_ENGINE_MEMORY: '512MiB',
      TILLHOUSE_PORT: '0',
      TILLHOUSE_LOG_LEVEL: 'fatal',
      TILLHOUSE_WORKER: 'off',
      ...ADMIN_ENV,
      ...env,
    });
    const server = await startServer(config);
    const { app } = server;
    const warehouse = createWarehouse(config, app.get(Lake), app.get(Database), app.get(EventBus));
    return new Serving(home, config, server, warehouse);
  }

  get database(): Database {
    return this.server.app.get(Database);
  }

  /** Brings files in and shows them. Answers the version. */
  async bring(...files: string[]): Promise<number> {
    await this.home.run(files);
    const publication = await this.warehouse.publication.publish();
    return publication?.version ?? 0;
  }

  /** As `bring`, of lines of CSV in a file of that name. */
  async bringLines(name: string, lines: readonly string[]): Promise<number> {
    const file = join(this.home.path, name);
    await writeFile(file, [HEADER, ...lines].join('\n'));
    return this.bring(file);
  }

  async get<T = Record<string, never>>(
    path: string,
    headers: Record<string, string> = {},
  ): Promise<HttpAnswer<T>> {
    const response = await fetch(this.server.url + path, { headers: { ...AS_ADMIN, ...headers } });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? undefined : JSON.parse(text)) as T,
    };
  }

  async close(): Promise<void> {
    await this.warehouse.gold.close();
    await this.server.app.close();
    await this.home.close();
  }
}

export const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
