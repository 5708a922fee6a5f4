/** The columns of a sales line, under the names that bronze has for them. */
export const CANONICAL = [
  'invoice_no',
  'stock_code',
  'description',
  'quantity',
  'invoice_date',
  'unit_price',
  'customer_id',
  'country',
  'line_no',
] as const;

export type CanonicalColumn = (typeof CANONICAL)[number];

const REQUIRED: readonly CanonicalColumn[] = [
  'invoice_no',
  'stock_code',
  'quantity',
  'invoice_date',
  'unit_price',
];

/** Whether a column of bronze is one of the sources' own, of which nothing is known. */
export function isExtra(name: string): boolean {
  return (
    !(CANONICAL as readonly string[]).includes(name) && name !== 'invoice_month' && !name.startsWith('_')
  );
}

/** Names are compared without case, spaces and underscores. */
const ALIASES: Record<CanonicalColumn, readonly string[]> = {
  invoice_no: ['invoiceno', 'invoice'],
  stock_code: ['stockcode', 'sku'],
  description: ['description'],
  quantity: ['quantity', 'qty'],
  invoice_date: ['invoicedate', 'date'],
  unit_price: ['unitprice', 'price'],
  customer_id: ['customerid'],
  country: ['country'],
  line_no: ['lineno', 'linenumber'],
};

/** How a person writes the column. */
export const TITLES: Record<CanonicalColumn, string> = {
  invoice_no: 'InvoiceNo',
  stock_code: 'StockCode',
  description: 'Description',
  quantity: 'Quantity',
  invoice_date: 'InvoiceDate',
  unit_price: 'UnitPrice',
  customer_id: 'CustomerID',
  country: 'Country',
  line_no: 'LineNo',
};

export function normaliseName(name: string): string {
  return name.toLowerCase().replace(/[\s_\u00a0]+/g, '');
}

export interface HeaderMatch {
  /** Position in the header of each known column that the source has. */
  columns: Partial<Record<CanonicalColumn, number>>;
  /** Columns that are not known, with the name that bronze gives them. */
  extras: { at: number; source: string; target: string }[];
}

export class HeaderError extends Error {
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/**
 * Finds the known columns in a header. `mapping` names the header of a column where it is none of the aliases;
 * `knownExtras` are the unknown columns that bronze has already. Throws HeaderError.
 */
export function matchHeader(
  header: readonly string[],
  mapping: Partial<Record<CanonicalColumn, string>> = {},
  knownExtras: readonly string[] = [],
): HeaderMatch {
  const normalised = header.map(normaliseName);
  const columns: HeaderMatch['columns'] = {};
  const taken = new Map<number, CanonicalColumn>();
  for (const column of CANONICAL) {
    const names = mapping[column] === undefined ? ALIASES[column] : [normaliseName(mapping[column])];
    const found = normalised.flatMap((name, at) => (names.includes(name) ? [at] : []));
    const [at, second] = found;
    if (second !== undefined) {
      throw new HeaderError(
        `column ${TITLES[column]} is named twice: ${found.map((i) => `'${header[i] ?? ''}' (column ${i + 1})`).join(' and ')}`,
        'Remove or rename one of them, or say which one is meant in a mapping file (--mapping).',
      );
    }
    if (at === undefined) {
      if (mapping[column] !== undefined) {
        throw new HeaderError(
          `the mapping takes ${TITLES[column]} from column '${mapping[column]}', which the file does not have; it has: ${list(header)}`,
          'Correct the name in the mapping file.',
        );
      }
      continue;
    }
    const other = taken.get(at);
    if (other !== undefined) {
      throw new HeaderError(
        `column '${header[at] ?? ''}' is mapped to both ${TITLES[other]} and ${TITLES[column]}`,
        'Correct the mapping file.',
      );
    }
    taken.set(at, column);
    columns[column] = at;
  }
  const missing = REQUIRED.filter((column) => columns[column] === undefined);
  if (missing.length > 0) {
    throw new HeaderError(
      `${missing.length === 1 ? 'column' : 'columns'} ${missing.map((c) => TITLES[c]).join(', ')} missing; the file has: ${list(header)}`,
      `Accepted names are ${missing.map((c) => ALIASES[c].join(' or ')).join('; ')} (case, spaces and _ do not matter). For other names give a mapping file (--mapping).`,
    );
  }
  return { columns, extras: extraColumns(header, normalised, taken, knownExtras) };
}

function extraColumns(
  header: readonly string[],
  normalised: readonly string[],
  taken: ReadonlyMap<number, CanonicalColumn>,
  knownExtras: readonly string[],
): HeaderMatch['extras'] {
  const extras: HeaderMatch['extras'] = [];
  const seen = new Map<string, number>();
  for (const [at, source] of header.entries()) {
    if (taken.has(at)) continue;
    const key = normalised[at] ?? '';
    const twin = seen.get(key);
    if (twin !== undefined) {
      throw new HeaderError(
        key === ''
          ? `columns ${twin + 1} and ${at + 1} have no name`
          : `column '${source}' is named twice (columns ${twin + 1} and ${at + 1})`,
        'Give each column a name of its own.',
      );
    }
    seen.set(key, at);
    const known = knownExtras.find((name) => normaliseName(name) === normaliseName(extraName(source, at)));
    extras.push({ at, source, target: known ?? extraName(source, at) });
  }
  return extras;
}

/** A name that every reader of the lake accepts, and that is none of ours. */
function extraName(source: string, at: number): string {
  const name = source
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
  if (name === '') return `column_${at + 1}`;
  return (CANONICAL as readonly string[]).includes(name) || name === 'invoice_month' || /^\d/.test(name)
    ? `x_${name}`
    : name;
}

function list(header: readonly string[]): string {
  const shown = header.slice(0, 30).map((name) => name.slice(0, 60));
  return shown.join(', ') + (header.length > shown.length ? `, … (${header.length} columns)` : '');
}
