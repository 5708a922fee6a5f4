import { type DocumentStore } from '../data-access/document-store.js';
import { type PlacesRepository } from '../data-access/places.repository.js';
import { stem } from '../data-access/stem.js';
import { type Place } from '../domain/geo.js';
import { Lexicon } from '../domain/lexicon.js';

/** How long a lexicon is used before the index is asked whether it has changed. */
const FRESH_MS = 1_000;

/** What is kept of the index in memory. */
export interface KnownIndex {
  lexicon: Lexicon;
  /** Version of gold that it shows; 0 before the first. */
  version: number;
  /** Version that Typesense was last brought to; undefined where it never was. */
  mirrored: number | undefined;
  /** Where countries are. */
  places: readonly Place[];
}

/** The words of the index, kept until it shows another version. */
export class LexiconService {
  private known: { of: string; known: KnownIndex; checkedAt: number } | undefined;
  private loading: Promise<KnownIndex> | undefined;

  constructor(
    private readonly store: DocumentStore,
    private readonly places: PlacesRepository,
  ) {}

  async current(): Promise<KnownIndex> {
    if (this.known && Date.now() - this.known.checkedAt < FRESH_MS) return this.known.known;
    this.loading ??= this.load().finally(() => (this.loading = undefined));
    return this.loading;
  }

  private async load(): Promise<KnownIndex> {
    const state = await this.store.state('embedded');
    const mirrored = await this.store.state('typesense');
    const of = state
      ? `${state.lakeId} ${state.version} ${state.indexedAt.getTime()} ${mirrored?.version ?? ''}`
      : '';
    if (this.known?.of !== of) {
      const { words, documents } = await this.store.words();
      const known = {
        lexicon: new Lexicon(words, documents, stem),
        version: state?.version ?? 0,
        mirrored: mirrored?.version,
        places: await this.places.all(),
      };
      this.known = { of, known, checkedAt: 0 };
    }
    this.known.checkedAt = Date.now();
    return this.known.known;
  }
}
