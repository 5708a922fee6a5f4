// npm run build: compiles, and leaves the stamp by which the other commands know that it is fresh.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, ensureInstalled } from './ensure.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
ensureInstalled(root);
build(root);
