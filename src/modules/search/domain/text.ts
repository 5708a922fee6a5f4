const MARKS = /\p{M}+/gu;
const WORD = /[\p{L}\p{N}]+/gu;
/** What Unicode does not take apart. */
const LETTERS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
};

/** Small letters without accents: what is compared with each other. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþ]/g, (letter) => LETTERS[letter] ?? letter);
}

/** The folded words of a text: runs of letters and digits. An apostrophe within a word is none (`children's`). */
export function wordsOf(text: string): string[] {
  return (
    fold(text)
      .replace(/(?<=\p{L})['’`](?=\p{L})/gu, '')
      .match(WORD) ?? []
  );
}

export interface Span {
  word: string;
  start: number;
  end: number;
}

/** The words of a text and where they stand in it. */
export function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’`](?=\p{L})[\p{L}\p{N}\p{M}]+)*/gu)) {
    const word = wordsOf(match[0]).join('');
    if (word !== '') spans.push({ word, start: match.index, end: match.index + match[0].length });
  }
  return spans;
}

export function hasDigit(word: string): boolean {
  return /\p{N}/u.test(word);
}

/** They stand in too many texts to tell any of them. */
const STOP_WORDS = new Set('a an and at by for from in of on or the to with'.split(' '));

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}
