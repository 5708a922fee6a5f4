export { Config, envExample, loadConfig, loadConfigWith } from './config.js';
