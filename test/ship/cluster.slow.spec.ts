import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerOf, tillhouse } from '../support/command.js';
import { ADMIN_ENV, AS_ADMIN } from '../support/credentials.js';
import { describeOnServers } from '../support/databases.js';
import { describeOnlineRetail } from '../support/online-retail.js';
import { startS3 } from '../support/servers.mjs';
import { Balancer, Pod } from './processes.js';

interface Run {
  status: string;
  attempts: number;
}

const DRAIN = { TILLHOUSE_DRAIN_SECONDS: '4' };

// The parts of the chart as processes on one PostgreSQL, one Redis and one S3 server, each with a home of its own.
describeOnlineRetail('a cluster', ({ files }) => {
  describeOnServers('of servers and workers', (database) => {
    let folder: string;
    let shared: Record<string, string>;
    let store: Awaited<ReturnType<typeof startS3>>;
    const pods: Pod[] = [];
    // Stay from test to test.
    let a: Pod;
    let b: Pod;
    let worker: Pod;

    const pod = (name: string, args: string[], more: Record<string, string> = {}): Pod => {
      const made = new Pod(args, { TILLHOUSE_HOME: join(folder, name), ...shared, ...more });
      pods.push(made);
      return made;
    };
    const server = (name: string, more: Record<string, string> = {}) =>
      pod(name, ['serve', '--port', '0'], { TILLHOUSE_WORKER: 'off', ...more });
    const runAt = async (at: Pod, id: string) => at.get<Run>(`v1/etl/runs/${id}`);
    const finished = async (at: Pod, id: string): Promise<Run> => {
      for (let tries = 0; ; tries++) {
        const run = await runAt(at, id);
        if (!['queued', 'running'].includes(run.status) || tries > 2_000) return run;
        await sleep(100);
      }
    };
    const submit = async (at: Pod, paths: string[]) =>
      (await at.post<{ run_id: string }>('v1/etl/runs', { paths })).run_id;
    const shownVersion = async (at: Pod) =>
      (
        await at.get<{ components: { warehouse: { details: { version: number; newest_version: number } } } }>(
          'v1/health',
        )
      ).components.warehouse.details;

    // Seconds where the machine has nothing else to do.
    jest.setTimeout(400_000);

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'tillhouse-cluster-'));
      store = await startS3();
      if (!store) throw new Error('moto_server is missing');
      shared = {
        ...ADMIN_ENV,
        ...database.withQueue(),
        ...store.env,
        TILLHOUSE_SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
        TILLHOUSE_RUN_ROOTS: dirname(files[0] ?? ''),
      };
    });

    afterAll(async () => {
      await Promise.all(pods.map((one) => one.end('SIGKILL')));
      await store?.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
    });

    it('is migrated once; a run that one server takes is done by the worker, and another server shows it', async () => {
      const migrated = await tillhouse(['--json', 'migrate'], {
        env: { TILLHOUSE_HOME: join(folder, 'job'), ...shared },
      });
      expect(answerOf(migrated)).toMatchObject({ version: 0 });
      [a, b, worker] = await Promise.all([
        server('a', DRAIN).start(),
        server('b', DRAIN).start(),
        pod('worker', ['worker']).start(),
      ]);
      const id = await submit(a, files.slice(0, 3));
      expect(await finished(b, id)).toMatchObject({ status: 'published' });
      for (;;) {
        const { version, newest_version: newest } = await shownVersion(b);
        if (version === newest && newest > 0) break;
        await sleep(100);
      }
      const totals = await Promise.all(
        [a, b].map((at) => at.get<{ pagination: { total: number } }>('v1/sales')),
      );
      expect(totals.map(({ pagination }) => pagination.total)).toEqual([7272, 7272]);
    });

    it('hands a file that the worker made to whoever asks any server', async () => {
      const { task_id: task } = await a.post<{ task_id: string }>('v1/tasks/submit', {
        task_name: 'process_large_dataset',
        parameters: { sql: 'SELECT sale_id FROM fact_sale', format: 'jsonl' },
      });
      let status: { status: string; error?: object; files?: { url: string }[] };
      do {
        await sleep(100);
        status = await b.get(`v1/tasks/${task}/status`);
      } while (['pending', 'started'].includes(status.status));
      expect(status).toMatchObject({ status: 'success' });
      const url = status.files?.[0]?.url ?? '';
      for (const at of [a, b]) {
        const answer = await fetch(at.url + url);
        expect(answer.status).toBe(200);
        expect((await answer.text()).trim().split('\n')).toHaveLength(7272);
      }
    });

    it('begins a run again elsewhere whose worker is told to end in the middle of it', async () => {
      await worker.end('SIGTERM');
      const first = await pod('first', ['worker'], { TILLHOUSE_HANDOVER_SECONDS: '0' }).start();
      const id = await submit(a, files.slice(0, 40));
      while ((await runAt(a, id)).status !== 'running') await sleep(20);
      await first.end('SIGTERM');
      expect(await runAt(a, id)).toMatchObject({ status: 'queued', attempts: 1 });
      await pod('second', ['worker']).start();
      const run = await finished(a, id);
      expect(run).toMatchObject({ status: 'published', attempts: 2 });
    });

    it('loses no request while its servers are replaced one after the other', async () => {
      const old = [a, b];
      const balancer = new Balancer(500);
      for (const one of old) await balancer.add(one);
      let isOver = false;
      const answers: string[] = [];
      const written: string[] = [];
      const reader = async () => {
        while (!isOver) {
          const answer = await balancer
            .send('v1/sales?size=20', { headers: AS_ADMIN })
            .catch((error: Error) => error);
          answers.push(answer instanceof Error ? `GET ${inspect(answer)}` : `GET ${answer.status}`);
          if (answer instanceof Response) await answer.arrayBuffer();
          // The machine has other work.
          await sleep(30);
        }
      };
      const writer = async () => {
        for (let n = 0; !isOver; n++) {
          const invoice = String(910_000 + n);
          const item = {
            invoice_no: invoice,
            stock_code: '20001',
            quantity: 1,
            unit_price: 2.5,
            invoice_date: '2012-02-03T10:00:00Z',
          };
          const answer = await balancer
            .send('v1/batch/create', {
              method: 'POST',
              headers: { ...AS_ADMIN, 'content-type': 'application/json', prefer: 'respond-async' },
              body: JSON.stringify({ items: [item] }),
            })
            .catch((error: Error) => error);
          answers.push(answer instanceof Error ? `POST ${inspect(answer)}` : `POST ${answer.status}`);
          if (answer instanceof Response) await answer.arrayBuffer();
          written.push(invoice);
          await sleep(50);
        }
      };
      const load = Promise.all([reader(), reader(), writer()]);
      try {
        for (const [at, one] of old.entries()) {
          // One more than are wanted, then one less: as the chart's strategy has it.
          await balancer.add(await server(`new-${at}`, DRAIN).start());
          await one.end('SIGTERM');
          balancer.remove(one);
        }
        await sleep(500);
      } finally {
        isOver = true;
        await load;
        balancer.close();
      }
      const counts: Record<string, number> = {};
      for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
      expect(Object.keys(counts).sort()).toEqual(['GET 200', 'POST 202']);
      // What was promised is there.
      const [shown] = pods.slice(-1);
      if (!shown) throw new Error('no server');
      let total = 0;
      for (let tries = 0; tries < 150; tries++) {
        const { pagination } = await shown.get<{ pagination: { total: number } }>(
          'v1/sales?date_from=2012-02-03&date_to=2012-02-03&product=20001&size=1',
        );
        total = pagination.total;
        if (total === written.length) break;
        await sleep(200);
      }
      expect(total).toBe(written.length);
    });
  });
});
