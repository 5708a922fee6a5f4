import { describeOnDatabases } from '../support/databases.js';
import { describeOnlineRetail } from '../support/online-retail.js';
import { expectFiguresThroughPsql } from './figures.js';

describeOnlineRetail('the warehouse', ({ files, expected }) => {
  describeOnDatabases('with all real files', (target) => {
    const all = Object.values(expected).find((one) => one.files === files.length);
    // psql comes with the server's package.
    const canAsk = process.env['TEST_DATABASE_URL'] !== undefined;
    (canAsk ? it : it.skip)('gives the independent figures when psql asks for them', async () => {
      if (!all) throw new Error('there are no figures for all files');
      await expectFiguresThroughPsql(files, all, target.env());
    });
  });
});
