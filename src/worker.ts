import { loadConfig } from './platform/config/index.js';
import { startWorker } from './server.js';
import { tellStartError } from './start-error.js';

try {
  await startWorker(loadConfig());
} catch (error) {
  tellStartError(error);
}
