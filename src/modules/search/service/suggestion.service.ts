import { type KnownIndex } from './lexicon.service.js';
import { type SearchService } from './search.service.js';
import { fold, wordsOf } from '../domain/text.js';
import { typosAllowed } from '../domain/typo.js';

export interface Suggestion {
  text: string;
  /** word: how the last word goes on; correction: what it may have been meant to be; otherwise the kind of a document. */
  kind: 'word' | 'correction' | 'product' | 'customer' | 'invoice';
  /** Of a document. */
  id?: string;
}

const MOST_WORDS = 5;

/** What somebody who types may want to write. */
export class SuggestionService {
  constructor(private readonly search: SearchService) {}

  /** At most so many, words first. */
  async suggest(q: string, limit: number): Promise<Suggestion[]> {
    const [known, { results }] = await Promise.all([
      this.search.known(),
      this.search.search({ q, kinds: ['product', 'customer', 'invoice'], page: 1, size: limit }),
    ]);
    const words = completions(q, known).slice(0, Math.ceil(limit / 2));
    const seen = new Set(words.map(({ text }) => fold(text)));
    const documents: Suggestion[] = [];
    for (const { kind, title, id } of results) {
      if (kind === 'sale' || seen.has(fold(title))) continue;
      seen.add(fold(title));
      documents.push({ text: title, kind, id });
    }
    return [...words, ...documents].slice(0, limit);
  }
}

function completions(q: string, { lexicon }: KnownIndex): Suggestion[] {
  const words = wordsOf(q);
  const last = words.at(-1);
  if (last === undefined || last.length < 2) return [];
  const before = words.slice(0, -1);
  const whole = (word: string) => [...before, word].join(' ');
  const longer = lexicon.beginningWith(last, MOST_WORDS + 1).filter(({ word }) => word !== last);
  const found = longer
    .slice(0, MOST_WORDS)
    .map(({ word }): Suggestion => ({ text: whole(word), kind: 'word' }));
  if (found.length > 0 || lexicon.having(last) > 0) return found;
  const near = lexicon.near(last, typosAllowed(last), MOST_WORDS);
  return near.map(({ word }): Suggestion => ({ text: whole(word), kind: 'correction' }));
}
