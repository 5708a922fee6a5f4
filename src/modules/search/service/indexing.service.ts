import { type Database, withLease } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { type WarehouseReader, type ShownGold } from '../../warehouse/index.js';
import { type DocumentStore, type IndexedDocument, type IndexState } from '../data-access/document-store.js';
import { type GoldDocumentsRepository } from '../data-access/gold-documents.repository.js';
import { SHAPE } from '../data-access/terms.js';
import { DOCUMENT_KINDS, type DocumentKey } from '../domain/document.js';
import { type Mirror } from '../domain/mirror.js';
import { type MeaningService } from './meaning.service.js';

/** What a run of the indexing did. */
export interface Indexing {
  version: number;
  /** whole: all documents anew; change: those that differ; none: it showed that version already. */
  method: 'whole' | 'change' | 'none';
  written: number;
  deleted: number;
  /** Products whose meaning was computed; 0 without an embedding model, and while it is being prepared. */
  embedded: number;
  duration_ms: number;
  /** What was sent to Typesense; null where there is none. */
  typesense: { method: 'whole' | 'change' | 'none'; written: number; deleted: number } | null;
}

const LEASE = 'search-index';

/** Brings the indexes to the gold that the warehouse shows: the embedded one first, and the other from it. */
export class IndexingService {
  constructor(
    private readonly database: Database,
    private readonly reader: WarehouseReader,
    private readonly gold: GoldDocumentsRepository,
    private readonly store: DocumentStore,
    private readonly mirror: Mirror | undefined,
    private readonly meaning: MeaningService,
  ) {}

  /** Whether an index shows something else than the warehouse. */
  async isBehind(): Promise<boolean> {
    const gold = await this.reader.shown();
    if (gold.version === 0) return false;
    const state = await this.store.state('embedded');
    if (!shows(state, gold)) return true;
    if (await this.meaning.isBehind(`${gold.lakeId} ${gold.version} ${state?.indexedAt.getTime() ?? ''}`))
      return true;
    return this.mirror !== undefined && !(await this.mirror.shows(stateOf(gold)));
  }

  /** Safe to call at any time, by several processes; `whole` makes the indexes anew. Throws AppError. */
  async update({ whole = false } = {}): Promise<Indexing> {
    return withLease(this.database, LEASE, async () => {
      const started = Date.now();
      const gold = await this.reader.shown();
      if (gold.version === 0) {
        throw new AppError('not_found', 'nothing was published yet, so there is nothing to index', {
          hint: '`tillhouse run` brings files in.',
        });
      }
      const embedded = await this.embedded(gold, whole);
      const meanings = await this.meaning.update();
      const typesense = this.mirror ? await this.mirror.sync(stateOf(gold), { whole }) : null;
      return {
        version: gold.version,
        ...embedded,
        embedded: meanings,
        duration_ms: Date.now() - started,
        typesense,
      };
    });
  }

  /** After an erasure: old rows of the documents held the customer, whoever brought them up to date, and when. */
  async purge(): Promise<void> {
    // Also where Typesense does not answer, which is brought up to date when it does.
    await this.update().finally(() => this.database.purge());
  }

  private async embedded(
    gold: ShownGold,
    whole: boolean,
  ): Promise<Pick<Indexing, 'method' | 'written' | 'deleted'>> {
    const state = await this.store.state('embedded');
    if (!whole && shows(state, gold)) return { method: 'none', written: 0, deleted: 0 };
    const { version, lakeId } = gold;
    if (whole || state?.shape !== SHAPE || state.lakeId !== lakeId) {
      const counts = await this.store.apply({
        version,
        lakeId,
        documents: this.all(gold),
        gone: [],
        whole: true,
      });
      return { method: 'whole', ...counts };
    }
    const changed: IndexedDocument[][] = [];
    const gone: DocumentKey[] = [];
    for (const kind of DOCUMENT_KINDS) {
      const { ids, digests } = await this.gold.digests(gold, kind);
      const difference = await this.store.compare(kind, ids, digests);
      gone.push(...difference.gone.map((id) => ({ kind, id })));
      // Before the transaction: the embedded database has one connection, and others wait for it.
      for await (const part of this.gold.some(gold, kind, difference.changed)) changed.push(part);
    }
    const documents = (async function* () {
      await Promise.resolve();
      yield* changed;
    })();
    return {
      method: 'change',
      ...(await this.store.apply({ version, lakeId, documents, gone, whole: false })),
    };
  }

  private async *all(gold: ShownGold): AsyncIterable<IndexedDocument[]> {
    for (const kind of DOCUMENT_KINDS) yield* this.gold.all(gold, kind);
  }
}

function stateOf({ version, lakeId }: ShownGold): { version: number; lakeId: string } {
  return { version, lakeId };
}

function shows(state: IndexState | undefined, { version, lakeId }: ShownGold): boolean {
  return state?.version === version && state.lakeId === lakeId && state.shape === SHAPE;
}
