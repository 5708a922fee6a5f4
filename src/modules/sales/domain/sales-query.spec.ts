import { cursorText, readCursor } from './cursor.js';
import { qualityFlags } from './quality.js';
import {
  dateKeyOf,
  dayOf,
  filterText,
  isAll,
  isOfDays,
  sortOf,
  SORTS,
  withinVersions,
} from './sales-query.js';

describe('a query on sales', () => {
  it('is the same however its lists are ordered, and another with another value', () => {
    const text = filterText({ countries: ['a', 'b', 'a'], minAmount: 1 });
    expect(filterText({ minAmount: 1, countries: ['b', 'a'], dateTo: undefined })).toBe(text);
    expect(filterText({ minAmount: 1, countries: ['b', 'c'] })).not.toBe(text);
    expect(filterText({ minAmount: 1, products: ['a', 'b'] })).not.toBe(text);
    expect(filterText({ customerIds: ['a,b'] })).not.toBe(filterText({ customerIds: ['a', 'b'] }));
  });

  it('knows when the daily figures, or the version itself, tell how many lines there are', () => {
    expect(isAll({ asOf: '2011-01-01' })).toBe(true);
    expect([isAll({ lineType: 'sale' }), isOfDays({ lineType: 'sale' })]).toEqual([false, true]);
    expect(isOfDays({ countries: [], dateFrom: '2011-01-01', dateTo: '2011-01-01' })).toBe(true);
    for (const filter of [
      { products: ['a'] },
      { customerIds: ['a'] },
      { invoiceNos: ['a'] },
      { minAmount: 0 },
      { maxAmount: 0 },
    ])
      expect([isAll(filter), isOfDays(filter)]).toEqual([false, false]);
  });

  it('reads sorts and days', () => {
    expect(SORTS).toHaveLength(8);
    expect(sortOf('total_amount:desc')).toEqual({ field: 'total_amount', direction: 'desc' });
    expect([dayOf(20110109), dateKeyOf('2011-01-09'), dayOf(10101)]).toEqual([
      '2011-01-09',
      20110109,
      '0001-01-01',
    ]);
    expect(['0001-01-01', '2011-01-01', '9999-12-31'].map(withinVersions)).toEqual([
      '1900-01-01',
      '2011-01-01',
      '9999-12-30',
    ]);
  });
});

describe('a cursor', () => {
  const cursor = {
    version: 3,
    query: 'abc_-9',
    value: '-12.5000',
    saleId: '2116ddce-2f80-85ba-822e-7b0ced3296be',
  };

  it('comes back as it was', () => {
    expect(readCursor(cursorText(cursor), 'decimal')).toEqual(cursor);
    const whole = { ...cursor, value: '20110101' };
    expect(readCursor(cursorText(whole), 'whole')).toEqual(whole);
  });

  it.each([
    ['no JSON', '{'],
    ['no list', '{}'],
    ['of another length', '[1,3,"a","1"]'],
    ['of another format', '[2,3,"a","1","2116ddce-2f80-85ba-822e-7b0ced3296be"]'],
    ['with a version that is no number', '[1,"3","a","1","2116ddce-2f80-85ba-822e-7b0ced3296be"]'],
    ['with a version below 0', '[1,-1,"a","1","2116ddce-2f80-85ba-822e-7b0ced3296be"]'],
    ['with a value that is no number', '[1,3,"a","1;drop","2116ddce-2f80-85ba-822e-7b0ced3296be"]'],
    ['with an id that is none', '[1,3,"a","1","x"]'],
    ['with a list for an id', '[1,3,"a","1",["2116ddce-2f80-85ba-822e-7b0ced3296be"]]'],
  ])('is refused where it is %s', (_, text) => {
    expect(readCursor(text, 'decimal')).toBeUndefined();
  });

  it('is refused where its value is not of the order’s kind, or too large for it', () => {
    expect(readCursor(cursorText(cursor), 'whole')).toBeUndefined();
    expect(readCursor(cursorText({ ...cursor, value: '12345678901' }), 'whole')).toBeUndefined();
    expect(readCursor(cursorText({ ...cursor, value: '9'.repeat(15) }), 'decimal')).toBeUndefined();
  });
});

describe('quality flags', () => {
  const fine = {
    customerId: '1',
    hasCountry: true,
    stockCode: '12345AB',
    description: 'MUG',
    isInvoiceMixed: false,
  };

  it.each([
    [{}, []],
    [{ stockCode: 'POST' }, []],
    [{ stockCode: 'GIFT_0001_20' }, []],
    [{ customerId: null }, ['missing_customer']],
    [{ description: null }, ['missing_description']],
    [{ hasCountry: false, stockCode: '1234' }, ['unknown_country', 'unknown_stock_code_shape']],
    [{ stockCode: '12345ABC' }, ['unknown_stock_code_shape']],
    [{ isInvoiceMixed: true }, ['several_customers_or_countries_on_invoice']],
  ])('of a line with %j are %j', (differs, flags) => {
    expect(qualityFlags({ ...fine, ...differs })).toEqual(flags);
  });
});
