import { type Lexicon } from './lexicon.js';
import { MOST_PHRASE_WORDS, type Phrase, type Synonyms } from './synonyms.js';
import { hasDigit, isStopWord, wordsOf } from './text.js';
import { typosAllowed } from './typo.js';

/** How a word of the query fits a word of a document, best first. */
export type MatchHow = 'exact' | 'form' | 'synonym' | 'prefix' | 'typo';

/** What a part of the query may look like in a document. */
export interface Alternative {
  how: 'exact' | 'synonym' | 'prefix' | 'typo';
  /** 0 to 1, what it is worth beside the word as it was written. */
  worth: number;
  phrase: Phrase;
  /** The last word may go on. */
  isPrefix: boolean;
}

/** A part of the query: one word, or some that mean one thing. */
export interface Term {
  words: Phrase;
  /** How rarely it stands in documents, which is how much it tells. */
  weight: number;
  /** A document need not have it. */
  optional: boolean;
  alternatives: readonly Alternative[];
}

/** What is looked for; without terms, everything. */
export interface Query {
  text: string;
  terms: readonly Term[];
  /** Words that nobody wrote that way, and what was looked for as well. */
  corrections: readonly { from: string; to: string }[];
}

/** The words after these tell little more, and cost the same. */
export const MOST_WORDS = 12;
export const WORTH = { exact: 1, synonym: 0.95, prefix: 0.85, typo: 0.75, typos: 0.55 } as const;
const MOST_PREFIXES = 40;
const MOST_NEAR = 12;
const SHORTEST_PREFIX = 2;

/** Takes a text for words, for what they may mean, and for what they may have been meant to be. */
export function readQuery(text: string, lexicon: Lexicon, synonyms: Synonyms): Query {
  const words = text.trim() === '*' ? [] : wordsOf(text).slice(0, MOST_WORDS);
  const terms: Term[] = [];
  const corrections: { from: string; to: string }[] = [];
  for (let at = 0; at < words.length;) {
    const { phrase, others } = longestPhrase(words.slice(at), lexicon, synonyms);
    at += phrase.length;
    const isLast = at === words.length;
    const guessed = phrase.length === 1 ? guesses(phrase[0] ?? '', isLast, lexicon) : [];
    const best = guessed.find(({ how }) => how === 'typo');
    if (best) corrections.push({ from: phrase[0] ?? '', to: best.phrase[0] ?? '' });
    terms.push({
      words: phrase,
      weight: weightOf(phrase, guessed, others, lexicon),
      optional: false,
      alternatives: [
        { how: 'exact', worth: WORTH.exact, phrase, isPrefix: false },
        ...others.map((other): Alternative => ({
          how: 'synonym',
          worth: WORTH.synonym,
          phrase: other,
          isPrefix: false,
        })),
        ...guessed,
      ],
    });
  }
  const isAllStop = terms.every(
    ({ words: [word = ''], words: { length } }) => length === 1 && isStopWord(word),
  );
  return {
    text,
    corrections,
    terms: terms.map((term) => ({
      ...term,
      optional: !isAllStop && term.words.length === 1 && isStopWord(term.words[0] ?? ''),
    })),
  };
}

/** The longest beginning that has synonyms, or is one word written as two; else the first word. */
function longestPhrase(
  words: readonly string[],
  lexicon: Lexicon,
  synonyms: Synonyms,
): { phrase: Phrase; others: Phrase[] } {
  for (let length = Math.min(MOST_PHRASE_WORDS, words.length); length > 1; length--) {
    const phrase = words.slice(0, length);
    const others = [...synonyms.of(phrase)];
    const joined = phrase.join('');
    if (length === 2 && lexicon.having(joined) > 0) {
      const known = others.some((other) => other.join('') === joined);
      if (!known) others.push([joined], ...synonyms.of([joined]));
    }
    if (others.length > 0) return { phrase, others };
  }
  const [word = ''] = words;
  return { phrase: [word], others: [...synonyms.of([word]), ...halves(word, lexicon)] };
}

/** One word that is two words of the index (`lunchbag`). */
function halves(word: string, lexicon: Lexicon): Phrase[] {
  if (lexicon.having(word) > 0 || hasDigit(word)) return [];
  for (let cut = 3; cut <= word.length - 3; cut++) {
    const two = [word.slice(0, cut), word.slice(cut)];
    if (two.every((half) => lexicon.having(half) > 0)) return [two];
  }
  return [];
}

/** What a word may be the beginning of, or a misspelling of. */
function guesses(word: string, isLast: boolean, lexicon: Lexicon): Alternative[] {
  const isKnown = lexicon.having(word) > 0;
  const found: Alternative[] = [];
  if (word.length >= SHORTEST_PREFIX && (isLast || !isKnown)) {
    // A code is not in the lexicon: the index itself knows how it goes on.
    if (hasDigit(word)) found.push(prefix([word], true));
    else
      for (const known of lexicon.beginningWith(word, MOST_PREFIXES))
        if (known.word !== word) found.push(prefix([known.word], false));
  }
  if (!isKnown) {
    for (const near of lexicon.near(word, typosAllowed(word), MOST_NEAR)) {
      found.push({
        how: 'typo',
        worth: near.typos === 1 ? WORTH.typo : WORTH.typos,
        phrase: [near.word],
        isPrefix: false,
      });
    }
  }
  return found;
}

function prefix(phrase: Phrase, isPrefix: boolean): Alternative {
  return { how: 'prefix', worth: WORTH.prefix, phrase, isPrefix };
}

/** ln(1 + documents / documents that have it): inverse document frequency. */
function weightOf(
  phrase: Phrase,
  guessed: readonly Alternative[],
  others: readonly Phrase[],
  lexicon: Lexicon,
): number {
  const having = (words: Phrase) => Math.min(...words.map((word) => lexicon.having(word)));
  let documents = having(phrase);
  if (documents === 0) documents = Math.max(0, ...others.map(having));
  if (documents === 0) documents = having(guessed.find(({ how }) => how === 'typo')?.phrase ?? phrase);
  return Math.log(1 + Math.max(1, lexicon.documents) / Math.max(1, documents));
}
