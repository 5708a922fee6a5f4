import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { type Database } from '../../../platform/database/index.js';
import { type EngineSession } from '../../../platform/engine/engine.js';
import { type CatalogueState, type Lake } from '../../../platform/lake/index.js';
import { GoldRowsRepository, type TableRows } from '../data-access/gold-rows.repository.js';
import { PublicationConflictError, WarehouseRepository } from '../data-access/warehouse.repository.js';
import { type GoldVersion, type Publication, type ShownVersion, STAR_TABLES } from '../domain/star-schema.js';

export type OpenSession = (tempDir: string) => Promise<EngineSession>;

export interface PublicationSettings {
  home: string;
  currency: string;
}

const ATTEMPTS = 5;

/** Brings the star schema in PostgreSQL to the newest version of gold. Safe to call at any time, by several at once. */
export class PublicationService {
  private readonly warehouse: WarehouseRepository;

  constructor(
    private readonly lake: Lake,
    private readonly database: Database,
    private readonly openSession: OpenSession,
    private readonly settings: PublicationSettings,
  ) {
    this.warehouse = new WarehouseRepository(database);
  }

  /** With `whole`, all rows are loaded anew, whatever is shown. Undefined where there is no gold yet. */
  async publish(options: { whole?: boolean } = {}): Promise<Publication | undefined> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(options.whole === true);
      } catch (error) {
        if (!(error instanceof PublicationConflictError) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  /** The version that readers see now. */
  shown(): Promise<ShownVersion | undefined> {
    return this.warehouse.shown();
  }

  private async once(whole: boolean): Promise<Publication | undefined> {
    const state = await this.lake.state();
    if (!state.tables['fact_sale']) return undefined;
    const shown = await this.warehouse.shown();
    const from = whole ? undefined : await this.stateOf(shown, state);
    if (from?.version === state.version) return unchanged(state.version);
    return this.withRows(async (rows, session) => {
      const tables: TableRows[] = [];
      for (const table of STAR_TABLES) {
        const found = from ? await rows.difference(from, state, table) : await rows.whole(state, table);
        if (found) tables.push(found);
      }
      const version = await this.describe(session, state);
      return from
        ? this.warehouse.change(version, shown, tables)
        : this.warehouse.load(version, shown, tables);
    });
  }

  /** The lake at the version that is shown; undefined where that is another lake's, or its files are gone. */
  private async stateOf(
    shown: ShownVersion | undefined,
    head: CatalogueState,
  ): Promise<CatalogueState | undefined> {
    if (shown?.lakeId !== lakeIdOf(head)) return undefined;
    if (shown.version > head.version || shown.version < this.lake.oldestReadable(head)) return undefined;
    return this.lake.state(shown.version);
  }

  private async describe(session: EngineSession, state: CatalogueState): Promise<GoldVersion> {
    const facts = state.tables['fact_sale'];
    const monthly = state.tables['mart_sales_monthly'];
    if (!facts || !monthly) throw new Error('gold lacks its tables');
    await session.bindFiles('monthly', this.lake.paths(monthly), monthly.spec.columns, {
      partition: monthly.spec.partitionBy,
      grown: monthly.grown,
    });
    const [totals] = await session.query<{ lines: string; net: string | null }>(
      'SELECT sum(sale_lines + return_lines) AS lines, CAST(sum(net_revenue) AS DECIMAL(38,4)) AS net FROM monthly WHERE country_key IS NULL',
    );
    return {
      version: state.version,
      lakeId: lakeIdOf(state),
      committedAt: state.timestamp,
      factRows: Number(totals?.lines ?? 0),
      netRevenue: String(totals?.net ?? '0'),
      currency: this.settings.currency,
    };
  }

  private async withRows<T>(
    work: (rows: GoldRowsRepository, session: EngineSession) => Promise<T>,
  ): Promise<T> {
    const tempDir = join(this.settings.home, 'tmp', `publish-${randomUUID()}`);
    await mkdir(tempDir, { recursive: true });
    const session = await this.openSession(tempDir);
    const rows = new GoldRowsRepository(session, this.lake, this.database.bulkFolder(tempDir));
    try {
      return await work(rows, session);
    } finally {
      session.close();
      await rows.clear();
      await rm(tempDir, { recursive: true, force: true });
    }
  }
}

/** The table's id in the Delta log is made once, with the table. */
function lakeIdOf(state: CatalogueState): string {
  return state.tables['fact_sale']?.metaData.id ?? '';
}

function unchanged(version: number): Publication {
  return {
    version,
    from_version: version,
    method: 'none',
    rows_written: 0,
    rows_deleted: 0,
    duration_ms: 0,
    tables: {},
  };
}
