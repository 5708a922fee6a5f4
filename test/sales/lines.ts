/** A shop's lines by chance that is the same each time: equal amounts, restated products and customers, returns, odd texts. */
export function shopLines(count: number, seed = 7): string[] {
  let state = seed;
  const next = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  const lines: string[] = [];
  let invoice = 500_000;
  while (lines.length < count) {
    const month = next(4);
    const date = `2011-0${month + 1}-${String(1 + next(28)).padStart(2, '0')} ${String(8 + next(10)).padStart(2, '0')}:00:00`;
    const customer = next(4) === 0 ? '' : String(12_000 + next(12));
    // Some move from one country to another in spring.
    const country =
      customer === ''
        ? pick(['United Kingdom', 'France', 'Unspecified'])
        : month >= 2 && Number(customer) % 5 === 0
          ? 'Germany'
          : pick(['United Kingdom', 'United Kingdom', 'EIRE', 'France']);
    const isReturn = next(6) === 0;
    const number = `${isReturn ? 'C' : ''}${invoice++}`;
    for (let n = 0; n <= next(4); n++) {
      const [code, early, late] = pick(PRODUCTS);
      const quantity = (1 + next(6)) * (isReturn ? -1 : 1);
      const description = (month < 2 ? early : late).replaceAll('"', '""');
      lines.push(
        `${number},${code},"${description}",${quantity},${date},${pick(PRICES)},${customer},${country}`,
      );
    }
  }
  return lines;
}

/** Few prices, so that amounts are often equal. */
const PRICES = ['0.85', '1.25', '2.5', '10', '99.9999'];

/** Code, description in winter and in spring. */
const PRODUCTS = [
  ['20001', 'RED MUG', 'RED MUG'],
  ['20002', 'BLUE MUG', 'BLUE CUP'],
  ['20003', '100% COTTON BAG', '100% COTTON BAG'],
  ['20004', 'UNDER_SCORE TRAY', 'TRAY'],
  ['20005', `O'BRIEN "BEST" CUP`, `O'BRIEN "BEST" CUP`],
  ['20006A', 'BACK\\SLASH', 'BACK\\SLASH'],
  ['POST', 'POSTAGE', 'POSTAGE'],
  ['ODD-CODE', '', ''],
] as const;

/** Invoices that go on: another minute in another month, with another customer, in another country, with what they sold before. */
export const OPEN_INVOICES: readonly string[] = [
  '790001,20001,RED MUG,2,2011-01-31 23:58:00,2.5,12001,United Kingdom',
  '790001,20001,RED MUG,3,2011-02-01 00:02:00,2.5,12001,United Kingdom',
  '790001,20002,BLUE MUG,1,2011-02-01 00:02:00,1.25,12002,France',
  '790002,20001,RED MUG,1,2011-02-02 10:00:00,2.5,12003,EIRE',
  '790002,20001,RED MUG,4,2011-02-02 10:00:00,2.5,12003,EIRE',
  '790002,20002,BLUE CUP,4,2011-02-02 10:00:00,2.5,12004,EIRE',
  '790003,20003,100% COTTON BAG,5,2011-02-03 10:00:00,1.25,,France',
  '790003,20003,100% COTTON BAG,6,2011-02-04 10:00:00,1.25,,France',
];
