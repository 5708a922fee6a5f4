import { FIELD_NAMES, type FieldName, fieldOf, isFieldName } from './fields.js';
import { type DateRange, type Filter, type NumberRange } from './filter.js';

/** What is wrong with a text that a caller wrote, and where (from 0). */
export class SyntaxFault extends Error {
  constructor(
    message: string,
    readonly position: number,
  ) {
    super(message);
  }
}

export const LONGEST_FILTER = 2_000;
const MOST_CONDITIONS = 50;
const MOST_DEPTH = 10;
const MOST_VALUES = 100;
const LARGEST_RADIUS_KM = 20_040;

type Operator = 'has' | 'is' | 'not_is' | 'not_has' | '>' | '>=' | '<' | '<=';
/** The longest first. */
const OPERATORS: readonly (readonly [string, Operator])[] = [
  ['!=', 'not_is'],
  ['!', 'not_has'],
  ['>=', '>='],
  ['<=', '<='],
  ['>', '>'],
  ['<', '<'],
  ['=', 'is'],
];

/**
 * Reads a filter in the syntax of Typesense's `filter_by`:
 *
 *     filter    := and { "||" and }
 *     and       := unit { "&&" unit }
 *     unit      := "(" filter ")" | field ":" [ "=" | "!" | "!=" | ">" | ">=" | "<" | "<=" ] value
 *                | "location" ":" "(" number "," number "," number ( "km" | "mi" ) ")"
 *     value     := item | "[" item { "," item } "]"
 *     item      := text | "`" any text "`" | low ".." high
 *
 * Throws SyntaxFault.
 */
export function parseFilter(text: string): Filter {
  return new Parser(text).whole();
}

class Parser {
  private at = 0;
  private conditions = 0;

  constructor(private readonly text: string) {
    if (text.length > LONGEST_FILTER) {
      throw new SyntaxFault(`longer than ${LONGEST_FILTER} characters`, LONGEST_FILTER);
    }
  }

  whole(): Filter {
    const filter = this.filter(0);
    this.blank();
    if (this.at < this.text.length) this.fail('expected && or || or the end');
    return filter;
  }

  private filter(depth: number): Filter {
    if (depth > MOST_DEPTH) this.fail(`brackets are nested deeper than ${MOST_DEPTH}`);
    return this.chain('or', '||', () => this.chain('and', '&&', () => this.unit(depth)));
  }

  private chain(type: 'and' | 'or', sign: string, inner: () => Filter): Filter {
    const of = [inner()];
    while (this.takes(sign)) of.push(inner());
    return of.length === 1 ? of[0]! : { type, of };
  }

  private unit(depth: number): Filter {
    if (this.takes('(')) {
      const filter = this.filter(depth + 1);
      if (!this.takes(')')) this.fail('expected )');
      return filter;
    }
    if (++this.conditions > MOST_CONDITIONS) this.fail(`more than ${MOST_CONDITIONS} conditions`);
    const started = this.blank();
    const [name = ''] = /^\w*/.exec(this.text.slice(this.at)) ?? [];
    this.at += name.length;
    if (name === '') this.fail('expected the name of a field');
    if (!this.takes(':')) this.fail(`expected : after ${name}`);
    if (name === 'location') return this.near();
    if (!isFieldName(name)) {
      throw new SyntaxFault(
        `there is no field ${name}; fields are ${FIELD_NAMES.join(', ')}, location`,
        started,
      );
    }
    return this.condition(name);
  }

  private condition(field: FieldName): Filter {
    const operator = OPERATORS.find(([sign]) => this.takes(sign))?.[1] ?? 'has';
    const { type } = fieldOf(field);
    if (type === 'number') return this.numbers(field, operator);
    if (type === 'date') return this.dates(field, operator);
    if (type === 'boolean') return this.boolean(field, operator);
    if (['>', '>=', '<', '<='].includes(operator)) this.fail(`${field} is a text, which is not ordered`);
    const values = this.items((item) => item);
    const exact = operator === 'is' || operator === 'not_is';
    return { type: 'text', field, exact, negated: operator.startsWith('not'), values };
  }

  private numbers(field: FieldName, operator: Operator): Filter {
    if (isOrder(operator)) {
      const bound = this.number(this.item());
      const open = operator.length === 1;
      const range: NumberRange = operator.startsWith('>')
        ? { min: bound, ...(open ? { minOpen: true } : {}) }
        : { max: bound, ...(open ? { maxOpen: true } : {}) };
      return { type: 'number', field, negated: false, ranges: [range] };
    }
    const ranges = this.items((item) => {
      const [low, high] = bounds(item);
      return { min: this.number(low), max: this.number(high) };
    });
    return { type: 'number', field, negated: operator.startsWith('not'), ranges };
  }

  private dates(field: FieldName, operator: Operator): Filter {
    if (isOrder(operator)) {
      const day = this.day(this.item());
      const range: DateRange = operator.startsWith('>')
        ? { min: operator === '>' ? after(day, 1) : day }
        : { max: operator === '<' ? after(day, -1) : day };
      return { type: 'date', field, negated: false, ranges: [range] };
    }
    const ranges = this.items((item) => {
      const [low, high] = bounds(item);
      return { min: this.day(low), max: this.day(high) };
    });
    return { type: 'date', field, negated: operator.startsWith('not'), ranges };
  }

  private boolean(field: FieldName, operator: Operator): Filter {
    if (isOrder(operator)) this.fail(`${field} is true or false, which are not ordered`);
    const item = this.item();
    if (item !== 'true' && item !== 'false') this.fail(`${field} is true or false`);
    return { type: 'boolean', field, value: (item === 'true') !== operator.startsWith('not') };
  }

  private near(): Filter {
    if (!this.takes('(')) this.fail('expected (latitude, longitude, radius km)');
    const latitude = this.number(this.item());
    if (!this.takes(',')) this.fail('expected a comma and the longitude');
    const longitude = this.number(this.item());
    if (!this.takes(',')) this.fail('expected a comma and the radius');
    const [, number = '', unit] = /^(\S+?) *(km|mi)$/.exec(this.item()) ?? [];
    if (unit === undefined) this.fail('expected a radius such as 50 km or 30 mi');
    if (!this.takes(')')) this.fail('expected )');
    const km = this.number(number) * (unit === 'mi' ? 1.609344 : 1);
    if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180 || km < 0 || km > LARGEST_RADIUS_KM) {
      this.fail(`expected -90 to 90, -180 to 180, and 0 to ${LARGEST_RADIUS_KM} km`);
    }
    return { type: 'near', latitude, longitude, km };
  }

  private items<T>(read: (item: string) => T): T[] {
    if (!this.takes('[')) return [read(this.item())];
    const items = [read(this.item())];
    while (this.takes(',')) {
      if (items.length >= MOST_VALUES) this.fail(`more than ${MOST_VALUES} values`);
      items.push(read(this.item()));
    }
    if (!this.takes(']')) this.fail('expected , or ]');
    return items;
  }

  private item(): string {
    this.blank();
    if (this.text[this.at] === '`') {
      const end = this.text.indexOf('`', this.at + 1);
      if (end < 0) this.fail('the quote ` is not closed');
      const quoted = this.text.slice(this.at + 1, end);
      this.at = end + 1;
      if (quoted.trim() === '') this.fail('expected a value');
      return quoted.trim();
    }
    const [found = ''] = /^(?:(?!&&|\|\|)[^()[\],`])+/.exec(this.text.slice(this.at)) ?? [];
    this.at += found.length;
    if (found.trim() === '') this.fail('expected a value');
    return found.trim();
  }

  private number(text: string): number {
    const value = Number(text);
    if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text) || !Number.isFinite(value)) {
      this.fail(`expected a number instead of ${shown(text)}`);
    }
    return value;
  }

  /** A day, or a time in seconds since 1970. */
  private day(text: string): string {
    const day = /^\d{1,12}$/.test(text) ? new Date(Number(text) * 1000) : new Date(`${text}T00:00:00Z`);
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
    if (Number.isNaN(day.getTime()) || day.getUTCFullYear() > 9999) {
      this.fail(`expected a day such as 2011-06-30 instead of ${shown(text)}`);
    }
    const iso = day.toISOString().slice(0, 10);
    if (isDay && iso !== text) this.fail(`expected a day of the calendar instead of ${shown(text)}`);
    return iso;
  }

  private takes(sign: string): boolean {
    this.blank();
    if (!this.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }

  private blank(): number {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
    return this.at;
  }

  private fail(message: string): never {
    throw new SyntaxFault(message, this.at);
  }
}

function isOrder(operator: Operator): boolean {
  return operator.startsWith('>') || operator.startsWith('<');
}

/** `low..high`, or the value twice. */
function bounds(item: string): [string, string] {
  const [, low, high] = /^(.*?)\.\.(.*)$/.exec(item) ?? [];
  return low === undefined || high === undefined ? [item, item] : [low.trim(), high.trim()];
}

function after(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}
