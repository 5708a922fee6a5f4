import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

const START = randomUUID();

/** Names this process among all that ever were: host, process id, and what tells two of the same id apart. */
export function processName(): string {
  return `${hostname()} ${process.pid} ${START}`;
}

/** True where the named process was one of this machine and runs no more; of another machine nobody can tell from here. */
export function isGone(name: string): boolean {
  const [host, pid, start] = name.split(' ');
  if (host !== hostname()) return false;
  // In a container that starts again, the process that died had the same id as this one.
  return Number(pid) === process.pid ? start !== START : !isProcessAlive(Number(pid));
}

/** Whether a process of this machine runs. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
