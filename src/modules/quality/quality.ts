import { join } from 'node:path';
import { type Config } from '../../platform/config/index.js';
import { type Lake } from '../../platform/lake/index.js';
import { type Bounds, LakeTables } from './data-access/lake-tables.js';
import { ProfileRepository } from './data-access/profile.repository.js';
import { QuarantineRepository } from './data-access/quarantine.repository.js';
import { ProfileService } from './service/profile.service.js';
import { QuarantineService } from './service/quarantine.service.js';

/** The services of this module that read the lake, put together from the settings. */
export interface Quality {
  quarantine: QuarantineService;
  profiles: ProfileService;
}

const MIB = 1024 * 1024;
/** Questions are guests of the API's process. */
const MOST_MEMORY = 256 * MIB;

export function createQuality({ values }: Config, lake: Lake, bounds: Partial<Bounds> = {}): Quality {
  const engine = {
    memoryBytes: Math.min(values.engineMemory, MOST_MEMORY),
    threads: values.engineThreads,
    tempDir: join(values.home, 'tmp', 'quality'),
  };
  const tables = new LakeTables(lake, engine, { atOnce: 2, timeMs: 20_000, ...bounds });
  return {
    quarantine: new QuarantineService(lake, new QuarantineRepository(tables)),
    profiles: new ProfileService(lake, new ProfileRepository(tables)),
  };
}
