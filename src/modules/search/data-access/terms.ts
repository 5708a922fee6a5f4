import { type SearchDocument } from '../domain/document.js';
import { type Alternative } from '../domain/query.js';
import { wordsOf } from '../domain/text.js';
import { stem } from './stem.js';

/** Changes whenever other documents, words or stems come of the same gold: the index is then made anew. */
export const SHAPE = '1';

/** The words of a document: what it is called, and what it is filed under. */
export function textsOf(document: SearchDocument): { title: string[]; filed: string[] } {
  const { kind, id, title, category, subcategory, brand, product_family, country, customer_segment } =
    document;
  const filed = [category, subcategory, brand, product_family, customer_segment];
  // A product is sold in many countries, and is not found by their names; a filter does that.
  if (kind !== 'product') filed.push(...country);
  if (kind === 'invoice') filed.push(document.customer_id);
  return {
    title: [...wordsOf(title), ...(kind === 'product' ? wordsOf(id) : [])],
    filed: [...new Set(filed.flatMap((text) => (text === null ? [] : wordsOf(text))))],
  };
}

/** The tsvector as PostgreSQL reads it: stems with their places, A for the title and B for the rest. */
export function vectorOf(document: SearchDocument): string {
  const { title, filed } = textsOf(document);
  const places = new Map<string, string[]>();
  const add = (word: string, place: string) => {
    const key = stem(word);
    places.set(key, [...(places.get(key) ?? []), place]);
  };
  title.slice(0, 200).forEach((word, index) => add(word, `${index + 1}A`));
  // A gap, so that no phrase goes over the end of the title.
  filed.slice(0, 200).forEach((word, index) => add(word, `${title.length + 10 + index}B`));
  return [...places].map(([word, list]) => `${quoted(word)}:${list.join(',')}`).join(' ');
}

/** An alternative of a term as a tsquery. */
export function tsquery(
  { phrase, isPrefix }: Pick<Alternative, 'phrase' | 'isPrefix'>,
  weight: '' | 'A',
): string {
  const parts = phrase.map((word, index) => {
    const isOpen = isPrefix && index === phrase.length - 1;
    const marks = `${isOpen ? '*' : ''}${weight}`;
    return `${quoted(isOpen ? word : stem(word))}${marks === '' ? '' : `:${marks}`}`;
  });
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' <-> ')})`;
}

/** Words are letters and digits alone; quotes keep `and` from being an operator. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
}
