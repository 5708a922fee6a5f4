import { describeOnlineRetail } from '../support/online-retail.js';
import { expectJobsSurvive } from './kills.js';

// The built server, real databases, a real Redis, all in processes of their own, ended by SIGKILL. The drill has more of them.
describeOnlineRetail('jobs', ({ files }) => {
  const some = (n: number) => files.filter((_, at) => at % 40 === 0).slice(0, n);

  it('survive kills of the server and of the embedded database', async () => {
    await expectJobsSurvive({
      files: some(4),
      victims: ['process', 'embedded database'],
      kills: 2,
      seed: 4,
      servers: false,
    });
  }, 240_000);

  const hasServers = process.env['TEST_REDIS_URL'] !== undefined;
  if (!hasServers) console.warn('SKIPPED: kills of PostgreSQL and Redis, which are not installed');
  (hasServers ? it : it.skip)(
    'survive kills of the server, of PostgreSQL and of Redis',
    async () => {
      await expectJobsSurvive({
        files: some(5),
        victims: ['process', 'PostgreSQL', 'Redis'],
        kills: 2,
        seed: 5,
        servers: true,
      });
    },
    240_000,
  );
});
