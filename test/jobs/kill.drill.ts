import { describeOnlineRetail } from '../support/online-retail.js';
import { expectJobsSurvive } from './kills.js';

describeOnlineRetail('jobs', ({ files }) => {
  it('survive 20 kills each of the server and of the embedded database', async () => {
    await expectJobsSurvive({
      files: files.filter((_, at) => at % 10 === 0),
      victims: ['process', 'embedded database'],
      kills: 20,
      seed: 40,
      servers: false,
    });
  }, 1_800_000);

  it('survive 20 kills each of the server, of PostgreSQL and of Redis', async () => {
    await expectJobsSurvive({
      files: files.filter((_, at) => at % 10 === 0),
      victims: ['process', 'PostgreSQL', 'Redis'],
      kills: 20,
      seed: 50,
      servers: true,
    });
  }, 1_800_000);
});
