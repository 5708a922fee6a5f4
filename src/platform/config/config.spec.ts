import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError } from '../errors/app-error.js';
import { envExample, loadConfig } from './config.js';
import { SETTINGS } from './settings.js';

const MIB = 1024 * 1024;

function refusal(env: Record<string, string>): string {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
  throw new Error('was accepted');
}

describe('the settings', () => {
  it('have defaults for all', () => {
    const { values } = loadConfig({});
    expect(values).toMatchObject({
      home: resolve('.tillhouse'),
      host: '127.0.0.1',
      port: 8080,
      logLevel: 'info',
      engineThreads: availableParallelism(),
      maxLineBytes: 2 * MIB,
      gateMinRows: 1000,
      gateMinScore: 80,
      gateMaxQuarantined: 10,
      gateMaxDuplicates: 10,
      clvLifespanYears: 3,
      holidayCountry: 'GB',
      fiscalYearStartMonth: 1,
      currency: 'GBP',
      vacuumRetentionHours: 168,
    });
    expect(values.engineMemory).toBeGreaterThanOrEqual(128 * MIB);
    expect(values.engineMemory).toBeLessThanOrEqual(1024 * MIB);
  });

  it.each([
    ['TILLHOUSE_ENGINE_MEMORY', '800MB', 'engineMemory', 800_000_000],
    ['TILLHOUSE_ENGINE_MEMORY', '1.5 GiB', 'engineMemory', 1536 * MIB],
    ['TILLHOUSE_PORT', '0', 'port', 0],
    ['TILLHOUSE_GATE_MIN_SCORE', '72.5', 'gateMinScore', 72.5],
    ['TILLHOUSE_HOME', 'some/where', 'home', resolve('some/where')],
    ['TILLHOUSE_LOG_LEVEL', 'debug', 'logLevel', 'debug'],
    ['TILLHOUSE_CURRENCY', 'EUR', 'currency', 'EUR'],
  ] as const)('reads %s=%s', (name, text, key, value) => {
    expect(loadConfig({ [name]: text }).values[key]).toBe(value);
  });

  it.each(['TILLHOUSE_ADMIN_PASSWORD', 'TILLHOUSE_SECRET_KEYS', 'DATABASE_URL', 'REDIS_URL'])(
    'does not repeat a bad %s',
    (name) => {
      expect(refusal({ [name]: 'hunter2' })).toMatch(
        new RegExp(`^a setting is wrong: ${name} is not what it must be`),
      );
      expect(refusal({ [name]: 'hunter2' })).not.toContain('hunter2');
    },
  );

  it('takes an empty value as none', () => {
    expect(loadConfig({ TILLHOUSE_PORT: '' }).values.port).toBe(8080);
  });

  it.each([
    ['TILLHOUSE_PORT', '65536', 'a whole number from 0 to 65535'],
    ['TILLHOUSE_PORT', '80.5', 'a whole number from 0 to 65535'],
    ['TILLHOUSE_PORT', '0x50', 'a whole number from 0 to 65535'],
    ['TILLHOUSE_ENGINE_MEMORY', '1 MiB', 'at least 64MiB'],
    ['TILLHOUSE_ENGINE_MEMORY', '1000000000', 'a size such as 800MB'],
    ['TILLHOUSE_HOST', 'a b', 'a host name or address'],
    ['TILLHOUSE_HOME', ' ', 'a folder'],
    ['TILLHOUSE_HOLIDAY_COUNTRY', 'gb', 'two capital letters'],
    ['TILLHOUSE_FISCAL_YEAR_START_MONTH', '13', 'a whole number from 1 to 12'],
    ['TILLHOUSE_LOG_LEVEL', 'loud', 'one of fatal, error, warn, info, debug, trace'],
  ])('refuses %s=%s, with its value and rule', (name, text, rule) => {
    const message = refusal({ [name]: text });
    expect(message).toContain(`${name} is '${text}'`);
    expect(message).toContain(rule);
  });

  it('lists everything that is wrong at once, each with an example', () => {
    const message = refusal({ TILLHOUSE_PORT: 'x', TILLHOUSE_CURRENCY: 'pound', TILLHOUSE_HMOE: '/x' });
    expect(message).toContain('3 settings are wrong');
    expect(message).toContain('(for example 8080)');
    expect(message).toContain('(for example GBP)');
    expect(message).toContain('TILLHOUSE_HMOE is no setting; did you mean TILLHOUSE_HOME?');
  });

  it('suggests nothing for a name that is like none', () => {
    expect(refusal({ TILLHOUSE_SOMETHING_ELSE: '1' })).toBe(
      'a setting is wrong: TILLHOUSE_SOMETHING_ELSE is no setting',
    );
  });

  it('leaves other programs their variables', () => {
    expect(() => loadConfig({ PATH: '/bin', TILL: 'x' })).not.toThrow();
  });

  it('are described in .env.example as it is committed, with examples that are accepted', () => {
    const committed = readFileSync(join(import.meta.dirname, '..', '..', '..', '.env.example'), 'utf8');
    expect(committed).toBe(envExample());
    const lines = committed.split('\n').filter((line) => /^#[A-Z0-9_]+=/.test(line));
    const env = Object.fromEntries(lines.map((line) => line.slice(1).split('=') as [string, string]));
    expect(Object.keys(env)).toHaveLength(Object.keys(SETTINGS).length);
    expect(() => loadConfig(env)).not.toThrow();
  });
});
