import { type SourceMapping, toMapping } from './mapping.js';

/** Files that are brought in without being asked for each time. */
export interface Source {
  name: string;
  /** Files, folders, globs. */
  paths: string[];
  mapping: SourceMapping;
  /** When they are all looked at: a cron expression of five or six fields, in UTC. */
  schedule?: string;
  /** New files are picked up as they come. */
  sensor?: Sensor;
}

export interface Sensor {
  /** A file that has not changed for so long is finished. */
  stableSeconds: number;
  /** What becomes of a file that was picked up: it stays where it is, or goes to a folder. */
  after: 'keep' | 'move';
  /** Below it, `done` or `refused`; beside the file by default. */
  moveTo?: string;
}

export class SourcesError extends Error {}

const KEYS = ['name', 'paths', 'mapping', 'schedule', 'sensor'];
const SENSOR_KEYS = ['stable_seconds', 'after', 'move_to'];
const CRON = /^(\S+\s+){4,5}\S+$/;

/** Reads `sources:` of what YAML gave. Throws SourcesError, which names the source and the key. */
export function toSources(value: unknown): Source[] {
  const list = isObject(value) ? value['sources'] : undefined;
  if (!Array.isArray(list)) throw new SourcesError('expected a list under the key sources');
  const sources = list.map((entry, at) => toSource(entry, at));
  const names = sources.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new SourcesError(`two sources are called ${twice}`);
  return sources;
}

function toSource(value: unknown, at: number): Source {
  if (!isObject(value)) throw new SourcesError(`source ${at + 1} must be an object`);
  const name = value['name'];
  if (typeof name !== 'string' || !/^[\w.-]+$/.test(name))
    throw new SourcesError(`source ${at + 1}: name must be letters, digits, '.', '_' and '-'`);
  const wrong = (rule: string): never => {
    throw new SourcesError(`source ${name}: ${rule}`);
  };
  for (const key of Object.keys(value)) {
    if (!KEYS.includes(key)) wrong(`'${key}' is no key of a source; known are ${KEYS.join(', ')}`);
  }
  const given = value['paths'];
  const paths = typeof given === 'string' ? [given] : given;
  if (!Array.isArray(paths) || paths.length === 0 || !paths.every((path) => typeof path === 'string'))
    return wrong('paths must be a file, folder or glob, or a list of them');
  const schedule = value['schedule'];
  if (schedule !== undefined && (typeof schedule !== 'string' || !CRON.test(schedule.trim())))
    return wrong(`schedule must be a cron expression such as '*/15 * * * *'`);
  const sensor = value['sensor'] === undefined ? undefined : toSensor(value['sensor'], wrong);
  if (schedule === undefined && !sensor) wrong('it needs a schedule or a sensor');
  return {
    name,
    paths,
    mapping: toMapping(value['mapping'] ?? {}),
    schedule: schedule,
    sensor,
  };
}

function toSensor(value: unknown, wrong: (rule: string) => never): Sensor {
  // `sensor: true` takes what is usual.
  const given = value === true ? {} : value;
  if (!isObject(given)) return wrong('sensor must be true or an object');
  for (const key of Object.keys(given)) {
    if (!SENSOR_KEYS.includes(key))
      wrong(`'${key}' is no key of a sensor; known are ${SENSOR_KEYS.join(', ')}`);
  }
  const stableSeconds = given['stable_seconds'] ?? 5;
  if (typeof stableSeconds !== 'number' || stableSeconds < 0 || stableSeconds > 86_400)
    return wrong('sensor.stable_seconds must be a number from 0 to 86400');
  const after = given['after'] ?? 'keep';
  if (after !== 'keep' && after !== 'move') return wrong('sensor.after must be keep or move');
  const moveTo = given['move_to'];
  if (moveTo !== undefined && typeof moveTo !== 'string') return wrong('sensor.move_to must be a folder');
  return { stableSeconds, after, moveTo };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
