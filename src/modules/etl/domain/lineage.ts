export interface ColumnRef {
  table: string;
  column: string;
}

export interface Lineage {
  tables: { name: string; layer: string }[];
  /** From a table that is read to the one that is made of it. */
  edges: { from: string; to: string }[];
  /** What each column is computed from; nothing where it is a constant or comes from outside. */
  columns: (ColumnRef & { from: ColumnRef[] })[];
}

/** What lies up- and downstream of a table, or of one of its columns. Undefined where there is no such thing. */
export function around(lineage: Lineage, table: string, column?: string): Lineage | undefined {
  return column === undefined ? aroundTable(lineage, table) : aroundColumn(lineage, table, column);
}

function aroundTable(lineage: Lineage, table: string): Lineage | undefined {
  if (!lineage.tables.some(({ name }) => name === table)) return undefined;
  const up = reach(table, (name) => lineage.edges.filter(({ to }) => to === name).map(({ from }) => from));
  const down = reach(table, (name) => lineage.edges.filter(({ from }) => from === name).map(({ to }) => to));
  const kept = new Set([...up, ...down]);
  return {
    tables: lineage.tables.filter(({ name }) => kept.has(name)),
    edges: lineage.edges.filter(
      ({ from, to }) => (up.has(from) && up.has(to)) || (down.has(from) && down.has(to)),
    ),
    columns: lineage.columns
      .filter((one) => kept.has(one.table))
      .map((one) => ({ ...one, from: one.from.filter((source) => kept.has(source.table)) })),
  };
}

function aroundColumn(lineage: Lineage, table: string, column: string): Lineage | undefined {
  const id = (one: ColumnRef) => `${one.table}.${one.column}`;
  const start = id({ table, column });
  if (!lineage.columns.some((one) => id(one) === start)) return undefined;
  const sources = new Map(lineage.columns.map((one) => [id(one), one.from.map(id)]));
  const targets = new Map<string, string[]>();
  for (const [to, from] of sources)
    for (const one of from) targets.set(one, [...(targets.get(one) ?? []), to]);
  const up = reach(start, (one) => sources.get(one) ?? []);
  const down = reach(start, (one) => targets.get(one) ?? []);
  const kept = new Set([...up, ...down]);
  const columns = lineage.columns
    .filter((one) => kept.has(id(one)))
    .map((one) => ({
      ...one,
      from: one.from.filter((source) => (up.has(id(one)) ? up : down).has(id(source))),
    }));
  const edges = new Map(
    columns.flatMap(({ table: to, from }) =>
      from.map((source) => [`${source.table} ${to}`, { from: source.table, to }] as const),
    ),
  );
  const tables = new Set(columns.map((one) => one.table));
  return {
    tables: lineage.tables.filter(({ name }) => tables.has(name)),
    edges: [...edges.values()],
    columns,
  };
}

function reach(start: string, next: (from: string) => string[]): Set<string> {
  const seen = new Set([start]);
  for (const one of seen) for (const other of next(one)) seen.add(other);
  return seen;
}
