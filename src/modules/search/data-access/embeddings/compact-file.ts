import { createHash } from 'node:crypto';
import { type WordVectors } from '../../domain/meaning.js';

/** The words of a model that are kept, as they are written to a file and read from it. */
export interface CompactModel {
  /** Of the package. */
  name: string;
  version: string;
  dimensions: number;
  /** Words of the package. */
  vocabulary: number;
  words: readonly string[];
  /** By frequency, from 1. */
  ranks: Uint32Array;
  /** Of each word: its unit vector is the bytes times the scale. */
  scales: Float32Array;
  bytes: Int8Array;
}

interface Head {
  name: string;
  version: string;
  dimensions: number;
  vocabulary: number;
  size: number;
  /** Bytes of the words. */
  text: number;
  sha256: string;
}

const MAGIC = 'TILLHOUSE WORDS 1\n';
/** Arrays of four bytes begin at multiples of four. */
const ALIGN = 4;

/** One line of JSON, then words, ranks, scales and vectors. */
export function encodeModel(model: CompactModel): Buffer {
  const { name, version, dimensions, vocabulary, words, ranks, scales, bytes } = model;
  const text = Buffer.from(words.join('\n'));
  const body = Buffer.concat([
    text,
    Buffer.alloc(paddingOf(text.length)),
    bytesOf(ranks),
    bytesOf(scales),
    bytesOf(bytes),
  ]);
  const sha256 = createHash('sha256').update(body).digest('hex');
  const head: Head = {
    name,
    version,
    dimensions,
    vocabulary,
    size: words.length,
    text: text.length,
    sha256,
  };
  return Buffer.concat([Buffer.from(`${MAGIC}${JSON.stringify(head)}\n`), body]);
}

/** Throws Error where it is not whole. */
export function decodeModel(file: Buffer): { id: string; model: CompactModel } {
  const end = file.indexOf('\n', MAGIC.length);
  if (file.toString('utf8', 0, MAGIC.length) !== MAGIC || end < 0) throw new Error('it is no file of words');
  const head = JSON.parse(file.toString('utf8', MAGIC.length, end)) as Head;
  const { name, version, dimensions, vocabulary, size, text, sha256 } = head;
  const body = Buffer.from(file.subarray(end + 1));
  const isWhole = createHash('sha256').update(body).digest('hex') === sha256;
  if (!isWhole) throw new Error('it is damaged');
  let at = text + paddingOf(text);
  // Copied: a view would have to begin where the machine likes it, and would keep the whole file.
  const take = (length: number) => {
    const part = new Uint8Array(body.subarray(at, at + length)).buffer;
    at += length;
    return part;
  };
  const model: CompactModel = {
    ...{ name, version, dimensions, vocabulary },
    words: size === 0 ? [] : body.toString('utf8', 0, text).split('\n'),
    ranks: new Uint32Array(take(size * 4)),
    scales: new Float32Array(take(size * 4)),
    bytes: new Int8Array(take(size * dimensions)),
  };
  return { id: `${name}@${version}#${sha256.slice(0, 12)}`, model };
}

export function vectorsOf({
  dimensions,
  vocabulary,
  words,
  ranks,
  scales,
  bytes,
}: CompactModel): WordVectors {
  const places = new Map(words.map((word, at) => [word, at]));
  return {
    dimensions,
    vocabulary,
    find: (word) => places.get(word),
    rankOf: (at) => ranks[at] ?? vocabulary,
    addTo: (sum, at, times) => {
      const scale = (scales[at] ?? 0) * times;
      for (let i = 0; i < dimensions; i++) sum[i] = (sum[i] ?? 0) + (bytes[at * dimensions + i] ?? 0) * scale;
    },
    cosine: (a, b) => {
      let sum = 0;
      for (let i = 0; i < dimensions; i++)
        sum += (bytes[a * dimensions + i] ?? 0) * (bytes[b * dimensions + i] ?? 0);
      return sum * (scales[a] ?? 0) * (scales[b] ?? 0);
    },
  };
}

/** A vector at length 1 as bytes and their scale. */
export function quantize(vector: readonly number[]): { scale: number; bytes: Int8Array } {
  const length = Math.hypot(...vector);
  const largest = Math.max(...vector.map(Math.abs));
  if (!(length > 0) || !Number.isFinite(length)) return { scale: 0, bytes: new Int8Array(vector.length) };
  return {
    scale: largest / length / 127,
    bytes: Int8Array.from(vector, (value) => Math.round((value / largest) * 127)),
  };
}

function paddingOf(length: number): number {
  return (ALIGN - (length % ALIGN)) % ALIGN;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}
