import { loadConfig } from './platform/config/index.js';
import { openDatabase } from './platform/database/index.js';
import { tellStartError } from './start-error.js';

try {
  const config = loadConfig();
  // The embedded database takes a second to start, and so do the modules to load.
  const opening = openDatabase(config);
  opening.catch(() => undefined);
  const { startServer } = await import('./server.js');
  await startServer(config, opening);
} catch (error) {
  tellStartError(error);
}
