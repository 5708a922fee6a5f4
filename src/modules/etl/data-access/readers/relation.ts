import { type EngineSession, identifier, literal } from '../../../../platform/engine/engine.js';
import { AppError } from '../../../../platform/errors/app-error.js';
import { CANONICAL, HeaderError, type HeaderMatch, matchHeader } from '../../domain/columns.js';
import { DATE_FORMATS, decideDateFormat, type FormatTrial } from '../../domain/date-formats.js';
import { type SourceMapping } from '../../domain/mapping.js';

/** A file as the engine can read it, before its columns are known by our names. */
export interface SourceRelation {
  header: string[];
  /** Query whose columns are c0, c1, … (text, in the header's order), `_row` and `_line`. */
  sql: string;
  /** The same rows in any order, cheaper to read; for looking at values. */
  peekSql?: string;
  /** The first rows, where they are at hand without asking the engine. */
  firstRows?: readonly (readonly string[])[];
}

export interface NamedRelation {
  /** The nine columns, the extras, `_row`, `_line`, `_iso_date`, `_decimal_sign`, `_thousands_sign`. */
  sql: string;
  extras: string[];
  /** Those of the columns that are null in all rows. */
  empty: string[];
  notes: string[];
}

/** The plain forms only: what it does not know, the engine is asked. */
function isIsoDate(text: string): boolean {
  return (
    /^\d{4}-(0[1-9]|1[0-2])-([01]\d|2[0-8])([ T]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?)?$/.test(text) &&
    !text.startsWith('0000')
  );
}

const SAMPLE_ROWS = 1000;

/** Gives a source's columns our names and settles how its dates are written. Throws AppError. */
export async function nameColumns(
  session: EngineSession,
  source: SourceRelation,
  fileName: string,
  mapping: SourceMapping,
  knownExtras: readonly string[],
): Promise<NamedRelation> {
  const match = matched(source.header, fileName, mapping, knownExtras);
  const notes: string[] = [];
  if (match.extras.length > 0) {
    notes.push(
      `${match.extras.length === 1 ? 'column' : 'columns'} not known and kept in bronze: ${match.extras
        .map((e) => (e.source === e.target ? e.source : `${e.source} (as ${e.target})`))
        .join(', ')}`,
    );
  }
  const dateColumn = `c${match.columns.invoice_date ?? 0}`;
  const at = match.columns.invoice_date ?? 0;
  const startsIso = source.firstRows?.some((row) => isIsoDate(row[at] ?? '')) === true;
  const format =
    mapping.dateFormat ?? (startsIso ? null : await detectDateFormat(session, source, dateColumn, fileName));
  if (format !== null && mapping.dateFormat === undefined) notes.push(`dates read as ${format}`);
  const column = (at: number | undefined) => (at === undefined ? undefined : `c${at}`);
  const columns: [name: string, sql: string | undefined][] = [
    ...CANONICAL.map((name): [string, string | undefined] => [name, column(match.columns[name])]),
    ...match.extras.map(({ at, target }): [string, string] => [target, `c${at}`]),
    ['_row', '_row'],
    ['_line', '_line'],
    ['_iso_date', isoDate(dateColumn, format, mapping.timeZone)],
    ['_decimal_sign', mapping.decimal === ',' ? literal(',') : undefined],
    ['_thousands_sign', mapping.thousands === undefined ? undefined : literal(mapping.thousands)],
  ];
  const selected = columns.map(([name, sql]) => `${sql ?? 'CAST(NULL AS VARCHAR)'} AS ${identifier(name)}`);
  return {
    sql: `SELECT ${selected.join(', ')} FROM (${source.sql}) AS s`,
    extras: match.extras.map((e) => e.target),
    empty: columns.flatMap(([name, sql]) => (sql === undefined ? [name] : [])),
    notes,
  };
}

function matched(
  header: string[],
  fileName: string,
  mapping: SourceMapping,
  knownExtras: readonly string[],
): HeaderMatch {
  try {
    return matchHeader(header, mapping.columns, knownExtras);
  } catch (error) {
    if (error instanceof HeaderError)
      throw new AppError('invalid', `${fileName}: ${error.message}`, { hint: error.hint, cause: error });
    throw error;
  }
}

const ISO_TEXT = '%Y-%m-%d %H:%M:%S.%f+00';

function isoDate(column: string, format: string | null, timeZone: string | undefined): string | undefined {
  const text = `clean_text(${column})`;
  if (format !== null) {
    const local = readable(text, format);
    const instant =
      timeZone === undefined ? `CAST(${local} AS TIMESTAMPTZ)` : `timezone(${literal(timeZone)}, ${local})`;
    return `coalesce(strftime(${instant}, ${literal(ISO_TEXT)}), CASE WHEN as_instant(${text}) IS NOT NULL THEN 'not ' || ${literal(format)} END)`;
  }
  if (timeZone === undefined) return undefined;
  return `CASE WHEN as_instant(${text}) IS NOT NULL AND NOT regexp_matches(${text}, ':\\d{2}(\\.\\d+)? ?(Z|[+-]\\d{2}(:?\\d{2})?)$')
    THEN strftime(timezone(${literal(timeZone)}, TRY_CAST(${text} AS TIMESTAMP)), ${literal(ISO_TEXT)}) END`;
}

/** A year that a short or wrong format makes up is no reading. */
function readable(text: string, format: string): string {
  const read = `try_strptime(${text}, ${literal(format)})`;
  return `CASE WHEN year(${read}) BETWEEN 1900 AND 2199 THEN ${read} END`;
}

async function detectDateFormat(
  session: EngineSession,
  source: SourceRelation,
  column: string,
  fileName: string,
): Promise<string | null> {
  const rows = source.peekSql ?? source.sql;
  const values = `SELECT clean_text(${column}) AS d FROM (${rows}) AS s`;
  const sample = `SELECT d FROM (${values}) AS v LIMIT ${SAMPLE_ROWS}`;
  const iso = async (of: string) => {
    const [row] = await session.query<{ iso: string; n: string }>(
      `SELECT count(as_instant(d)) AS iso, count(d) AS n FROM (${of}) AS v`,
    );
    return { iso: Number(row?.iso ?? 0), n: Number(row?.n ?? 0) };
  };
  const early = await iso(sample);
  // One ISO value settles it, so most files are not read twice.
  if (early.iso > 0) return null;
  const whole = await iso(values);
  if (whole.iso > 0 || whole.n === 0) return null;
  const likely =
    early.n === 0
      ? []
      : (await trials(session, sample, DATE_FORMATS)).filter((t) => t.read === early.n).map((t) => t.format);
  const decision = decideDateFormat(
    0,
    whole.n,
    await trials(session, values, likely.length > 0 ? likely : DATE_FORMATS),
  );
  if (decision.kind === 'format') return decision.format;
  if (decision.kind === 'ambiguous') {
    throw new AppError(
      'invalid',
      `${fileName}: its dates can be read in more than one way (${decision.formats.slice(0, 4).join(' or ')}), and day and month are not guessed`,
      {
        hint: 'Say which one it is: --mapping with date_format, for example dd/MM/yyyy HH:mm.',
      },
    );
  }
  if (decision.kind === 'unreadable') {
    const found = decision.best
      ? await firstUnread(session, values, decision.best.format)
      : await firstUnread(session, values, null);
    throw new AppError(
      'invalid',
      `${fileName}: its dates are not ISO 8601, and no known format reads all ${whole.n} of them` +
        (decision.best
          ? `; closest is ${decision.best.format} with ${decision.best.read}, which does not read '${found}'`
          : `, such as '${found}'`),
      { hint: 'Give the format in a mapping file (--mapping) as date_format, for example dd/MM/yyyy HH:mm.' },
    );
  }
  return null;
}

async function trials(
  session: EngineSession,
  values: string,
  formats: readonly string[],
): Promise<FormatTrial[]> {
  const columns = formats.flatMap((format, i) => [
    `count(${readable('d', format)}) AS n${i}`,
    `CAST(coalesce(sum(hash(${readable('d', format)})), 0) AS VARCHAR) AS h${i}`,
  ]);
  const [row] = await session.query<Record<string, string>>(
    `SELECT ${columns.join(', ')} FROM (${values}) AS v WHERE d IS NOT NULL`,
  );
  return formats.map((format, i) => ({
    format,
    read: Number(row?.[`n${i}`] ?? 0),
    instants: row?.[`h${i}`] ?? '',
  }));
}

async function firstUnread(session: EngineSession, values: string, format: string | null): Promise<string> {
  const unread = format === null ? 'true' : `${readable('d', format)} IS NULL`;
  const [row] = await session.query<{ d: string }>(
    `SELECT d FROM (${values}) AS v WHERE d IS NOT NULL AND ${unread} LIMIT 1`,
  );
  return row?.d ?? '';
}
