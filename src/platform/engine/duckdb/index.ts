import { type EngineOptions, type EngineSession } from '../engine.js';
import { type QuerySession } from './duckdb-engine.js';

export { type QuerySession } from './duckdb-engine.js';

// DuckDB is loaded by who opens one: a start does not wait for it.

export async function openDuckDb(options: EngineOptions): Promise<EngineSession> {
  const engine = await import('./duckdb-engine.js');
  return engine.openDuckDb(options);
}

export async function openQuerySession(options: EngineOptions): Promise<QuerySession> {
  const engine = await import('./duckdb-engine.js');
  return engine.openQuerySession(options);
}
