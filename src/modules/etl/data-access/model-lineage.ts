import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Lineage } from '../domain/lineage.js';
import { type Model } from './model.js';

interface Node {
  name: string;
  source_kind: string;
  source_name: string;
  downstream: Node[];
}

/** Tables and columns as the models' SQL connects them. Takes seconds, in which others get their turn. */
export async function lineageOf(models: ReadonlyMap<string, Model>): Promise<Lineage> {
  const { init, lineage } = await import('@polyglot-sql/sdk');
  await init();
  const tables = new Map([...models.values()].map(({ name, layer }) => [name, { name, layer }]));
  const edges: Lineage['edges'] = [];
  const columns: Lineage['columns'] = [];
  for (const model of models.values()) {
    const tableOf = new Map(model.inputs.map(({ name, table }) => [name, table]));
    for (const from of new Set(tableOf.values())) {
      // What no model makes is the files' rows or reference data.
      if (!tables.has(from)) tables.set(from, { name: from, layer: 'source' });
      edges.push({ from, to: model.name });
    }
    // The parser does not know `//`, which has the operands of `/`.
    const sql = model.sql.replaceAll(' // ', ' / ');
    for (const column of Object.keys(model.columns)) {
      await nextTurn();
      const found = lineage(column, sql, 'duckdb');
      if (!found.success || !found.lineage)
        throw new Error(`the lineage of ${model.name}.${column} cannot be told: ${found.error ?? ''}`);
      const from = new Map(
        leaves(found.lineage).map((node) => {
          const source = tableOf.get(node.source_name) ?? node.source_name;
          const name = node.name.slice(node.name.lastIndexOf('.') + 1);
          return [`${source}.${name}`, { table: source, column: name }];
        }),
      );
      columns.push({ table: model.name, column, from: [...from.values()] });
    }
  }
  return { tables: [...tables.values()], edges, columns };
}

function leaves(node: Node): Node[] {
  if (node.source_kind === 'table') return [node];
  return node.downstream.flatMap(leaves);
}
