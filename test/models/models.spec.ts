import { RULES } from '../../src/modules/quality/index.js';
import { ModelBench, models, testsOf } from './model-bench.js';

let bench: ModelBench;
beforeAll(async () => {
  bench = await ModelBench.open();
});
afterAll(() => bench.close());

describe.each([...models.values()].map((model) => [`${model.layer}/${model.name}`, model] as const))(
  'model %s',
  (_, model) => {
    const tests = testsOf(model);

    it('has a test file with cases', () => {
      expect(tests?.cases.length).toBeGreaterThan(0);
    });

    it('names in its header exactly the columns of its SELECT', () => {
      expect(Object.keys(model.columns)).toEqual(bench.columns(model.name).map((c) => c.name));
      for (const key of model.keys) expect(Object.keys(model.columns)).toContain(key);
    });

    for (const one of tests?.cases ?? []) {
      it(one.name, async () => {
        await bench.start(one.inputs ?? {}, tests ?? {});
        await bench.compute(model);
        const { actual, expected } = await bench.compare(model, one.output, one.where);
        expect(actual).toEqual(expected);
        if (one.rows !== undefined) expect(await bench.rows(model)).toBe(one.rows);
        if (model.keys.length > 0) expect(await bench.repeatedKeys(model)).toEqual([]);
        for (const { name, sql } of model.audits) expect([name, await bench.audit(sql)]).toEqual([name, []]);
      });
    }

    it('plants a violation of each of its audits', () => {
      expect(Object.keys(tests?.violations ?? {}).sort()).toEqual(model.audits.map((a) => a.name).sort());
    });

    for (const { name, sql } of model.audits) {
      it(`audit ${name} finds a violation, and only that`, async () => {
        const relations = [...sql.matchAll(/\b(?:FROM|JOIN)\s+([a-z_]+)/g)].map(
          ([, relation = '']) => relation,
        );
        const empty = Object.fromEntries(relations.map((relation) => [relation, []]));
        await bench.start(empty, tests ?? {});
        expect(await bench.audit(sql)).toEqual([]);
        await bench.start({ ...empty, ...tests?.violations?.[name] }, tests ?? {});
        expect(await bench.audit(sql)).not.toEqual([]);
      });
    }
  },
);

it('the bits of the rules are those of the model lines, one for one', () => {
  const bits = [...(models.get('lines')?.sql ?? '').matchAll(/THEN (\d+) ELSE 0 END(?:\s*\||\s+AS errors)/g)];
  expect(bits.map(([, bit]) => Number(bit))).toEqual(RULES.map((rule) => rule.bit));
  expect(RULES.map((rule) => rule.bit)).toEqual(RULES.map((_, at) => 2 ** at));
});
