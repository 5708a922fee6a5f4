import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/**
 * How a model's rows come to be: `staging` lives in the engine's session, `partitioned` is replaced month by month,
 * `full` is replaced whole, `append` only grows.
 */
export type ModelKind = 'staging' | 'partitioned' | 'full' | 'append';

/**
 * Which part of a table a model reads: all of it, the months being computed (of bronze, with the operations, as they may be
 * on any month), everything since the first of them, or the operations alone.
 */
export type Take = 'all' | 'months' | 'since' | 'operations' | 'staging';

/** One SQL file of `models/` with its header. */
export interface Model {
  name: string;
  layer: string;
  kind: ModelKind;
  partition?: string;
  description: string;
  grain: string;
  keys: string[];
  inputs: { name: string; table: string; take: Take }[];
  columns: Record<string, string>;
  /** Queries that must return no row. */
  audits: { name: string; sql: string }[];
  sql: string;
}

interface Header {
  kind: ModelKind;
  partition?: string;
  description: string;
  grain: string;
  keys?: string[];
  inputs?: Record<string, Take | { table: string; take: Take }>;
  columns?: Record<string, string>;
  audits?: Record<string, string>;
}

const HEADER = /^\/\* ---\n([\s\S]*?)\n--- \*\/\n([\s\S]*)$/;

export function parseModel(name: string, layer: string, text: string): Model {
  const parts = HEADER.exec(text.replaceAll('\r\n', '\n'));
  if (!parts) throw new Error(`model ${layer}/${name}.sql does not begin with a header /* --- … --- */`);
  const header = parse(parts[1] ?? '') as Header;
  for (const key of ['kind', 'description', 'grain'] as const) {
    if (!header[key]) throw new Error(`the header of model ${layer}/${name}.sql lacks ${key}`);
  }
  return {
    name,
    layer,
    kind: header.kind,
    partition: header.partition,
    description: header.description,
    grain: header.grain,
    keys: header.keys ?? [],
    inputs: Object.entries(header.inputs ?? {}).map(([input, take]) =>
      typeof take === 'string' ? { name: input, table: input, take } : { name: input, ...take },
    ),
    columns: header.columns ?? {},
    audits: Object.entries(header.audits ?? {}).map(([audit, sql]) => ({ name: audit, sql })),
    sql: (parts[2] ?? '').trim(),
  };
}

/** All models of a folder `<layer>/<table>.sql`, by name. */
export function loadModels(folder: string): Map<string, Model> {
  const models = new Map<string, Model>();
  for (const layer of readdirSync(folder, { withFileTypes: true })) {
    if (!layer.isDirectory()) continue;
    for (const file of readdirSync(join(folder, layer.name))) {
      if (!file.endsWith('.sql')) continue;
      const name = file.slice(0, -'.sql'.length);
      if (models.has(name)) throw new Error(`two models are called ${name}`);
      models.set(name, parseModel(name, layer.name, readFileSync(join(folder, layer.name, file), 'utf8')));
    }
  }
  return models;
}

export const MODELS_FOLDER = join(import.meta.dirname, '..', 'models');

/** The models by name, once somebody needs them. */
export type Models = () => ReadonlyMap<string, Model>;

let shipped: ReadonlyMap<string, Model> | undefined;

/** Those that ship with the program. Read once: their headers take a while. */
export function shippedModels(): ReadonlyMap<string, Model> {
  return (shipped ??= loadModels(MODELS_FOLDER));
}
