// node silent-worker.mjs <queue>: takes one job, says so, and never ends it; the test kills it. Settings come from the environment.
import { loadConfig } from '../../dist/platform/config/index.js';
import { openDatabase } from '../../dist/platform/database/index.js';
import { createQueue } from '../../dist/platform/queue/index.js';

const config = loadConfig();
const queue = createQueue(process.argv[2], config.values.redisUrl, await openDatabase(config));
queue.process('work', 1, (job) => {
  console.log(`took ${job.id}`);
  return new Promise(() => undefined);
});
