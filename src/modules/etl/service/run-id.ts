import { randomBytes } from 'node:crypto';

const DAY_MS = 86_400_000;

let last = 0;

/** Sorts by time, to the millisecond; those of one process are in their order, and those of others differ. */
export function newRunId(): string {
  last = Math.max(Date.now(), last + 1);
  const time = new Date(last).toISOString().replace(/[-:]/g, '').slice(0, 15);
  const millisecond = (last % 1000).toString(16).padStart(3, '0');
  return `${time}-${millisecond}${randomBytes(3).toString('hex')}`;
}

/** Whether a run of this id was asked for later than a time, by whatever clock: a day is let go. */
export function isAfter(id: string, time: string): boolean {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)-/.exec(id)?.slice(1);
  if (!parts) return false;
  const [year, month, day, hour, minute, second] = parts;
  const asked = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return asked - DAY_MS > Date.parse(time);
}
