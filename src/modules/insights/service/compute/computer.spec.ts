import { Computer } from './computer.js';

const DAYS = 3_600;

// The threads run what is compiled: jest cannot load the library of the two ways otherwise.
describe('forecast of a long history', () => {
  const computer = new Computer();

  afterAll(() => computer.close());

  const scores = async (ofOldDays: number) => {
    const series = {
      first: 14_000,
      values: Array.from(
        { length: DAYS },
        (_, at) =>
          (at < DAYS - 1_700 ? ofOldDays : 1) *
          (at % 7 === 5 ? 0 : 100 + 10 * (at % 7) + 9 * Math.sin(at * at)),
      ),
    };
    const found = await computer.run('forecast', {
      series,
      shop: series,
      holidays: new Map(),
      horizon: 14,
      isSigned: false,
    });
    const compared = found?.compared.filter(({ name }) => ['mstl_ets', 'auto_ets'].includes(name)) ?? [];
    return compared.sort((one, other) => (one.name < other.name ? -1 : 1));
  };

  it('does not fit what is many years old', async () => {
    const found = await scores(1);
    expect(found.map(({ name }) => name)).toEqual(['auto_ets', 'mstl_ets']);
    expect(await scores(3)).toEqual(found);
  }, 60_000);
});
