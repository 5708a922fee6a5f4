import { customerOf, personalColumns } from './erasure.js';

describe('an erasure', () => {
  it.each([
    ['17850', '17850'],
    [' 17850.00 ', '17850'],
    ['\u00a017850\t\n', '17850'],
    ['17850.5', '17850.5'],
    ['ann \u2003 b', 'ann b'],
    ['A17850.0', 'A17850.0'],
    [' \u0085\u3000 ', null],
  ])('reads %j as the customer %j, as the model lines does', (text, customer) => {
    expect(customerOf(text)).toBe(customer);
  });

  it('takes every column for personal that it does not know', () => {
    const columns = ['invoice_no', 'customer_id', 'e_mail', '_file', 'invoice_month'].map((name) => ({
      name,
    }));
    expect(personalColumns('bronze_sales', columns)).toEqual(['customer_id', 'e_mail']);
    expect(personalColumns('dim_customer', [{ name: 'customer_id' }, { name: 'country' }])).toEqual([
      'customer_id',
    ]);
  });
});
