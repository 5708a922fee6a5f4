import { loadConfig } from './platform/config/index.js';
import { AppError } from './platform/errors/app-error.js';
import { startServer } from './server.js';

try {
  await startServer(loadConfig());
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  process.stderr.write(`error: ${error.message}\n${error.hint === undefined ? '' : `  ${error.hint}\n`}`);
  process.exitCode = 1;
}
