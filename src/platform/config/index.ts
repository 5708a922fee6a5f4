export { Config, envExample, loadConfig, loadConfigWith } from './config.js';
export { ConfigModule } from './config.module.js';
