// Loaded before a server: keeps the delays of its event loop, in ms, in the file BENCH_LOOP; SIGWINCH begins anew (SIGUSR2 ends it).
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delays = monitorEventLoopDelay({ resolution: 5 });
delays.enable();
process.on('SIGWINCH', () => delays.reset());
const ms = (nanoseconds) => Math.round(nanoseconds / 1e5) / 10;
setInterval(() => {
  const { max, count } = delays;
  writeFileSync(
    `${process.env.BENCH_LOOP}.next`,
    JSON.stringify({ p50: ms(delays.percentile(50)), p99: ms(delays.percentile(99)), max: ms(max), count }),
  );
  renameSync(`${process.env.BENCH_LOOP}.next`, process.env.BENCH_LOOP);
}, 200).unref();
