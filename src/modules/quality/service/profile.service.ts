import { LRUCache } from 'lru-cache';
import { AppError } from '../../../platform/errors/app-error.js';
import { type Lake, type TableState } from '../../../platform/lake/index.js';
import { type ProfileRepository } from '../data-access/profile.repository.js';
import { type TableProfile } from '../domain/profile.js';

const MOST_KEPT = 64;

/** What is in the columns of the lake's tables. A profile is kept for as long as its table does not change. */
export class ProfileService {
  private readonly kept = new LRUCache<string, Promise<TableProfile>>({ max: MOST_KEPT });
  /** Since the start. */
  readonly counts = { hits: 0, misses: 0 };

  constructor(
    private readonly lake: Lake,
    private readonly profiles: Pick<ProfileRepository, 'profile'>,
  ) {}

  /** Throws AppError where there is no such table, or no such version that can be read. */
  async profile(name: string, at?: number): Promise<{ version: number; profile: TableProfile }> {
    const head = await this.lake.state();
    const oldest = this.lake.oldestReadable(head);
    if (at !== undefined && (at < oldest || at > head.version)) {
      throw new AppError(
        'not_found',
        `version ${at} cannot be read; the lake has ${oldest} to ${head.version}`,
      );
    }
    const state = at === undefined ? head : await this.lake.state(at);
    const table = Object.hasOwn(state.tables, name) ? state.tables[name] : undefined;
    if (!table) {
      const names = Object.keys(state.tables).sort().join(', ');
      throw new AppError('not_found', `there is no table ${name}`, {
        hint: names === '' ? 'The lake is empty: bring some files first.' : `Tables: ${names}.`,
      });
    }
    return { version: state.version, profile: await this.of(table) };
  }

  private of(table: TableState): Promise<TableProfile> {
    // The id is made with the table, and its version changes with its rows.
    const key = `${table.metaData.id}/${table.deltaVersion}`;
    const kept = this.kept.get(key);
    if (kept) {
      this.counts.hits++;
      return kept;
    }
    this.counts.misses++;
    const profile = this.profiles.profile(table);
    this.kept.set(key, profile);
    profile.catch(() => this.kept.delete(key));
    return profile;
  }
}
