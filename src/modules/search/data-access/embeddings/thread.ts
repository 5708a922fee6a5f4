// A thread that makes the compact file of a model: {source, target, name, version, most}.
import { Readable } from 'node:stream';
import { workerData } from 'node:worker_threads';
import { writeWhole } from '../../../../platform/files/write-whole.js';
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
const model = await readPackage(source, options);
await writeWhole(target, Readable.from([encodeModel(model)]), 0o666);
