import { type FieldName, fieldOf, isFieldName, SORT_FIELDS } from './fields.js';
import { SyntaxFault } from './filter-parser.js';

export interface Sort {
  /** `_text_match` is how well the words fit. */
  by: FieldName | '_text_match';
  descending: boolean;
}

const MOST_SORTS = 3;

/** Best match first; the index breaks ties by popularity, then by kind and id. */
export const BY_RELEVANCE: readonly Sort[] = [{ by: '_text_match', descending: true }];

/** Reads Typesense's `sort_by`: `field:asc,field:desc`, at most three. Throws SyntaxFault. */
export function parseSort(text: string): readonly Sort[] {
  let at = 0;
  const parts = text.split(',').map((part): Sort => {
    const position = at;
    at += part.length + 1;
    const [, by = '', order = ''] = /^\s*(\w+)\s*:\s*(asc|desc)\s*$/i.exec(part) ?? [];
    if (by === '') throw new SyntaxFault('expected field:asc or field:desc', position);
    if (by !== '_text_match' && !(isFieldName(by) && fieldOf(by).sort === true)) {
      throw new SyntaxFault(
        `cannot sort by ${by.slice(0, 40)}; fields are _text_match, ${SORT_FIELDS.join(', ')}`,
        position,
      );
    }
    return { by: by, descending: order.toLowerCase() === 'desc' };
  });
  if (parts.length > MOST_SORTS) throw new SyntaxFault(`more than ${MOST_SORTS} fields to sort by`, 0);
  if (new Set(parts.map(({ by }) => by)).size < parts.length)
    throw new SyntaxFault('a field is named twice', 0);
  return parts;
}
