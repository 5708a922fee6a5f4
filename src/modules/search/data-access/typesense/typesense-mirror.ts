import { createHash } from 'node:crypto';
import { type Client, Errors } from 'typesense';
import { Guard } from '../../../../platform/resilience/index.js';
import { type Mirror } from '../../domain/mirror.js';
import { type Synonyms } from '../../domain/synonyms.js';
import { type DocumentStore } from '../document-store.js';
import { SHAPE } from '../terms.js';
import { type Entry, entryOf, schemaOf, synonymsOf } from './collection.js';

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
  private readonly shape: string;

  constructor(
    private readonly client: Client,
    private readonly alias: string,
    private readonly store: DocumentStore,
    private readonly synonyms: Synonyms,
  ) {
    const hash = createHash('sha256').update(JSON.stringify(synonyms.groups)).digest('hex').slice(0, 12);
    this.shape = `${SHAPE}-${hash}`;
  }

  async shows({ version, lakeId }: { version: number; lakeId: string }): Promise<boolean> {
    const state = await this.store.state('typesense');
    return state?.version === version && state.lakeId === lakeId && state.shape === this.shape;
  }

  async sync(to: { version: number; lakeId: string }, { whole }: { whole: boolean }): Promise<Sync> {
    const started = Date.now();
    const state = await this.store.state('typesense');
    const current = await this.current();
    const isSame = state?.lakeId === to.lakeId && state.shape === this.shape && current !== undefined;
    let done: Sync;
    if (whole || !isSame || state.version > to.version) done = await this.anew();
    else if (state.version === to.version) return { method: 'none', written: 0, deleted: 0 };
    else done = await this.change(current, state.version);
    const documents = (await this.store.state('embedded'))?.documents ?? {};
    await this.store.note('typesense', { ...to, shape: this.shape, documents }, Date.now() - started);
    return done;
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
  private async anew(): Promise<Sync> {
    const name = `${this.alias}_${Date.now()}`;
    await this.guard.run(() => this.client.collections().create(schemaOf(name)));
    for (const [id, synonym] of synonymsOf(this.synonyms)) {
      await this.guard.run(() => this.client.collections(name).synonyms().upsert(id, synonym));
    }
    const written = await this.write(name, -1);
    await this.guard.run(() => this.client.aliases().upsert(this.alias, { collection_name: name }));
    for (const old of await this.collections()) {
      if (old !== name) await this.guard.run(() => this.client.collections(old).delete());
    }
    return { method: 'whole', written, deleted: 0 };
  }

  private async change(name: string, after: number): Promise<Sync> {
    const written = await this.write(name, after);
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

  private async write(name: string, after: number): Promise<number> {
    let written = 0;
    for await (const documents of this.store.changedAfter(after, BATCH)) {
      const entries = documents.map(entryOf);
      await this.guard.run(() =>
        this.client
          .collections<Entry>(name)
          .documents()
          .import(entries, { action: 'upsert', batch_size: 100 }),
      );
      written += entries.length;
    }
    return written;
  }

  /** Collections of this alias: the one in use, and what an attempt that was cut short left. */
  private async collections(): Promise<string[]> {
    const all = await this.guard.run(() => this.client.collections().retrieve());
    const ours = new RegExp(`^${this.alias}_\\d+$`);
    return all.map(({ name }) => name).filter((name) => ours.test(name));
  }
}
