import fc from 'fast-check';
import { parseFilter, SyntaxFault } from './filter-parser.js';

describe('a filter in the syntax of filter_by', () => {
  it('binds && closer than ||, and brackets closest', () => {
    const price = (min: number) => ({ type: 'number', field: 'price', negated: false, ranges: [{ min }] });
    expect(parseFilter('price:>=1 || price:>=2 && price:>=3')).toEqual({
      type: 'or',
      of: [price(1), { type: 'and', of: [price(2), price(3)] }],
    });
    expect(parseFilter('(price:>=1||price:>=2)&&price:>=3')).toEqual({
      type: 'and',
      of: [{ type: 'or', of: [price(1), price(2)] }, price(3)],
    });
  });

  it.each([
    ['category:Christmas', { exact: false, negated: false, values: ['Christmas'] }],
    ['category: = Kitchen & Dining', { exact: true, negated: false, values: ['Kitchen & Dining'] }],
    ['category:!=[Bags, `a && (b), c`]', { exact: true, negated: true, values: ['Bags', 'a && (b), c'] }],
    ['category:!x', { exact: false, negated: true, values: ['x'] }],
  ])('reads %s', (text, expected) => {
    expect(parseFilter(text)).toEqual({ type: 'text', field: 'category', ...expected });
  });

  it.each([
    ['total:5', [{ min: 5, max: 5 }]],
    ['total:>-0.5', [{ min: -0.5, minOpen: true }]],
    ['total:<.5', [{ max: 0.5, maxOpen: true }]],
    [
      'total:[1..2, 7]',
      [
        { min: 1, max: 2 },
        { min: 7, max: 7 },
      ],
    ],
  ])('reads %s', (text, ranges) => {
    expect(parseFilter(text)).toEqual({ type: 'number', field: 'total', negated: false, ranges });
  });

  it('reads days, times, truth and places', () => {
    expect(parseFilter('last_date:>2011-02-28')).toMatchObject({ ranges: [{ min: '2011-03-01' }] });
    expect(parseFilter('last_date:<=1298851200')).toMatchObject({ ranges: [{ max: '2011-02-28' }] });
    expect(parseFilter('last_date:2011-01-01..2011-01-31')).toMatchObject({
      ranges: [{ min: '2011-01-01', max: '2011-01-31' }],
    });
    expect(parseFilter('is_cancelled:!=true')).toEqual({
      type: 'boolean',
      field: 'is_cancelled',
      value: false,
    });
    expect(parseFilter('location:(51.5, -0.1, 10 mi)')).toEqual({
      type: 'near',
      latitude: 51.5,
      longitude: -0.1,
      km: 16.09344,
    });
  });

  it.each([
    ['', 0, 'expected the name of a field'],
    ['colour:=red', 0, 'there is no field colour; fields are kind, id'],
    ['price:>1 && nonsense:2', 12, 'there is no field nonsense'],
    ['price', 5, 'expected : after price'],
    ['price:>abc', 10, 'expected a number instead of "abc"'],
    ['price:1e9', 9, 'expected a number instead of "1e9"'],
    ['price:[1..', 10, 'expected a number'],
    ['category:>a', 10, 'category is a text, which is not ordered'],
    ['category:`a', 9, 'the quote ` is not closed'],
    ['category:[a', 11, 'expected , or ]'],
    ['(category:a', 11, 'expected )'],
    ['category:a)', 10, 'expected && or || or the end'],
    ['category:a & &', 0, ''],
    ['last_date:2011-02-30', 20, 'expected a day'],
    ['is_cancelled:maybe', 18, 'is_cancelled is true or false'],
    ['location:(91, 0, 1 km)', 22, 'expected -90 to 90'],
    ['location:(1, 2, 3)', 17, 'expected a radius such as 50 km'],
    [`${'('.repeat(20)}price:1`, 11, 'nested deeper than 10'],
    [Array(60).fill('price:1').join('&&'), 0, 'more than 50 conditions'],
    ['x'.repeat(2_001), 2_000, 'longer than 2000 characters'],
  ])('refuses %s', (text, position, message) => {
    if (message === '') {
      // An ampersand alone is text.
      expect(parseFilter(text)).toMatchObject({ values: ['a & &'] });
      return;
    }
    expect(() => parseFilter(text)).toThrow(message);
    const fault = caught(text);
    expect(fault).toBeInstanceOf(SyntaxFault);
    if (position > 0) expect(fault.position).toBe(position);
  });

  it('reads anything, or says what is wrong with it', () => {
    const parts = [
      'price',
      'category',
      ':',
      '=',
      '!=',
      '>',
      '[',
      ']',
      '(',
      ')',
      '&&',
      '||',
      ',',
      '`',
      '..',
      '5',
      'a b',
      ' ',
      '\u0000',
      "'",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 30 }), (pieces) => {
        const fault = caught(pieces.join(''));
        expect(fault === undefined || fault instanceof SyntaxFault).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

function caught(text: string): SyntaxFault {
  try {
    parseFilter(text);
  } catch (error) {
    return error as SyntaxFault;
  }
  return undefined as unknown as SyntaxFault;
}
