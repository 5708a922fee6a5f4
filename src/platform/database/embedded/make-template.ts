// node make-template.js <folder>: an empty database, from which the embedded PostgreSQL of a new home starts. Part of the build.
import { rmSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';

const [folder = ''] = process.argv.slice(2);
rmSync(folder, { recursive: true, force: true });
const db = await PGlite.create({ dataDir: folder });
await db.exec('CHECKPOINT');
await db.close();
