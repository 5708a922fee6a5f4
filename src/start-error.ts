import { AppError } from './platform/errors/app-error.js';

/** Tells a person why a process did not start. */
export function tellStartError(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
  process.stderr.write(`error: ${error.message}\n${error.hint === undefined ? '' : `  ${error.hint}\n`}`);
  process.exitCode = 1;
}
