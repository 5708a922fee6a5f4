import { loadConfig } from './platform/config/index.js';
import { startServer } from './server.js';

await startServer(loadConfig());
