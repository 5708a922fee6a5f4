import fc from 'fast-check';
import { Lexicon } from './lexicon.js';
import { explain } from './match.js';
import { MOST_WORDS, readQuery } from './query.js';
import { parseSynonyms, Synonyms } from './synonyms.js';

const stem = (word: string) => word.replace(/s$/, '');
const WORDS = [
  'christmas',
  'decoration',
  'lantern',
  'lanterns',
  'lamp',
  'red',
  'door',
  'mat',
  'doormat',
  'tealight',
];
const lexicon = new Lexicon(
  WORDS.map((word) => ({ word, documents: 1 })),
  10,
  stem,
);
const synonyms = new Synonyms(
  parseSynonyms('xmas, christmas # both\n\ntea light, t light, tealight\nlight => lamp'),
  stem,
);
const read = (text: string) => readQuery(text, lexicon, synonyms);
const why = (q: string, title: string) =>
  explain(read(q), [{ field: 'title', text: title }], stem).matches.map(({ text, how }) => `${how} ${text}`);

describe('a query', () => {
  it('is everything where it has no words', () => {
    for (const text of ['*', '', ' … ', '-&|']) expect(read(text).terms).toEqual([]);
  });

  it('takes words together that mean one thing', () => {
    expect(read('red tea light').terms.map(({ words }) => words)).toEqual([['red'], ['tea', 'light']]);
    expect(read('door mat').terms.map(({ words }) => words)).toEqual([['door', 'mat']]);
  });

  it('says what it took for misspelt', () => {
    expect(read('chrismas lamp').corrections).toEqual([{ from: 'chrismas', to: 'christmas' }]);
    expect(read('christmas lamp').corrections).toEqual([]);
  });

  it('looks for words that tell little only where there are no others', () => {
    expect(read('lamp for the door').terms.map(({ optional }) => optional)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(read('for the').terms.map(({ optional }) => optional)).toEqual([false, false]);
  });

  it('has no more words than it may, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { terms } = read(text);
        expect(terms.reduce((sum, { words }) => sum + words.length, 0)).toBeLessThanOrEqual(MOST_WORDS);
        for (const { weight } of terms) expect(weight).toBeGreaterThan(0);
      }),
    );
  });
});

describe('why something was found', () => {
  it.each([
    ['lamp', 'RED LAMP', ['exact LAMP']],
    ['lamps', 'RED LAMP', ['form LAMP']],
    ['xmas', 'CHRISTMAS LAMP', ['synonym CHRISTMAS']],
    ['tea light', 'T-LIGHT HOLDER', ['synonym T-LIGHT']],
    ['light', 'RED LAMP', ['synonym LAMP']],
    ['lamp', 'RED LIGHT', []],
    ['lant', 'LANTERNS', ['prefix LANTERNS']],
    ['latnern', 'A LANTERN', ['typo LANTERN']],
    ['5123', '85123A', ['prefix 85123A']],
    ['red lamp', 'LAMP, RED', ['exact RED', 'exact LAMP']],
  ])('%s in %s', (q, title, expected) => {
    expect(why(q, title)).toEqual(expected);
  });

  it('marks what met and escapes everything: without the marks it is the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...WORDS, '<b>', '&amp;', '"', "'", '</mark>'), { maxLength: 8 }),
        (parts) => {
          const text = parts.join(' ');
          const [highlight] = explain(
            read('red christmas doormat'),
            [{ field: 'title', text }],
            stem,
          ).highlights;
          const plain = (highlight?.snippet ?? '').replace(/<\/?mark>/g, '');
          expect(plain).not.toMatch(/[<>"']/);
          const back = plain
            .replace(/&lt;/g, '<')
            .replace(/&gt;/g, '>')
            .replace(/&quot;/g, '"')
            .replace(/&#39;/g, "'")
            .replace(/&amp;/g, '&');
          expect(back).toBe(highlight ? text : '');
        },
      ),
    );
  });
});

describe('the file of synonyms', () => {
  it.each(['alone', 'a => ', 'a => b => c', 'a, one two three four five'])(
    'refuses `%s` by its line',
    (line) => {
      expect(() => parseSynonyms(`# heading\n${line}`)).toThrow('line 2: expected');
    },
  );
});
