import { stemmer } from 'stemmer';
import { hasDigit } from '../domain/text.js';

const KEPT = 50_000;
const stems = new Map<string, string>();

/** The stem of a folded word (Porter's algorithm for English); codes have none. */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const made = hasDigit(word) ? word : stemmer(word);
  // Whatever callers write comes here too.
  if (stems.size < KEPT) stems.set(word, made);
  return made;
}
