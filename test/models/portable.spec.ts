import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { models } from './model-bench.js';

const DOCS = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'models.md'), 'utf8');

/** First cells of the table under a heading of docs/models.md. */
function listed(heading: string): Set<string> {
  const section = DOCS.split(/^## /m).find((text) => text.startsWith(heading)) ?? '';
  return new Set([...section.matchAll(/^\| `(.+?)` /gm)].map(([, cell = '']) => cell.replaceAll('\\|', '|')));
}

const NAMED = listed('Named functions');
const FUNCTIONS = listed('Functions of the dialect');
const EXTENSIONS = listed('Words and operators');

const STANDARD_WORDS = new Set(
  `ALL AND AS ASC BETWEEN BIGINT BOOLEAN BY CASE CAST CROSS DATE DAY DECIMAL DESC DISTINCT DOUBLE ELSE END EXISTS FALSE
   FROM FULL GROUP HAVING HOUR IN INNER INTEGER INTERVAL IS JOIN LEFT LIKE NOT NULL NULLS LAST FIRST ON OR ORDER OVER PARTITION
   PRECEDING ROWS SELECT THEN TRUE UNBOUNDED UNION VARCHAR WHEN WHERE WITH YEAR`.split(/\s+/),
);
const STANDARD_OPERATORS = new Set(['=', '<>', '<', '>', '<=', '>=', '+', '-', '*', '/', '||']);
/** Words that open a bracket and are no functions. */
const BEFORE_BRACKET =
  /^(AS|CAST|DECIMAL|EXCLUDE|FROM|IN|ON|OVER|SETS|WHEN|AND|OR|NOT|THEN|ELSE|BY|VALUES|EXISTS|JOIN|SELECT|WHERE)$/;

interface Found {
  functions: Set<string>;
  problems: string[];
}

function check(sql: string): Found {
  const text = sql
    .replaceAll(/--[^\n]*/g, ' ')
    .replaceAll(/\/\*[\s\S]*?\*\//g, ' ')
    .replaceAll(/'(?:[^']|'')*'/g, " '' ");
  const problems: string[] = [];
  const functions = new Set<string>();
  for (const [, name = ''] of text.matchAll(/\b([A-Za-z_]\w*)\s*\(/g)) {
    if (BEFORE_BRACKET.test(name)) continue;
    functions.add(name);
    if (!NAMED.has(name) && !FUNCTIONS.has(name)) problems.push(`function ${name}`);
  }
  const words = new Set([...EXTENSIONS].flatMap((syntax) => syntax.split(' ')));
  for (const [word] of text.matchAll(/\b[A-Z][A-Z_]+\b/g))
    if (!STANDARD_WORDS.has(word) && !words.has(word)) problems.push(`word ${word}`);
  for (const [operator] of text.matchAll(/[^\w\s',.()]+/g))
    if (!STANDARD_OPERATORS.has(operator) && !EXTENSIONS.has(operator)) problems.push(`operator ${operator}`);
  // Keywords are capitals, so that a lower-case one does not slip through as a column's name.
  for (const [word] of text.matchAll(
    /\b(qualify|filter|exclude|using|pivot|sample|asof|positional|lambda|ilike)\b/g,
  ))
    problems.push(`word ${word}`);
  if (/\bGROUP\s+BY\s+ALL\b/.test(text)) problems.push('GROUP BY ALL');
  if (/\bDISTINCT\s+ON\b/.test(text)) problems.push('DISTINCT ON');
  return { functions, problems };
}

describe('the models keep to the portable part of the dialect', () => {
  it.each([...models.values()].map((model) => [`${model.layer}/${model.name}`, model] as const))(
    '%s',
    (_, model) => {
      expect(check(model.sql).problems).toEqual([]);
      for (const audit of model.audits)
        expect([audit.name, check(audit.sql).problems]).toEqual([audit.name, []]);
    },
  );

  it('EXCLUDE stands in bronze alone', () => {
    const others = [...models.values()].filter((m) => m.layer !== 'bronze' && /\bEXCLUDE\b/.test(m.sql));
    expect(others.map((m) => m.name)).toEqual([]);
  });

  it('regexp_replace replaces all, not the first', () => {
    for (const model of models.values()) {
      const calls = model.sql.match(/regexp_replace\(/g)?.length ?? 0;
      expect(model.sql.match(/regexp_replace\([^\n]*?, 'g'\)/g)?.length ?? 0).toBe(calls);
    }
  });

  it('docs/models.md lists no function that no model uses', () => {
    const used = new Set(
      [...models.values()].flatMap((m) =>
        [m.sql, ...m.audits.map((a) => a.sql)].flatMap((sql) => [...check(sql).functions]),
      ),
    );
    expect([...NAMED, ...FUNCTIONS].filter((name) => !used.has(name))).toEqual([]);
  });

  it.each([
    ['SELECT count(*) FILTER (WHERE a > 1) FROM t', 'word FILTER'],
    ['SELECT a FROM t QUALIFY row_number() OVER (ORDER BY a) = 1', 'word QUALIFY'],
    ['SELECT a::INTEGER FROM t', 'operator ::'],
    ["SELECT * FROM read_parquet('x')", 'function read_parquet'],
    ['SELECT [1, 2]', 'operator ['],
    ['SELECT {a: 1}', 'operator {'],
    ['SELECT a, sum(b) FROM t GROUP BY ALL', 'GROUP BY ALL'],
    ['SELECT DISTINCT ON (a) a FROM t', 'DISTINCT ON'],
    ['SELECT a FROM t JOIN u USING (a)', 'word USING'],
    ['SELECT list_transform(a, x -> x + 1) FROM t', 'operator ->'],
    ['SELECT a FROM t qualify true', 'word qualify'],
    ['SELECT a ^ 2 FROM t', 'operator ^'],
  ])('finds fault with %s', (sql, problem) => {
    expect(check(sql).problems).toContain(problem);
  });

  it('is not led astray by texts and comments', () => {
    expect(check("SELECT 'QUALIFY :: read_csv(' AS a -- FILTER (\nFROM t /* :: */").problems).toEqual([]);
  });
});
