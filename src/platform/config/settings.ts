import { availableParallelism, totalmem } from 'node:os';
import { resolve } from 'node:path';

/** One setting: its name in the environment, how it is read, and what it is for. */
export interface Setting<T> {
  env: string;
  /** Throws an Error whose message is the rule. */
  parse: (text: string) => T;
  /** Worked out on this machine where it is not a constant. */
  default: () => T;
  /** What `.env.example` shows as the default. */
  shownDefault: string;
  description: string;
  example: string;
}

const MIB = 1024 * 1024;

function integer(min: number, max: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^-?\d+$/.test(text) || value < min || value > max)
      throw new Error(`a whole number from ${min} to ${max}`);
    return value;
  };
}

function decimal(min: number, max: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^-?\d+(\.\d+)?$/.test(text) || value < min || value > max)
      throw new Error(`a number from ${min} to ${max}`);
    return value;
  };
}

function oneOf<T extends string>(...values: T[]) {
  return (text: string): T => {
    const found = values.find((value) => value === text);
    if (found === undefined) throw new Error(`one of ${values.join(', ')}`);
    return found;
  };
}

function matching(pattern: RegExp, rule: string) {
  return (text: string): string => {
    if (!pattern.test(text)) throw new Error(rule);
    return text;
  };
}

function bytes(min: number) {
  return (text: string): number => {
    const parts = /^(\d+(?:\.\d+)?) ?(KB|MB|GB|KiB|MiB|GiB)$/i.exec(text);
    const units: Record<string, number> = { kb: 1e3, mb: 1e6, gb: 1e9, kib: 1024, mib: MIB, gib: 1024 * MIB };
    const value = parts ? Math.floor(Number(parts[1]) * (units[(parts[2] ?? '').toLowerCase()] ?? 0)) : 0;
    if (value < min) throw new Error(`a size such as 800MB or 1GiB, at least ${Math.round(min / MIB)}MiB`);
    return value;
  };
}

function setting<T>(
  env: string,
  parse: (text: string) => T,
  shownDefault: string,
  description: string,
  example?: string,
  fallback?: () => T,
): Setting<T> {
  return {
    env,
    parse,
    default: fallback ?? (() => parse(shownDefault)),
    shownDefault,
    description,
    example: example ?? shownDefault,
  };
}

/** A quarter of the memory that this process may use, and 1 GiB at most: what is beyond it spills to disk. */
function defaultEngineMemory(): number {
  // The control group's limit; 0 or an immense number where there is none.
  const limit = process.constrainedMemory() || Infinity;
  return Math.max(128 * MIB, Math.min(1024 * MIB, Math.floor(Math.min(totalmem(), limit) / 4)));
}

/** Every setting there is. `.env.example` is generated from this table. */
export const SETTINGS = {
  home: setting(
    'TILLHOUSE_HOME',
    (text) => resolve(matching(/\S/, 'a folder')(text)),
    '.tillhouse',
    'Folder of the lake and everything else that is kept.',
    '/var/lib/tillhouse',
  ),
  host: setting(
    'TILLHOUSE_HOST',
    matching(/^[\w.:-]+$/, 'a host name or address'),
    '127.0.0.1',
    'Address that the server listens on. There is no authentication yet: keep it on loopback.',
  ),
  port: setting('TILLHOUSE_PORT', integer(0, 65_535), '8080', 'Port of the server; 0 takes any free one.'),
  logLevel: setting(
    'TILLHOUSE_LOG_LEVEL',
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace'),
    'info',
    'How much the server logs.',
  ),
  databaseUrl: setting(
    'DATABASE_URL',
    matching(/^(postgres(ql)?:\/\/.*)?$/, 'postgresql://user:password@host:5432/database'),
    '',
    'PostgreSQL server of the warehouse and the runs; without it an embedded one in the home folder.',
    'postgresql://tillhouse:password@localhost:5432/tillhouse',
  ),
  redisUrl: setting(
    'REDIS_URL',
    matching(/^(rediss?:\/\/.*)?$/, 'redis://host:6379'),
    '',
    'Redis server of the job queue; without it the queue is a table of the database.',
    'redis://localhost:6379',
  ),
  lakeUri: setting(
    'LAKE_URI',
    matching(/^(s3:\/\/[a-z0-9][a-z0-9.-]+(\/.*)?)?$/, 's3://bucket/prefix'),
    '',
    'Object store of the lake; without it the lake is a folder of the home. The credentials are those that the AWS SDK finds.',
    's3://company-data/tillhouse',
  ),
  s3Endpoint: setting(
    'TILLHOUSE_S3_ENDPOINT',
    matching(/^(https?:\/\/.+)?$/, 'an address such as https://minio.example.org:9000'),
    '',
    "Address of an S3 store that is not Amazon's.",
    'https://minio.example.org:9000',
  ),
  s3Region: setting(
    'TILLHOUSE_S3_REGION',
    matching(/^[\w-]+$/, 'a region'),
    'us-east-1',
    'Region of the S3 bucket.',
  ),
  sources: setting(
    'TILLHOUSE_SOURCES',
    (text) => (text === '' ? '' : resolve(text)),
    '',
    'YAML file of the sources that the server brings in by itself, on a schedule or as files come.',
    '/etc/tillhouse/sources.yaml',
  ),
  runRoots: setting(
    'TILLHOUSE_RUN_ROOTS',
    (text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .map((part) => resolve(part)),
    '',
    'Folders, separated by commas, below which the API may be told to read files; none but the uploads without it.',
    '/data/inbox,/data/archive',
  ),
  uploadLimit: setting(
    'TILLHOUSE_UPLOAD_LIMIT',
    bytes(MIB),
    '2GB',
    'Most bytes of one upload, all its files together.',
  ),
  worker: setting(
    'TILLHOUSE_WORKER',
    oneOf('on', 'off'),
    'on',
    'Whether the server does jobs too; off where workers of their own do them.',
  ),
  engineMemory: setting(
    'TILLHOUSE_ENGINE_MEMORY',
    bytes(64 * MIB),
    'a quarter of the memory, at most 1GiB',
    'Soft memory limit of the engine; beyond it the engine spills to disk.',
    '2GiB',
    defaultEngineMemory,
  ),
  engineThreads: setting(
    'TILLHOUSE_ENGINE_THREADS',
    integer(1, 256),
    'one a core',
    'Threads of the engine.',
    '4',
    () => availableParallelism(),
  ),
  maxLineBytes: setting(
    'TILLHOUSE_MAX_LINE_BYTES',
    integer(1024, 1024 * MIB),
    '2097152',
    'Longest line of a text file that is accepted, in bytes.',
  ),
  gateMinRows: setting(
    'TILLHOUSE_GATE_MIN_ROWS',
    integer(0, 1_000_000_000),
    '1000',
    'Smaller batches are not judged by the gate.',
  ),
  gateMinScore: setting(
    'TILLHOUSE_GATE_MIN_SCORE',
    decimal(0, 100),
    '80',
    'Lowest quality score that the gate lets pass.',
  ),
  gateMaxQuarantined: setting(
    'TILLHOUSE_GATE_MAX_QUARANTINED_PERCENT',
    decimal(0, 100),
    '10',
    'Largest share of quarantined rows that the gate lets pass, percent.',
  ),
  gateMaxDuplicates: setting(
    'TILLHOUSE_GATE_MAX_DUPLICATES_PERCENT',
    decimal(0, 100),
    '10',
    'Largest share of copies within a batch that the gate lets pass, percent.',
  ),
  clvLifespanYears: setting(
    'TILLHOUSE_CLV_LIFESPAN_YEARS',
    decimal(0.1, 100),
    '3',
    'Expected lifespan of a customer in years, for the lifetime value.',
  ),
  holidayCountry: setting(
    'TILLHOUSE_HOLIDAY_COUNTRY',
    matching(/^[A-Z]{2}$/, 'an ISO 3166-1 code of two capital letters'),
    'GB',
    'Country whose public holidays dim_date marks.',
  ),
  fiscalYearStartMonth: setting(
    'TILLHOUSE_FISCAL_YEAR_START_MONTH',
    integer(1, 12),
    '1',
    'First month of the fiscal year, 1 to 12.',
  ),
  currency: setting(
    'TILLHOUSE_CURRENCY',
    matching(/^[A-Z]{3}$/, 'an ISO 4217 code of three capital letters'),
    'GBP',
    'Currency of the amounts.',
  ),
  vacuumRetentionHours: setting(
    'TILLHOUSE_VACUUM_RETENTION_HOURS',
    decimal(0, 1_000_000),
    '168',
    'How long a former version of the lake stays readable, in hours.',
  ),
  jobRetentionHours: setting(
    'TILLHOUSE_JOB_RETENTION_HOURS',
    decimal(0, 1_000_000),
    '720',
    'How long finished jobs and the records of finished runs are kept, in hours. Reports of runs that committed stay in the lake.',
  ),
  retentionSchedule: setting(
    'TILLHOUSE_RETENTION_SCHEDULE',
    matching(/^(\S+\s+){4,5}\S+$/, 'a cron expression'),
    '17 3 * * *',
    'When the server deletes what need not be kept any longer; a cron expression, UTC.',
  ),
} as const;

export type SettingValues = { [K in keyof typeof SETTINGS]: ReturnType<(typeof SETTINGS)[K]['default']> };
