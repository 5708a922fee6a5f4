import { join } from 'node:path';
import { LocalStorage } from '../storage/local-storage.js';
import { Lake } from './lake.js';

/** The lake of a home folder. */
export function openLake(home: string): Lake {
  return new Lake(new LocalStorage(join(home, 'lake')));
}
