import { CANONICAL, type CanonicalColumn, normaliseName } from './columns.js';
import { toStrptime } from './date-formats.js';

/** What a mapping file says of sources whose shape is not the usual one. */
export interface SourceMapping {
  /** Header of a column, by the column's own name. */
  columns: Partial<Record<CanonicalColumn, string>>;
  /** strptime format of the dates. */
  dateFormat?: string;
  decimal?: '.' | ',';
  thousands?: string;
  encoding?: string;
  delimiter?: string;
  /** IANA name of the time zone of dates without an offset. */
  timeZone?: string;
  /** Sheet of a workbook. */
  sheet?: string;
}

export const NO_MAPPING: SourceMapping = { columns: {} };

const KEYS = [
  'columns',
  'date_format',
  'decimal',
  'thousands',
  'encoding',
  'delimiter',
  'time_zone',
  'sheet',
];

export class MappingError extends Error {}

/** Reads what JSON or YAML gave. Throws MappingError, which names the key. */
export function toMapping(value: unknown): SourceMapping {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new MappingError('a mapping is an object with keys such as columns, date_format, decimal');
  }
  const given = value as Record<string, unknown>;
  for (const key of Object.keys(given)) {
    if (!KEYS.includes(key))
      throw new MappingError(`'${key}' is no key of a mapping; known are ${KEYS.join(', ')}`);
  }
  const text = (key: string): string | undefined => {
    const found = given[key];
    if (found === undefined) return undefined;
    if (typeof found !== 'string' || found === '')
      throw new MappingError(`'${key}' must be a text, found ${JSON.stringify(found)}`);
    return found;
  };
  const decimal = text('decimal');
  if (decimal !== undefined && decimal !== '.' && decimal !== ',')
    throw new MappingError(`'decimal' must be "." or ",", found "${decimal}"`);
  const thousands = text('thousands');
  if (thousands !== undefined && (!/^[.,' \u00a0_]$/.test(thousands) || thousands === (decimal ?? '.'))) {
    throw new MappingError(
      `'thousands' must be one of . , ' _ or a blank, and not the decimal sign, found "${thousands}"`,
    );
  }
  const dateFormat = text('date_format');
  const strptime = dateFormat === undefined ? undefined : toStrptime(dateFormat);
  if (dateFormat !== undefined && strptime === undefined) {
    throw new MappingError(
      `'date_format' "${dateFormat}" is not understood; write it like dd/MM/yyyy HH:mm or %d/%m/%Y %H:%M`,
    );
  }
  const timeZone = text('time_zone');
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    throw new MappingError(
      `'time_zone' "${timeZone}" is not known; expected an IANA name such as Europe/London`,
    );
  }
  const delimiter = text('delimiter');
  if (delimiter !== undefined && delimiter.length !== 1)
    throw new MappingError(`'delimiter' must be one character, found "${delimiter}"`);
  return {
    columns: toColumns(given['columns']),
    dateFormat: strptime,
    decimal: decimal,
    thousands,
    encoding: text('encoding'),
    delimiter,
    timeZone,
    sheet: text('sheet'),
  };
}

function toColumns(value: unknown): SourceMapping['columns'] {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null)
    throw new MappingError("'columns' must give a header name for each column");
  const columns: SourceMapping['columns'] = {};
  for (const [key, header] of Object.entries(value as Record<string, unknown>)) {
    const column = CANONICAL.find((name) => normaliseName(name) === normaliseName(key));
    if (column === undefined)
      throw new MappingError(`'columns.${key}' is no column; known are ${CANONICAL.join(', ')}`);
    if (typeof header !== 'string')
      throw new MappingError(`'columns.${key}' must be a header name, found ${JSON.stringify(header)}`);
    columns[column] = header;
  }
  return columns;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
