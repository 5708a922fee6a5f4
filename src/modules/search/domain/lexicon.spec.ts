import fc from 'fast-check';
import { Lexicon } from './lexicon.js';
import { typosAllowed, typosBetween } from './typo.js';

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 });

/** Optimal string alignment by its recursive definition. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const swapped = a.length > 1 && b.length > 1 && a.slice(0, 2) === `${b.slice(1, 2)}${b.slice(0, 1)}`;
  return Math.min(
    distance(a.slice(1), b) + 1,
    distance(a, b.slice(1)) + 1,
    distance(a.slice(1), b.slice(1)) + (a.startsWith(b.slice(0, 1)) ? 0 : 1),
    ...(swapped ? [distance(a.slice(2), b.slice(2)) + 1] : []),
  );
}

describe('typing errors', () => {
  it('are those of the definition', () => {
    fc.assert(
      fc.property(letters, letters, fc.integer({ min: 0, max: 3 }), (a, b, most) => {
        expect(typosBetween(a, b, most)).toBe(Math.min(distance(a, b), most + 1));
      }),
    );
  });

  it('are allowed in long words, and in no code', () => {
    expect(['box', 'lamp', 'candle', 'lantern', '85123a'].map(typosAllowed)).toEqual([0, 1, 1, 2, 0]);
  });
});

describe('the lexicon', () => {
  it('finds the words near one, and those that begin with it, that a look at all of them finds', () => {
    fc.assert(
      fc.property(fc.uniqueArray(letters, { maxLength: 30 }), letters, (words, word) => {
        const lexicon = new Lexicon(
          words.map((known) => ({ word: known, documents: 1 })),
          1,
          (text) => text,
        );
        const near = words.filter((known) => known !== word && distance(known, word) <= 2);
        expect(
          lexicon
            .near(word, 2, 100)
            .map((found) => found.word)
            .sort(),
        ).toEqual(near.sort());
        for (const found of lexicon.near(word, 2, 100)) expect(found.typos).toBe(distance(found.word, word));
        const longer = words.filter((known) => known.startsWith(word));
        expect(
          lexicon
            .beginningWith(word, 100)
            .map((found) => found.word)
            .sort(),
        ).toEqual(longer.sort());
      }),
    );
  });

  it('gives the most frequent first, and counts all forms of a word', () => {
    const words = [
      { word: 'bag', documents: 3 },
      { word: 'bags', documents: 9 },
      { word: 'bagpipe', documents: 5 },
    ];
    const lexicon = new Lexicon(words, 20, (word) => word.replace(/s$/, ''));
    expect(lexicon.beginningWith('bag', 2).map(({ word }) => word)).toEqual(['bags', 'bagpipe']);
    expect([lexicon.having('bag'), lexicon.having('bags'), lexicon.having('box')]).toEqual([12, 12, 0]);
  });
});
