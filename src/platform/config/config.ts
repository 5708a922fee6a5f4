import { AppError } from '../errors/app-error.js';
import { distance } from '../text/distance.js';
import { SETTINGS, type Setting, type SettingValues } from './settings.js';

/** More than these between two names, and one is not a misspelling of the other. */
const MOST_TYPOS = 4;

/** Their values are not for a log. */
const SECRETS = new Set(
  [
    SETTINGS.databaseUrl,
    SETTINGS.redisUrl,
    SETTINGS.secretKeys,
    SETTINGS.adminPassword,
    SETTINGS.backupPassphrase,
    SETTINGS.typesenseApiKey,
  ].map(({ env }) => env),
);

/** All settings, read once and checked. */
export class Config {
  constructor(readonly values: Readonly<SettingValues>) {}
}

/** Reads the environment. Throws AppError that lists every bad setting with its value and rule. */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(SETTINGS) as [string, Setting<unknown>][]) {
    const text = env[setting.env];
    try {
      values[key] = text === undefined || text === '' ? setting.default() : setting.parse(text);
    } catch (error) {
      problems.push(
        `${setting.env} is ${SECRETS.has(setting.env) ? 'not what it must be' : `'${text ?? ''}'`}, expected ${(error as Error).message} (for example ${setting.example})`,
      );
    }
  }
  const known = Object.values(SETTINGS).map((setting) => setting.env);
  for (const name of Object.keys(env)) {
    if (!name.startsWith('TILLHOUSE_') || known.includes(name)) continue;
    const [near] = known.toSorted((a, b) => distance(a, name) - distance(b, name));
    const isNear = near !== undefined && distance(near, name) <= MOST_TYPOS;
    problems.push(`${name} is no setting${isNear ? `; did you mean ${near}?` : ''}`);
  }
  if (problems.length > 0) {
    throw new AppError(
      'invalid',
      `${problems.length === 1 ? 'a setting is' : `${problems.length} settings are`} wrong: ${problems.join('; ')}`,
      {
        hint: 'All settings are described in .env.example.',
      },
    );
  }
  return new Config(values as unknown as SettingValues);
}

/** The environment with some settings in the place of its own. */
export function loadConfigWith(settings: Record<string, string>): Config {
  return loadConfig({ ...process.env, ...settings });
}

/** `.env.example` as text. */
export function envExample(): string {
  const blocks = Object.values(SETTINGS).map(
    (setting) =>
      `# ${setting.description}\n# Default: ${setting.shownDefault}\n#${setting.env}=${setting.example}\n`,
  );
  const head =
    '# Settings of Tillhouse, generated from src/platform/config/settings.ts by npm run generate:env.\n' +
    '# They are read from the environment, not from a file: export them, or start with\n' +
    '# node --env-file=<your copy of this> bin/tillhouse …\n';
  return `${head}\n${blocks.join('\n')}`;
}
