import { meaningOf, nearness, nearWords, sifWeight, type WordVectors } from './meaning.js';

const WORDS: Record<string, [number, number, number]> = {
  the: [0.58, 0.58, 0.58],
  cat: [1, 0, 0],
  feline: [0.8, 0.6, 0],
  mug: [0, 0, 1],
};
const NAMES = Object.keys(WORDS);

const vectors: WordVectors = {
  dimensions: 3,
  vocabulary: 10_000,
  find: (word) => (NAMES.includes(word) ? NAMES.indexOf(word) : undefined),
  rankOf: (at) => (at === 0 ? 1 : 1_000 * at),
  addTo: (sum, at, times) => vectorAt(at).forEach((value, i) => (sum[i] = (sum[i] ?? 0) + value * times)),
  cosine: (a, b) => vectorAt(a).reduce((sum, value, i) => sum + value * (vectorAt(b)[i] ?? 0), 0),
};

function vectorAt(at: number): readonly number[] {
  return WORDS[NAMES[at] ?? ''] ?? [];
}

describe('the meaning of a text', () => {
  it('takes frequent words for little and rare ones for much', () => {
    // H(10,000) = 9.788: p("the") = 0.1022, a / (a + p) = 0.0097.
    expect(sifWeight(1, 10_000)).toBeCloseTo(0.0097, 4);
    expect(sifWeight(10_000, 10_000)).toBeGreaterThan(0.98);
    const ranks = [1, 10, 100, 1_000, 10_000].map((rank) => sifWeight(rank, 10_000));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  it('is the weighted mean of its words, at length 1', () => {
    const meaning = meaningOf(['the', 'cat', 'zebra'], vectors)!;
    expect(Math.hypot(...meaning)).toBeCloseTo(1, 6);
    expect(meaning[0]).toBeGreaterThan(0.999);
    const both = meaningOf(['cat', 'mug'], vectors)!;
    expect(both[0]).toBeCloseTo(both[2]!, 1);
  });

  it('is none where no word is known, or they cancel each other out', () => {
    expect(meaningOf([], vectors)).toBeNull();
    expect(meaningOf(['zebra', '12'], vectors)).toBeNull();
    expect(meaningOf(['cat'], { ...vectors, addTo: () => undefined })).toBeNull();
  });

  it('says which words are near, and how near a title is', () => {
    const spans = [
      { word: 'cat', text: 'CAT' },
      { word: 'mug', text: 'Mug' },
    ];
    expect(nearWords(['feline', 'zebra', 'feline'], spans, vectors)).toEqual([
      { term: 'feline', text: 'CAT', similarity: 0.8 },
    ]);
    expect(nearWords(['feline'], spans.slice(1), vectors)).toEqual([]);
    expect(nearness(['feline', 'mug'], ['cat', 'mug', 'x'], 0.5, vectors)).toBeCloseTo((0.5 + 0.9) / 2, 6);
    expect(nearness(['zebra'], [], 0.5, vectors)).toBe(0.25);
  });
});
