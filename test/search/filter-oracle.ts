import { type SearchDocument } from '../../src/modules/search/domain/document.js';
import { type Filter } from '../../src/modules/search/domain/filter.js';

/** Whether a document fits, read off the definition: slowly, and without an index. */
export function fits(document: SearchDocument, filter: Filter): boolean {
  if ('of' in filter) {
    const inner = filter.of.map((one) => fits(document, one));
    return filter.type === 'and' ? inner.every(Boolean) : inner.some(Boolean);
  }
  if (filter.type === 'near') throw new Error('places are countries by then');
  const value: unknown = document[filter.field];
  const texts = (Array.isArray(value) ? value : [value]).filter((text) => text !== null).map(String);
  if (filter.type === 'text') {
    const wanted = filter.values.map((text) => text.toLowerCase());
    const words = (text: string) =>
      ` ${text
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, ' ')
        .trim()} `;
    const found = texts.some((text) =>
      wanted.some((one) => (filter.exact ? text.toLowerCase() === one : words(text).includes(words(one)))),
    );
    return found !== filter.negated;
  }
  if (value === null) return false;
  if (filter.type === 'boolean') return value === filter.value;
  const found =
    filter.type === 'number'
      ? filter.ranges.some(({ min = -Infinity, max = Infinity, minOpen, maxOpen }) => {
          const number = value as number;
          return (minOpen ? number > min : number >= min) && (maxOpen ? number < max : number <= max);
        })
      : filter.ranges.some(
          ({ min = '', max = '9999' }) => (value as string) >= min && (value as string) <= max,
        );
  return found !== filter.negated;
}
