import { setImmediate } from 'node:timers/promises';

/** Deeper than an item of a list of `data`, a value is one piece. */
const DEEPEST = 2;

/** JSON of an answer piece by piece, with requests between them: hundreds of series as one text would hold up everybody. */
export async function* jsonInPieces(value: unknown, depth = 0): AsyncGenerator<string> {
  if (value === null || typeof value !== 'object' || depth > DEEPEST) {
    yield value === undefined ? 'null' : JSON.stringify(value);
    await setImmediate();
    return;
  }
  const isList = Array.isArray(value);
  const entries = Object.entries(value).filter(([, one]) => isList || one !== undefined);
  yield isList ? '[' : '{';
  for (const [at, [key, one]] of entries.entries()) {
    yield `${at > 0 ? ',' : ''}\n${isList ? '' : `${JSON.stringify(key)}: `}`;
    yield* jsonInPieces(one, depth + 1);
  }
  yield isList ? ']' : '}';
  if (depth === 0) yield '\n';
}
