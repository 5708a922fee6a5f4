import { tillhouse } from '../support/command.js';
import { describeOnlineRetail } from '../support/online-retail.js';
import { expectKillsChangeNothing, numbersFrom, shuffled } from './kills.js';

describeOnlineRetail('runs over all files that are killed', ({ files }) => {
  beforeAll(() => tillhouse(['--help']));

  it('leave the gold of runs that were not', async () => {
    const seed = Number(process.env['DRILL_SEED'] ?? 7);
    const random = numbersFrom(seed);
    const groups: string[][] = [];
    for (const rest = shuffled(files, random); rest.length > 0;)
      groups.push(rest.splice(0, 1 + Math.floor(random() * 30)));
    await expectKillsChangeNothing({ groups, killsPerGroup: 5, seed });
  }, 3_600_000);
});
