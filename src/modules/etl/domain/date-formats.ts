const DAYS = [
  '%d/%m/%Y',
  '%m/%d/%Y',
  '%d.%m.%Y',
  '%m.%d.%Y',
  '%d-%m-%Y',
  '%m-%d-%Y',
  '%Y/%m/%d',
  '%Y.%m.%d',
  '%Y%m%d',
];
const SHORT_DAYS = ['%d/%m/%y', '%m/%d/%y', '%d.%m.%y', '%d-%m-%y', '%m-%d-%y'];
const NAMED_DAYS = [
  '%d %b %Y',
  '%d %B %Y',
  '%d-%b-%Y',
  '%d-%b-%y',
  '%b %d %Y',
  '%B %d %Y',
  '%b %d, %Y',
  '%B %d, %Y',
];
const TIMES = ['', ' %H:%M', ' %H:%M:%S', ' %I:%M %p', ' %I:%M:%S %p'];

/** Formats other than ISO 8601 that a file may be written in (strptime), most usual first. */
export const DATE_FORMATS: readonly string[] = [...DAYS, ...SHORT_DAYS, ...NAMED_DAYS].flatMap((day) =>
  TIMES.map((time) => day + time),
);

/** How many of a file's dates a format reads, and a key of the instants it reads: equal keys mean equal instants. */
export interface FormatTrial {
  format: string;
  read: number;
  instants: string;
}

export type DateDecision =
  | { kind: 'iso' }
  | { kind: 'format'; format: string }
  | { kind: 'ambiguous'; formats: string[] }
  | { kind: 'unreadable'; best: FormatTrial | null };

/**
 * One format must read all values of a file, and no other one may read them differently: day and month are never
 * guessed. A file with any ISO date is an ISO file.
 */
export function decideDateFormat(
  isoValues: number,
  values: number,
  trials: readonly FormatTrial[],
): DateDecision {
  if (isoValues > 0 || values === 0) return { kind: 'iso' };
  const complete = trials.filter((trial) => trial.read === values);
  const different = new Map(complete.toReversed().map((trial) => [trial.instants, trial.format]));
  const formats = [...different.values()].toReversed();
  const [format, second] = formats;
  if (format !== undefined)
    return second === undefined ? { kind: 'format', format } : { kind: 'ambiguous', formats };
  const best = trials.reduce<FormatTrial | null>((a, b) => (b.read > (a?.read ?? 0) ? b : a), null);
  return { kind: 'unreadable', best };
}

const TOKENS: Record<string, string> = {
  yyyy: '%Y',
  yy: '%y',
  MMMM: '%B',
  MMM: '%b',
  MM: '%m',
  M: '%m',
  dd: '%d',
  d: '%d',
  HH: '%H',
  H: '%H',
  hh: '%I',
  h: '%I',
  mm: '%M',
  ss: '%S',
  a: '%p',
};

/** `dd/MM/yyyy HH:mm` → `%d/%m/%Y %H:%M`; a strptime format stays as it is. Undefined where a letter has no meaning. */
export function toStrptime(format: string): string | undefined {
  if (format.includes('%')) return format;
  let unknown = false;
  const result = format.replace(/([A-Za-z])\1*/g, (token) => {
    const known = TOKENS[token];
    if (known === undefined) unknown = true;
    return known ?? token;
  });
  return unknown ? undefined : result;
}
