import { nextRow } from './typo.js';

export interface KnownWord {
  word: string;
  /** Documents that have it. */
  documents: number;
}

interface Node {
  children: Map<string, Node>;
  /** Where a word ends. */
  documents: number;
}

function node(): Node {
  return { children: new Map(), documents: 0 };
}

/** All words of the index, as a tree of their letters: asked for what begins with, or looks like, a word. */
export class Lexicon {
  private readonly root = node();
  private readonly counts = new Map<string, number>();

  constructor(
    words: readonly KnownWord[],
    /** Documents of the whole index. */
    readonly documents: number,
    /** Gives the stem of a word. */
    readonly stem: (word: string) => string,
  ) {
    for (const { word, documents: count } of words) this.add(word, count);
  }

  /** Documents that have the word, in any of its forms. */
  having(word: string): number {
    return this.counts.get(this.stem(word)) ?? 0;
  }

  /** Words that begin with the text, those of most documents first. */
  beginningWith(text: string, most: number): KnownWord[] {
    let at: Node | undefined = this.root;
    for (const letter of text) at = at?.children.get(letter);
    const found: KnownWord[] = [];
    if (at) collect(at, text, found);
    return found.sort(byCount).slice(0, most);
  }

  /** Words with at most so many typing errors, fewest errors first. */
  near(word: string, typos: number, most: number): (KnownWord & { typos: number })[] {
    if (typos < 1) return [];
    const found: (KnownWord & { typos: number })[] = [];
    const first = Array.from({ length: word.length + 1 }, (_, j) => j);
    const walk = (at: Node, text: string, row: number[], before: number[]): void => {
      const off = row[word.length] ?? 0;
      if (at.documents > 0 && off > 0 && off <= typos) {
        found.push({ word: text, documents: at.documents, typos: off });
      }
      for (const [letter, child] of at.children) {
        const longer = text + letter;
        const next = nextRow(word, longer, longer.length, row, before);
        if (Math.min(...next) <= typos) walk(child, longer, next, row);
      }
    };
    walk(this.root, '', first, []);
    return found.sort((a, b) => a.typos - b.typos || byCount(a, b)).slice(0, most);
  }

  private add(word: string, documents: number): void {
    let at = this.root;
    for (const letter of word) {
      let child = at.children.get(letter);
      if (!child) at.children.set(letter, (child = node()));
      at = child;
    }
    at.documents += documents;
    const stem = this.stem(word);
    this.counts.set(stem, (this.counts.get(stem) ?? 0) + documents);
  }
}

function collect(at: Node, text: string, found: KnownWord[]): void {
  if (at.documents > 0) found.push({ word: text, documents: at.documents });
  for (const [letter, child] of at.children) collect(child, text + letter, found);
}

function byCount(a: KnownWord, b: KnownWord): number {
  return b.documents - a.documents || (a.word < b.word ? -1 : 1);
}
