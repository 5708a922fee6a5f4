import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { type EngineSession, literal } from '../engine.js';
import { openDuckDb } from './duckdb-engine.js';

const Exact = Decimal.clone({ precision: 200, rounding: Decimal.ROUND_HALF_UP });

let session: EngineSession;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tillhouse-functions-'));
  session = await openDuckDb({ memoryBytes: 256 * 1024 * 1024, threads: 1, tempDir: folder });
});
afterAll(async () => {
  await session.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a function makes of each text; columns, not constants, so that the engine does not fold them. */
async function each(expression: string, texts: readonly string[]): Promise<(string | null)[]> {
  await session.bindRows(
    'texts',
    [
      { name: 'n', type: 'integer' },
      { name: 't', type: 'string' },
    ],
    texts.map((t, n) => ({ n, t })),
  );
  const rows = await session.query<{ v: string | null }>(
    `SELECT CAST(${expression} AS VARCHAR) AS v FROM texts ORDER BY n`,
  );
  return rows.map((row) => row.v);
}

/** Holds a function to an oracle, on many texts at a time. */
async function agree(
  expression: string,
  texts: fc.Arbitrary<string>,
  oracle: (text: string) => string | null,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 60 }), async (list) => {
      const found = await each(expression, list);
      expect(list.map((text, at) => [text, found[at]])).toEqual(list.map((text) => [text, oracle(text)]));
    }),
    { numRuns: 60 },
  );
}

const digits = (max: number) => fc.stringMatching(new RegExp(`^[0-9]{0,${max}}$`));
const sign = fc.constantFrom('', '', '+', '-');
const almostNumber = fc.oneof(
  fc.tuple(sign, digits(25), fc.constantFrom('', '.'), digits(12)).map((parts) => parts.join('')),
  fc
    .tuple(sign, digits(6), fc.constantFrom('.5', '.00005', '.00004999', '.00015', '.0', '.000'))
    .map((p) => p.join('')),
  fc.stringMatching(/^[-+.,eE_ 0-9]{0,8}$/),
  fc.constantFrom(
    'NaN',
    'inf',
    '-Infinity',
    '1e3',
    '1_000',
    '0x10',
    '٣',
    '',
    '-0',
    '9223372036854775807',
    '-9223372036854775808',
    '9223372036854775808',
  ),
);

describe('as_integer', () => {
  it('reads whole numbers of 64 bits and nothing else', async () => {
    await agree('as_integer(t)', almostNumber, (text) => {
      const whole = /^([+-]?)(\d+)(\.0+)?$/.exec(text);
      if (!whole) return null;
      const value = BigInt(whole[2] ?? '') * (whole[1] === '-' ? -1n : 1n);
      return BigInt.asIntN(64, value) === value ? String(value) : null;
    });
  });
});

describe('as_decimal', () => {
  it('rounds plain decimals half away from zero to four places', async () => {
    await agree('as_decimal(t)', almostNumber, (text) => {
      if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text)) return null;
      const value = new Exact(text.replace(/\.$/, '').replace(/^\+/, '')).toDecimalPlaces(4);
      if (value.abs().gte('1e14')) return null;
      return value.isZero() ? '0.0000' : value.toFixed(4);
    });
  });
});

describe('clean_text', () => {
  it('trims and collapses the white space of Unicode, and control characters', async () => {
    const blank = fc.constantFrom(
      ' ',
      '\t',
      '\n',
      '\r',
      '\u00a0',
      '\u0085',
      '\u1680',
      '\u2003',
      '\u2028',
      '\u202f',
      '\u205f',
      '\u3000',
      '\u001f',
    );
    const word = fc.constantFrom('a', 'B', '7', '-', 'é', 'ß', '漢', '😀', '~', '!', "'", '\u200b');
    await agree(
      'clean_text(t)',
      fc.array(fc.oneof(blank, word), { maxLength: 12 }).map((c) => c.join('')),
      (text) => {
        const cleaned = text.replace(/[\s\u0000-\u001f\u0085]+/gu, ' ').replace(/^ | $/g, '');
        return cleaned === '' ? null : cleaned;
      },
    );
  });

  it('changes nothing when applied again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.string({ unit: 'grapheme' }).filter((t) => !t.includes('\0')),
          { minLength: 1 },
        ),
        async (list) => {
          const once = await each('clean_text(t)', list);
          expect(await each('clean_text(clean_text(t))', list)).toEqual(once);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('plain_number', () => {
  const styles = [
    { decimal: ',', thousands: '.' },
    { decimal: ',', thousands: ' ' },
    { decimal: ',', thousands: null },
    { decimal: '.', thousands: ',' },
    { decimal: null, thousands: "'" },
    { decimal: null, thousands: ',' },
  ] as const;

  it.each(styles)('reads what is written with %p', async ({ decimal, thousands }) => {
    const call = `as_decimal(plain_number(t, ${decimal === null ? 'NULL' : literal(decimal)}, ${thousands === null ? 'NULL' : literal(thousands)}))`;
    const number = fc.tuple(
      fc.integer({ min: -999_999_999, max: 999_999_999 }),
      fc.integer({ min: 0, max: 9999 }),
      fc.boolean(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(number, { minLength: 1, maxLength: 50 }), async (list) => {
        const written = list.map(([whole, fraction, grouped]) => {
          const plain = String(Math.abs(whole));
          const integer =
            grouped && thousands !== null ? plain.replace(/\B(?=(\d{3})+$)/g, thousands) : plain;
          return `${whole < 0 ? '-' : ''}${integer}${decimal ?? '.'}${String(fraction).padStart(4, '0')}`;
        });
        expect(await each(call, written)).toEqual(
          list.map(
            ([whole, fraction]) =>
              `${whole < 0 ? '-' : ''}${Math.abs(whole)}.${String(fraction).padStart(4, '0')}`,
          ),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('reads no other grouping and no other signs', async () => {
    expect(
      await each("plain_number(t, ',', '.')", ['1.23', '12.34,5', '1,234,5', '1.2345', '1|234', '1..234']),
    ).toEqual(Array<null>(6).fill(null));
    expect(await each("plain_number(t, ',', NULL)", ['1.5', '1,5'])).toEqual([null, '1.5']);
    expect(await each('plain_number(t, NULL, NULL)', ['1,5', 'x'])).toEqual(['1,5', 'x']);
  });
});

describe('as_instant', () => {
  const two = (n: number) => String(n).padStart(2, '0');
  const parts = fc.record({
    year: fc.integer({ min: 1000, max: 2999 }),
    month: fc.integer({ min: 0, max: 13 }),
    day: fc.integer({ min: 0, max: 32 }),
    hour: fc.integer({ min: 0, max: 25 }),
    minute: fc.integer({ min: 0, max: 61 }),
    second: fc.option(fc.integer({ min: 0, max: 61 })),
    millis: fc.option(fc.integer({ min: 0, max: 999 })),
    separator: fc.constantFrom('T', ' '),
    offset: fc.option(
      fc.record({
        sign: fc.constantFrom('+', '-'),
        hours: fc.integer({ min: 0, max: 25 }),
        minutes: fc.option(fc.integer({ min: 0, max: 61 })),
        colon: fc.constantFrom('', ':'),
        blank: fc.constantFrom('', ' '),
      }),
    ),
    zulu: fc.boolean(),
    dateOnly: fc.boolean(),
  });

  it('reads ISO 8601 as the calendar says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(parts, { minLength: 1, maxLength: 60 }), async (list) => {
        const texts = list.map((p) => {
          const date = `${p.year}-${two(p.month)}-${two(p.day)}`;
          if (p.dateOnly) return date;
          const seconds =
            p.second === null
              ? ''
              : `:${two(p.second)}${p.millis === null ? '' : `.${String(p.millis).padStart(3, '0')}`}`;
          const offset = p.offset
            ? `${p.offset.blank}${p.offset.sign}${two(p.offset.hours)}${p.offset.minutes === null ? '' : p.offset.colon + two(p.offset.minutes)}`
            : p.zulu
              ? 'Z'
              : '';
          return `${date}${p.separator}${two(p.hour)}:${two(p.minute)}${seconds}${offset}`;
        });
        const expected = list.map((p) => {
          const at = p.dateOnly
            ? { hour: 0, minute: 0, second: 0, millis: 0 }
            : { ...p, second: p.second ?? 0, millis: p.second === null ? 0 : (p.millis ?? 0) };
          const instant = new Date(
            Date.UTC(p.year, p.month - 1, p.day, at.hour, at.minute, at.second, at.millis),
          );
          const exists =
            instant.getUTCMonth() === p.month - 1 &&
            instant.getUTCDate() === p.day &&
            at.hour < 24 &&
            at.minute < 60 &&
            at.second < 60;
          if (!exists) return null;
          if (p.dateOnly || !p.offset) return String(instant.getTime() * 1000);
          if (p.offset.hours > 23 || (p.offset.minutes ?? 0) > 59) return null;
          const minutes = (p.offset.sign === '-' ? -1 : 1) * (p.offset.hours * 60 + (p.offset.minutes ?? 0));
          return String((instant.getTime() - minutes * 60_000) * 1000);
        });
        const found = await each('epoch_us(as_instant(t))', texts);
        expect(texts.map((text, i) => [text, found[i]])).toEqual(texts.map((text, i) => [text, expected[i]]));
      }),
      { numRuns: 60 },
    );
  });

  it('guesses nothing', async () => {
    const texts = [
      '01/12/2010',
      '2010-12-01T',
      '2010-12-01Z',
      '2010-12',
      '20101201',
      '2010-12-01T8:26',
      '2010-12-01T08',
      'now',
      'infinity',
      '',
    ];
    expect(await each('as_instant(t)', texts)).toEqual(texts.map(() => null));
  });
});
