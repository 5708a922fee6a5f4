import { realpath } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import { AppError } from '../../../platform/errors/app-error.js';
import { discoverFiles } from './readers/discover.js';

/** The folders below which the API may be told to read files. */
export class RunRoots {
  constructor(private readonly roots: readonly string[]) {}

  /** The files meant, with symbolic links followed. Throws AppError where one is not below a root. */
  async files(given: readonly string[]): Promise<string[]> {
    for (const path of given) this.mustBeNamedBelow(path);
    const roots = await this.real();
    // Looked at before the folders are: what is outside is not even said to be there.
    for (const path of given) {
      const real = await realpath(fixedPart(path)).catch(() => undefined);
      if (real !== undefined && !isBelow(real, roots)) throw this.outside(path);
    }
    const found = await discoverFiles(given, '/');
    const files: string[] = [];
    for (const path of found) {
      if (!isBelow(await realpath(path), roots)) throw this.outside(path);
      files.push(path);
    }
    return files;
  }

  /** Throws AppError where a path is not below a root by its name. */
  mustBeNamedBelow(path: string): void {
    if (path.includes('\0') || /\p{Surrogate}/u.test(path))
      throw new AppError('invalid', 'a path has characters that no path has');
    const isPlain = isAbsolute(path) && !path.split(sep).includes('..');
    if (!isPlain || !isBelow(path, this.roots)) throw this.outside(path);
  }

  private async real(): Promise<string[]> {
    return Promise.all(this.roots.map((root) => realpath(root).catch(() => root)));
  }

  private outside(path: string): AppError {
    return new AppError('refused', `${path} is not below a folder that runs may read`, {
      hint:
        this.roots.length === 0
          ? 'Upload the file, or name folders in TILLHOUSE_RUN_ROOTS.'
          : `Give absolute paths below ${this.roots.join(', ')}, upload the file, or add its folder to TILLHOUSE_RUN_ROOTS.`,
    });
  }
}

function isBelow(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => path === root || path.startsWith(join(root, sep)));
}

/** The part of a path before a glob begins. */
function fixedPart(path: string): string {
  const parts = path.split(sep);
  const at = parts.findIndex((part) => /[*?[\]{}()!]/.test(part));
  return at === -1 ? path : parts.slice(0, at).join(sep) || sep;
}
