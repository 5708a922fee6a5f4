import { tillhouse } from '../support/command.js';
import { describeOnlineRetail } from '../support/online-retail.js';
import { expectKillsChangeNothing } from './kills.js';

// The built command in processes of its own, ended by SIGKILL; nothing is replaced.
describeOnlineRetail('runs that are killed', ({ files }) => {
  // Builds where that is due, so that no build is killed.
  beforeAll(() => tillhouse(['--help']));

  it('leave the gold of runs that were not, with at least 20 kills (laws 1, 2 and 8)', async () => {
    const some = [files[0], files[25], files[60], files[218]].flatMap((file) => file ?? []);
    await expectKillsChangeNothing({
      groups: some.map((file) => [file]),
      killsPerGroup: 5,
      seed: 20_101_201,
    });
  }, 240_000);
});
