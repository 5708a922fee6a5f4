import { createReadStream } from 'node:fs';
import { wordsOf } from '../../domain/text.js';
import { type CompactModel, quantize } from './compact-file.js';

interface Head {
  dimensions?: unknown;
  size?: unknown;
  wordIndex?: unknown;
}

const VECTORS = '"vectors":{';
const CHUNK = 4 * 1024 * 1024;
/** What comes before the vectors, the list of words for the most part, is no longer. */
const LONGEST_HEAD = 64 * 1024 * 1024;

/**
 * The most frequent words of a model in the format of wink-embeddings: `{…, "dimensions": n, "words": […], "vectors": {word: [n numbers,
 * …, rank]}, …}`. Read as a stream, and only as far as needed: as a whole it would take gigabytes. Throws Error where it is in no such format.
 */
export async function readPackage(
  path: string,
  { name, version, most }: { name: string; version: string; most: number },
): Promise<CompactModel> {
  let head: { dimensions: number; size: number; wordIndex: number } | undefined;
  const kept: { word: string; rank: number; scale: number; bytes: Int8Array }[] = [];
  let text = '';
  let isDone = false;
  for await (const chunk of createReadStream(path, {
    encoding: 'utf8',
    highWaterMark: CHUNK,
  }) as AsyncIterable<string>) {
    text += chunk;
    if (!head) {
      const at = text.indexOf(VECTORS);
      if (at < 0 && text.length > LONGEST_HEAD) break;
      if (at < 0) continue;
      head = headOf(text.slice(0, at));
      text = text.slice(at + VECTORS.length);
    }
    let from = 0;
    // The brace ends the vectors; other things come behind it.
    while (text[from] !== '}') {
      // A bracket may be a word.
      const numbers = text.indexOf('":[', from);
      const end = numbers < 0 ? -1 : text.indexOf(']', numbers);
      if (end < 0) break;
      const entry = text.slice(from, end + 1).replace(/^,/, '');
      from = end + 1;
      const [[word, values] = ['', []]] = Object.entries(
        JSON.parse(`{${entry}}`) as Record<string, number[]>,
      );
      if (!isKept(word)) continue;
      const { dimensions, wordIndex } = head;
      const vector = values.slice(0, dimensions);
      const rank = Number(values[wordIndex]) + 1;
      if (vector.length < dimensions || !vector.every(Number.isFinite) || !Number.isSafeInteger(rank))
        throw new Error(`the vector of ${JSON.stringify(word)} is none`);
      kept.push({ word, rank, ...quantize(vector) });
    }
    text = text.slice(from);
    // The package has them by frequency.
    isDone = kept.length >= most || text.startsWith('}');
    if (isDone) break;
  }
  if (!head || (isDone && kept.length === 0)) throw new Error('it has no vectors where they were expected');
  if (!isDone) throw new Error('it ends before its vectors do');
  kept.sort((a, b) => a.rank - b.rank);
  kept.length = Math.min(kept.length, most);
  const { dimensions, size: vocabulary } = head;
  const all = new Int8Array(kept.length * dimensions);
  kept.forEach(({ bytes }, at) => all.set(bytes, at * dimensions));
  return {
    ...{ name, version, dimensions, vocabulary },
    words: kept.map(({ word }) => word),
    ranks: Uint32Array.from(kept, ({ rank }) => rank),
    scales: Float32Array.from(kept, ({ scale }) => scale),
    bytes: all,
  };
}

/** Words as texts are taken apart into; signs, numbers and whatever has a hyphen are never asked for. */
function isKept(word: string): boolean {
  return /^\p{L}{2,}$/u.test(word) && wordsOf(word)[0] === word;
}

function headOf(text: string): { dimensions: number; size: number; wordIndex: number } {
  const { dimensions, size, wordIndex } = JSON.parse(`${text.replace(/,\s*$/, '')}}`) as Head;
  const isGood = [dimensions, size, wordIndex].every(
    (value) => Number.isSafeInteger(value) && Number(value) > 0,
  );
  if (!isGood || Number(dimensions) > 2_000) throw new Error('dimensions, size or wordIndex are missing');
  return { dimensions: Number(dimensions), size: Number(size), wordIndex: Number(wordIndex) };
}
