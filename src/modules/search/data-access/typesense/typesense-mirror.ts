import { createHash } from 'node:crypto';
import { type Client, Errors } from 'typesense';
import { Guard } from '../../../../platform/resilience/index.js';
import { type Mirror } from '../../domain/mirror.js';
import { type Synonyms } from '../../domain/synonyms.js';
import { type Embeddings, type Model } from '../embeddings/embeddings.js';
import { type SearchDocument } from '../../domain/document.js';
import { type DocumentStore, type IndexState } from '../document-store.js';
import { SHAPE } from '../terms.js';
import { type VectorStore } from '../vector-store.js';
import { type Entry, entryOf, schemaOf, synonymsOf } from './collection.js';
import { embeddingField } from './embedding-field.js';

const BATCH = 1_000;
const BATCH_TIMEOUT_MS = 30_000;
const DELETE_AT_ONCE = 100;

type Sync = Awaited<ReturnType<Mirror['sync']>>;

/** Keeps Typesense equal to the documents of the database. */
export class TypesenseMirror implements Mirror {
  private readonly guard = new Guard('Typesense (writes)', {
    timeoutMs: BATCH_TIMEOUT_MS,
    retries: 4,
    breakAfter: 10,
    tryAgainAfterMs: 1_000,
    isFault: (error) => !(error instanceof Errors.RequestMalformed || error instanceof Errors.ObjectNotFound),
  });
  private readonly words: string;

  constructor(
    private readonly client: Client,
    private readonly alias: string,
    private readonly store: DocumentStore,
    private readonly synonyms: Synonyms,
    private readonly vectors: VectorStore,
    private readonly embeddings: Embeddings,
  ) {
    const hash = createHash('sha256').update(JSON.stringify(synonyms.groups)).digest('hex').slice(0, 12);
    this.words = `${SHAPE}-${hash}`;
  }

  async shows({ version, lakeId }: { version: number; lakeId: string }): Promise<boolean> {
    const { model } = this.embeddings.state;
    const state = await this.store.state('typesense');
    if (state?.version !== version || !this.isFit(state, lakeId, model)) return false;
    return (await this.vectors.notMirrored()).length === 0;
  }

  async sync(to: { version: number; lakeId: string }, { whole }: { whole: boolean }): Promise<Sync> {
    const started = Date.now();
    const state = await this.store.state('typesense');
    const current = await this.current();
    const { model } = this.embeddings.state;
    let shape = this.shapeWith(model);
    let done: Sync;
    if (whole || !current || !this.isFit(state, to.lakeId, model) || state.version > to.version) {
      done = await this.anew(model);
    } else {
      const late = await this.vectors.notMirrored();
      if (state.version === to.version && late.length === 0)
        return { method: 'none', written: 0, deleted: 0 };
      shape = state.shape;
      done = await this.change(current, state, late);
    }
    const documents = (await this.store.state('embedded'))?.documents ?? {};
    await this.store.note('typesense', { ...to, shape, documents }, Date.now() - started);
    return done;
  }

  /** Another model has another field, and so a collection of its own. */
  private shapeWith(model: Model | undefined): string {
    return model ? `${this.words}-${embeddingField(model.id)}` : this.words;
  }

  /** Whether the collection can stay. Without a model, or while it is being prepared, one with vectors can: another process has the model. */
  private isFit(
    state: IndexState | undefined,
    lakeId: string,
    model: Model | undefined,
  ): state is IndexState {
    if (state?.lakeId !== lakeId) return false;
    return state.shape === this.shapeWith(model) || (!model && state.shape.startsWith(`${this.words}-`));
  }

  /** The collection behind the alias; undefined where there is none. */
  private async current(): Promise<string | undefined> {
    return this.guard.run(async () => {
      try {
        const { collection_name } = await this.client.aliases(this.alias).retrieve();
        return (await this.client.collections(collection_name).exists()) ? collection_name : undefined;
      } catch (error) {
        if (error instanceof Errors.ObjectNotFound) return undefined;
        throw error;
      }
    });
  }

  /** A new collection beside the old one; then the alias is switched, and only then is the old one deleted. */
  private async anew(model: Model | undefined): Promise<Sync> {
    const name = `${this.alias}_${Date.now()}`;
    const embedding = model && { field: embeddingField(model.id), dimensions: model.vectors.dimensions };
    await this.guard.run(() => this.client.collections().create(schemaOf(name, embedding)));
    for (const [id, synonym] of synonymsOf(this.synonyms)) {
      await this.guard.run(() => this.client.collections(name).synonyms().upsert(id, synonym));
    }
    const written = await this.writeAll(name, this.store.changedAfter(-1, BATCH), embedding?.field);
    await this.guard.run(() => this.client.aliases().upsert(this.alias, { collection_name: name }));
    for (const old of await this.collections()) {
      if (old !== name) await this.guard.run(() => this.client.collections(old).delete());
    }
    return { method: 'whole', written, deleted: 0 };
  }

  /** What changed, and products whose vectors alone are new. */
  private async change(name: string, { version, shape }: IndexState, late: readonly string[]): Promise<Sync> {
    const field = shape.slice(this.words.length + 1) || undefined;
    let written = await this.writeAll(name, this.store.changedAfter(version, BATCH), field);
    for (let at = 0; at < late.length; at += BATCH) {
      const keys = late.slice(at, at + BATCH).map((id) => ({ kind: 'product' as const, id }));
      written += await this.write(name, [...(await this.store.find(keys)).values()], field);
    }
    // Everything that there is, is in it now: where it has more, something is gone.
    const keys = await this.store.keys();
    const { num_documents } = await this.guard.run(() => this.client.collections(name).retrieve());
    if (num_documents === keys.size) return { method: 'change', written, deleted: 0 };
    const text = await this.guard.run(() =>
      this.client.collections<Entry>(name).documents().export({ include_fields: 'id' }),
    );
    const gone = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { id: string }).id)
      .filter((id) => !keys.has(id));
    for (let at = 0; at < gone.length; at += DELETE_AT_ONCE) {
      const ids = gone.slice(at, at + DELETE_AT_ONCE).map((id) => `\`${id.replaceAll('`', '')}\``);
      await this.guard.run(() =>
        this.client
          .collections(name)
          .documents()
          .delete({ filter_by: `id:[${ids.join(',')}]`, batch_size: DELETE_AT_ONCE }),
      );
    }
    return { method: 'change', written, deleted: gone.length };
  }

  private async writeAll(
    name: string,
    parts: AsyncIterable<SearchDocument[]>,
    field: string | undefined,
  ): Promise<number> {
    let written = 0;
    for await (const documents of parts) written += await this.write(name, documents, field);
    return written;
  }

  /** With the vectors of the model whose field the collection has, whoever made them. */
  private async write(
    name: string,
    documents: readonly SearchDocument[],
    field: string | undefined,
  ): Promise<number> {
    const products = documents.flatMap(({ kind, id }) => (kind === 'product' ? [id] : []));
    const found = field === undefined ? [] : await this.vectors.find(products);
    const vectors = new Map(
      found.flatMap(({ id, model, embedding }) =>
        embeddingField(model) === field ? [[id, { [field]: embedding }]] : [],
      ),
    );
    const entries = documents.map((document): Entry => {
      const vector = document.kind === 'product' ? vectors.get(document.id) : undefined;
      return { ...entryOf(document), ...vector };
    });
    await this.guard.run(() =>
      this.client.collections<Entry>(name).documents().import(entries, { action: 'upsert', batch_size: 100 }),
    );
    return entries.length;
  }

  /** Collections of this alias: the one in use, and what an attempt that was cut short left. */
  private async collections(): Promise<string[]> {
    const all = await this.guard.run(() => this.client.collections().retrieve());
    const ours = new RegExp(`^${this.alias}_\\d+$`);
    return all.map(({ name }) => name).filter((name) => ours.test(name));
  }
}
