import { CountryNames } from './country-names.js';

describe('names of countries', () => {
  const names = new CountryNames(
    new Map([
      ['uk', 'United Kingdom'],
      ['united kingdom', 'United Kingdom'],
      ['united states', 'United States'],
      ['germany', 'Germany'],
      ['guernsey', 'Guernsey'],
    ]),
  );
  // Letters that differ at their place.
  const off = (a: string, b: string) =>
    [...a.padEnd(b.length)].filter((letter, at) => letter !== b.padEnd(a.length)[at]).length;

  it('are found by what people write', () => {
    expect([' uk', 'United  KINGDOM', 'Narnia'].map((text) => names.find(text))).toEqual([
      'United Kingdom',
      'United Kingdom',
      undefined,
    ]);
  });

  it('are offered where they are near, nearest first', () => {
    expect(names.near('united', off)).toEqual(['United Kingdom', 'United States']);
    expect(names.near('germand', off)).toEqual(['Germany']);
    expect(names.near('guermsey', off)).toEqual(['Guernsey']);
    expect(names.near('xy', off)).toEqual([]);
  });
});
