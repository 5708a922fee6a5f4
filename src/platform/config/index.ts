export { Config, envExample, loadConfig } from './config.js';
