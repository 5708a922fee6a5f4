// A thread that makes the compact file of a model: {source, target, name, version, most}.
import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { encodeModel } from './compact-file.js';
import { readPackage } from './read-package.js';

export interface Making {
  source: string;
  target: string;
  name: string;
  version: string;
  most: number;
}

const { source, target, ...options } = workerData as Making;
const file = encodeModel(await readPackage(source, options));
// Whole or not at all, also where several make it at once.
const part = `${target}.${randomUUID()}.part`;
try {
  writeFileSync(part, file);
  renameSync(part, target);
} finally {
  rmSync(part, { force: true });
}
