import { loadConfig } from './platform/config/index.js';
import { startServer } from './server.js';
import { tellStartError } from './start-error.js';

try {
  await startServer(loadConfig());
} catch (error) {
  tellStartError(error);
}
