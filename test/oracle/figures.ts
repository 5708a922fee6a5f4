import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PYTHON = join(import.meta.dirname, '..', '..', '.cache', 'venv', 'bin', 'python');

/** What a script beside this file computes from the folder of some sales files, with pandas. Throws where Python is not there. */
export function figuresOf<T>(script: string, files: readonly string[]): T {
  if (!existsSync(PYTHON))
    throw new Error('scripts/ensure-readers.sh has not run: Python with pandas is missing');
  const folder = dirname(files[0] ?? '');
  const options = { encoding: 'utf8' as const, maxBuffer: 1 << 28 };
  return JSON.parse(execFileSync(PYTHON, [join(import.meta.dirname, script), folder], options)) as T;
}
