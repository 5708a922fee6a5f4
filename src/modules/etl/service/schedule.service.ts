import { CronTime } from 'cron';
import { AppError } from '../../../platform/errors/app-error.js';
import { type RunRoots } from '../data-access/run-roots.js';
import { type ScheduleRepository } from '../data-access/schedule.repository.js';
import { NO_MAPPING } from '../domain/mapping.js';
import { type Schedule, type Tick } from '../domain/schedule.js';
import { type RunDispatcher } from './run-dispatcher.service.js';
import { type SourceService } from './source.service.js';

export interface ScheduleView extends Schedule {
  /** Where it is kept: the sources file, which nobody writes to here, or the database. */
  origin: 'file' | 'api';
  next_run_at: string | null;
}

const MOST_SCHEDULES = 500;

/** The schedules of the database, beside those of the sources file. */
export class ScheduleService {
  constructor(
    private readonly schedules: ScheduleRepository,
    private readonly sources: SourceService,
    private readonly roots: RunRoots,
    private readonly dispatcher: RunDispatcher,
    private readonly maxLineBytes: number,
  ) {}

  async list(): Promise<ScheduleView[]> {
    const kept = (await this.schedules.all()).map((one) => view(one, 'api'));
    return [...this.ofFile(), ...kept].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Creates or replaces a schedule. Throws AppError. */
  async put(schedule: Schedule): Promise<ScheduleView> {
    this.mustNotBeOfFile(schedule.name);
    mustFire(schedule);
    if ((schedule.source === null) === (schedule.paths === null))
      throw new AppError('invalid', 'a schedule has either source or paths');
    if (schedule.source !== null && !this.sources.sources.some(({ name }) => name === schedule.source)) {
      throw new AppError('invalid', `source: there is no source ${schedule.source}`, {
        hint: 'The file that TILLHOUSE_SOURCES names has the sources.',
      });
    }
    for (const path of schedule.paths ?? []) this.roots.mustBeNamedBelow(path);
    if (!(await this.schedules.put(schedule, MOST_SCHEDULES))) {
      throw new AppError('conflict', `there are ${MOST_SCHEDULES} schedules, which is the most`, {
        hint: 'Remove one, or give one several paths.',
      });
    }
    return view(schedule, 'api');
  }

  /** Throws AppError. */
  async remove(name: string): Promise<void> {
    this.mustNotBeOfFile(name);
    if (!(await this.schedules.remove(name))) {
      throw new AppError('not_found', `there is no schedule ${name}`, {
        hint: 'GET /api/v1/etl/schedules lists all.',
      });
    }
  }

  /** Those that fire. */
  async enabled(): Promise<Schedule[]> {
    return (await this.schedules.all()).filter(({ enabled }) => enabled);
  }

  /**
   * Asks for the run of a schedule and answers its id; undefined where it was removed or switched off since, or a later tick
   * has asked already.
   */
  async submit(tick: Tick): Promise<string | undefined> {
    const schedule = await this.schedules.find(tick.schedule);
    if (!schedule?.enabled) return undefined;
    if (schedule.source !== null) return this.sources.submit(schedule.source, tick);
    const paths = await this.roots.files(schedule.paths ?? []);
    return this.dispatcher.submitTick(
      tick,
      { kind: 'run', paths, mapping: NO_MAPPING, maxLineBytes: this.maxLineBytes },
      `schedule ${schedule.name}`,
    );
  }

  private ofFile(): ScheduleView[] {
    return this.sources.sources.flatMap(({ name, schedule }) =>
      schedule === undefined
        ? []
        : [
            view(
              { name, cron: schedule, time_zone: 'UTC', source: name, paths: null, enabled: true },
              'file',
            ),
          ],
    );
  }

  private mustNotBeOfFile(name: string): void {
    if (!this.ofFile().some((one) => one.name === name)) return;
    throw new AppError('conflict', `schedule ${name} is of the sources file`, {
      hint: 'Change it in the file that TILLHOUSE_SOURCES names, or take another name.',
    });
  }
}

function view(schedule: Schedule, origin: 'file' | 'api'): ScheduleView {
  return { ...schedule, origin, next_run_at: schedule.enabled ? nextRun(schedule) : null };
}

function nextRun({ cron, time_zone }: Schedule): string | null {
  try {
    return new CronTime(cron, time_zone).sendAt().toJSDate().toISOString();
  } catch {
    return null;
  }
}

function mustFire(schedule: Schedule): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: schedule.time_zone });
  } catch (error) {
    throw new AppError('invalid', `time_zone: '${schedule.time_zone}' is not known`, {
      hint: 'Expected an IANA name such as Europe/London.',
      cause: error,
    });
  }
  const isValid = CronTime.validateCronExpression(schedule.cron).valid;
  if (!isValid || nextRun(schedule) === null) {
    throw new AppError('invalid', `cron: '${schedule.cron}' is no cron expression that ever fires`, {
      hint: "Expected five or six fields, such as '*/15 * * * *'.",
    });
  }
}
