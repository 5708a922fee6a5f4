// npm run generate:client: the Prisma client of prisma/schema.prisma, where it is not up to date.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, generateClient } from './ensure.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
ensureInstalled(root);
generateClient(root);
