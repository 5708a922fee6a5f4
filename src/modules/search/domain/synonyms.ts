import { wordsOf } from './text.js';

/** A phrase as words. */
export type Phrase = readonly string[];

/** Phrases that mean the same; where `root` is given, it stands for the others and they do not stand for it. */
export interface SynonymGroup {
  root?: Phrase;
  phrases: readonly Phrase[];
}

export const MOST_PHRASE_WORDS = 4;

/**
 * One group a line, `xmas, christmas, noel` (each means all the others) or `crockery => plate, bowl` (the first finds the
 * others as well); `#` begins a comment. Throws Error that names the line.
 */
export function parseSynonyms(text: string): SynonymGroup[] {
  const groups: SynonymGroup[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.replace(/#.*/, '').trim();
    if (line === '') continue;
    const [left = '', right, ...more] = line.split('=>');
    const phrases = (right ?? left).split(',').map(wordsOf);
    const root = right === undefined ? undefined : wordsOf(left);
    const all = root ? [root, ...phrases] : phrases;
    const isGood =
      more.length === 0 &&
      all.length >= 2 &&
      all.every((phrase) => phrase.length >= 1 && phrase.length <= MOST_PHRASE_WORDS);
    if (!isGood) {
      throw new Error(
        `line ${index + 1}: expected \`a, b, c\` or \`a => b, c\` with phrases of 1 to ${MOST_PHRASE_WORDS} words`,
      );
    }
    groups.push(root ? { root, phrases } : { phrases });
  }
  return groups;
}

/** What else a phrase means. */
export class Synonyms {
  private readonly byPhrase = new Map<string, Phrase[]>();

  constructor(
    readonly groups: readonly SynonymGroup[],
    private readonly stem: (word: string) => string,
  ) {
    for (const { root, phrases } of groups) {
      if (root) this.add(root, phrases);
      else for (const phrase of phrases) this.add(phrase, phrases);
    }
  }

  /** Other phrases of the same meaning, whatever the form of the words; empty where there are none. */
  of(phrase: Phrase): readonly Phrase[] {
    return this.byPhrase.get(this.key(phrase)) ?? [];
  }

  private add(phrase: Phrase, others: readonly Phrase[]): void {
    const key = this.key(phrase);
    const known = this.byPhrase.get(key) ?? [];
    const seen = new Set([key, ...known.map((other) => this.key(other))]);
    const added = others.filter((other) => !seen.has(this.key(other)));
    this.byPhrase.set(key, [...known, ...added]);
  }

  private key(phrase: Phrase): string {
    return phrase.map((word) => this.stem(word)).join(' ');
  }
}
