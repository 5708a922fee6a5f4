import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Database } from '../../../platform/database/index.js';
import { type EventBus } from '../../../platform/events/index.js';
import { type EngineSession } from '../../../platform/engine/engine.js';
import { scratchFolder } from '../../../platform/files/scratch.js';
import { type CatalogueState, type Lake, rowCount } from '../../../platform/lake/index.js';
import { GoldRowsRepository, type TableRows } from '../data-access/gold-rows.repository.js';
import { PublicationConflictError, WarehouseRepository } from '../data-access/warehouse.repository.js';
import { type GoldVersion, type Publication, type ShownVersion, STAR_TABLES } from '../domain/star-schema.js';

export type OpenSession = (tempDir: string) => Promise<EngineSession>;

export interface PublicationSettings {
  home: string;
  currency: string;
}

const ATTEMPTS = 5;
/** Share of all rows from which on they are all loaded anew. */
const LARGEST_CHANGE = 0.4;

/** Brings the star schema in PostgreSQL to the newest version of gold. Safe to call at any time, by several at once. */
export class PublicationService {
  private readonly warehouse: WarehouseRepository;

  constructor(
    private readonly lake: Lake,
    private readonly database: Database,
    private readonly openSession: OpenSession,
    private readonly events: EventBus,
    private readonly settings: PublicationSettings,
  ) {
    this.warehouse = new WarehouseRepository(database);
  }

  /** With `whole`, all rows are loaded anew, whatever is shown. Undefined where there is no gold yet. */
  async publish(options: { whole?: boolean } = {}): Promise<Publication | undefined> {
    for (let attempt = 1; ; attempt++) {
      try {
        const startedAt = new Date().toISOString();
        const publication = await this.once(options.whole === true);
        if (publication && publication.method !== 'none') {
          await this.events.publish('WarehousePublished', {
            version: publication.version,
            startedAt,
            method: publication.method,
            rowsWritten: publication.rows_written,
            rowsDeleted: publication.rows_deleted,
          });
        }
        return publication;
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
      const version = await this.describe(session, state);
      if (from) {
        const changes = await this.changes(rows, from, state);
        if (isSmall(changes, state)) return this.warehouse.change(version, shown, changes);
      }
      const tables: TableRows[] = [];
      for (const table of STAR_TABLES) tables.push(await rows.whole(state, table));
      return this.warehouse.load(version, shown, tables);
    });
  }

  private async changes(
    rows: GoldRowsRepository,
    from: CatalogueState,
    to: CatalogueState,
  ): Promise<TableRows[]> {
    const changes: TableRows[] = [];
    for (const table of STAR_TABLES) {
      const difference = await rows.difference(from, to, table);
      if (difference) changes.push(difference);
    }
    return changes;
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
    const files = this.lake.paths(monthly);
    await this.lake.fetch(files);
    await session.bindFiles('monthly', files, monthly.spec.columns, {
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
    const tempDir = scratchFolder(join(this.settings.home, 'tmp', 'warehouse'));
    await mkdir(tempDir, { recursive: true });
    const session = await this.openSession(tempDir);
    const rows = new GoldRowsRepository(session, this.lake, this.database.bulkFolder(tempDir));
    try {
      return await work(rows, session);
    } finally {
      await session.close();
      await rows.clear();
      await rm(tempDir, { recursive: true, force: true });
    }
  }
}

/** To write a row among others costs about three times what it costs to load one. */
function isSmall(changes: readonly TableRows[], state: CatalogueState): boolean {
  const changed = changes.reduce((sum, { written, deleted }) => sum + written.rows + deleted.rows, 0);
  const all = STAR_TABLES.reduce((sum, { name }) => sum + rowCount(state.tables[name]), 0);
  return changed < all * LARGEST_CHANGE;
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
