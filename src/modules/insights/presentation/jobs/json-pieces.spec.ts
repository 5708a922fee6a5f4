import { jsonInPieces } from './json-pieces.js';

describe('JSON in pieces', () => {
  it('is the JSON of the whole', async () => {
    const answer = {
      data: { series: [{ value: 'A "b"', forecast: [{ baseline: 1 }] }, null], none: [], left: undefined },
      caveats: ['one', undefined],
      confidence: { level: 'low', more: { deep: { deeper: [1, [2]] } } },
    };
    const pieces: string[] = [];
    for await (const piece of jsonInPieces(answer)) pieces.push(piece);
    expect(JSON.parse(pieces.join(''))).toEqual(JSON.parse(JSON.stringify(answer)));
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(60);
  });

  it('lets others have their turn between pieces', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const series = Array.from({ length: 200 }, (_, at) => ({ days: new Array<number>(1_000).fill(at) }));
    for await (const piece of jsonInPieces({ data: { series } })) void piece;
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });
});
