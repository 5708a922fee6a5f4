/** A place in an ordered list of sales: after the line with this value and id. */
export interface Place {
  /** The value that the list is ordered by: a whole number, or a decimal as text. */
  value: string;
  saleId: string;
}

/** What a cursor holds. */
export interface Cursor extends Place {
  /** Version of gold that its page was of. */
  version: number;
  /** Tells the filter and the order that it belongs to. */
  query: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const WHOLE = /^-?\d{1,9}$/;
const DECIMAL = /^-?\d{1,14}(\.\d{1,4})?$/;
const QUERY = /^[\w-]{1,64}$/;

export function cursorText({ value, saleId, version, query }: Cursor): string {
  return JSON.stringify([1, version, query, value, saleId]);
}

/** Undefined where the text is none that `cursorText` made for a list that is ordered by such values. */
export function readCursor(text: string, values: 'whole' | 'decimal'): Cursor | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 5) return undefined;
  const [format, version, query, value, saleId] = parts as unknown[];
  const isWhole =
    format === 1 && typeof version === 'number' && Number.isSafeInteger(version) && version >= 0;
  if (!isWhole || !fits(query, QUERY) || !fits(saleId, UUID)) return undefined;
  if (!fits(value, values === 'whole' ? WHOLE : DECIMAL)) return undefined;
  return { version, query, value, saleId };
}

function fits(part: unknown, pattern: RegExp): part is string {
  return typeof part === 'string' && pattern.test(part);
}
