import { type EngineSession } from './engine.js';

const INTERRUPT_MS = 100;

/**
 * Has an engine stop what it does once the signal is aborted; again and again, as an engine between two statements does not hear
 * it. Answers what ends the watch.
 */
export function interruptOn(
  signal: AbortSignal | undefined,
  session: Pick<EngineSession, 'interrupt'>,
): () => void {
  const watch = setInterval(() => signal?.aborted && session.interrupt(), INTERRUPT_MS);
  return () => clearInterval(watch);
}
