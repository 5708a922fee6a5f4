/** Words and what they mean, the most frequent word first. */
export interface WordVectors {
  dimensions: number;
  /** Words that frequencies are told of, those without a vector here included. */
  vocabulary: number;
  /** Where a word stands; undefined where it is not known. */
  find: (word: string) => number | undefined;
  /** Its place among all words by frequency, from 1. */
  rankOf: (at: number) => number;
  /** Adds its unit vector, so many times. */
  addTo: (sum: Float64Array, at: number, times: number) => void;
  /** How near two words are in meaning. */
  cosine: (a: number, b: number) => number;
}

/** Of Arora, Liang and Ma, "A simple but tough-to-beat baseline for sentence embeddings" (ICLR 2017), section 4.1. */
const A = 1e-3;
const EULER = 0.5772;

/**
 * What a word tells of a text: a / (a + p), smooth inverse frequency (Arora et al. 2017), with its frequency p by Zipf's law:
 * 1 / (rank × H), where H is the harmonic number of the vocabulary.
 */
export function sifWeight(rank: number, vocabulary: number): number {
  const harmonic = Math.log(Math.max(2, vocabulary)) + EULER;
  return A / (A + 1 / (rank * harmonic));
}

/** The weighted mean of the words' vectors, of length 1; null where none of them is known. */
export function meaningOf(words: readonly string[], vectors: WordVectors): Float32Array | null {
  const sum = new Float64Array(vectors.dimensions);
  for (const word of words) {
    const at = vectors.find(word);
    if (at !== undefined) vectors.addTo(sum, at, sifWeight(vectors.rankOf(at), vectors.vocabulary));
  }
  const length = Math.hypot(...sum);
  return length < 1e-9 ? null : Float32Array.from(sum, (value) => value / length);
}

/** A word of the query and the word of a text that is nearest to it in meaning. */
export interface NearWords {
  term: string;
  text: string;
  similarity: number;
}

/** Words below this have little to do with each other. */
const LEAST_WORDS = 0.4;

/** Why a text is near: for each word of the query the nearest word of the text, where it is near at all. */
export function nearWords(
  words: readonly string[],
  spans: readonly { word: string; text: string }[],
  vectors: WordVectors,
): NearWords[] {
  const others = spans.map(({ word }) => word);
  return [...new Set(words)].flatMap((term) => {
    const best = nearestOf(term, others, vectors);
    if (!best || best.similarity < LEAST_WORDS) return [];
    return [{ term, text: spans[best.index]?.text ?? '', similarity: best.similarity }];
  });
}

/**
 * How near a title is: half the cosine of the two means, which a long title levels, and half the mean of what each word of the query has
 * for the nearest word of the title.
 */
export function nearness(
  words: readonly string[],
  title: readonly string[],
  cosine: number,
  vectors: WordVectors,
): number {
  const each = words.map((word) => Math.max(0, nearestOf(word, title, vectors)?.similarity ?? 0));
  const mean = each.reduce((sum, value) => sum + value, 0) / Math.max(1, each.length);
  return (cosine + mean) / 2;
}

function nearestOf(
  word: string,
  others: readonly string[],
  vectors: WordVectors,
): { index: number; similarity: number } | undefined {
  const at = vectors.find(word);
  if (at === undefined) return undefined;
  let best: { index: number; similarity: number } | undefined;
  others.forEach((other, index) => {
    const place = vectors.find(other);
    if (place === undefined) return;
    const similarity = vectors.cosine(at, place);
    if (!best || similarity > best.similarity) best = { index, similarity };
  });
  return best;
}
