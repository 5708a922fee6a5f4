import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Database } from '../../src/platform/database/index.js';
import { createQueue } from '../../src/platform/queue/index.js';

/** Nobody listens there. */
const NOWHERE = 'redis://127.0.0.1:1';
/** Bull on Redis uses none. */
const NO_DATABASE = undefined as unknown as Database;

describe('a queue whose Redis was never reached', () => {
  // The test fails where a rejection is left unhandled; in a server it would end the process before it has shut down.
  it.each([0, 40, 400])('is closed without an error %i ms after its start', async (ms) => {
    const queues = Array.from({ length: 5 }, () => createQueue(randomUUID(), NOWHERE, NO_DATABASE));
    for (const queue of queues) queue.process('work', 1, () => Promise.resolve());
    await sleep(ms);
    await expect(Promise.all(queues.map((queue) => queue.close()))).resolves.toHaveLength(5);
    // Promises are rejected as the connections end.
    await sleep(200);
  });

  it('tells whoever binds two handlers of one name', async () => {
    const queue = createQueue(randomUUID(), NOWHERE, NO_DATABASE);
    queue.process('work', 1, () => Promise.resolve());
    expect(() => queue.process('work', 1, () => Promise.resolve())).toThrow('same handler twice');
    await queue.close();
  });

  it('tells that it takes no jobs where that is not because it closes', async () => {
    const queue = createQueue(randomUUID(), NOWHERE, NO_DATABASE);
    Object.assign(queue, { isReady: () => Promise.reject(new Error('NOPERM')) });
    await expect(queue.process('work', 1, () => Promise.resolve())).rejects.toThrow('NOPERM');
    await queue.close();
  });
});
