import { CronJob } from 'cron';

/**
 * Starts a job that tells the tick that was meant, and not the moment in which this process got to it: the first is the same
 * in all processes. Throws where the expression or the time zone is none.
 */
export function startCronJob(
  expression: string,
  timeZone: string,
  onTick: (meant: Date) => unknown,
): CronJob {
  const next = () => job.nextDate().toJSDate();
  const job = CronJob.from({
    cronTime: expression,
    timeZone,
    onTick: () => {
      const tick = meant;
      meant = next();
      onTick(tick);
    },
  });
  let meant = next();
  job.start();
  return job;
}
