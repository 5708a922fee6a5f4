// Writes .env.example from the table of settings; `--check` compares instead.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './ensure.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
ensureBuilt(root);
const { envExample } = await import('../dist/platform/config/index.js');
const path = join(root, '.env.example');
if (!process.argv.includes('--check')) writeFileSync(path, envExample());
else if (readFileSync(path, 'utf8') !== envExample()) {
  console.error('.env.example is not what the settings say: npm run generate:env');
  process.exitCode = 1;
}
