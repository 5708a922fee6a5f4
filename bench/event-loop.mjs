// Loaded before a server: keeps the delays of its event loop, in ms, in the file BENCH_LOOP; SIGWINCH begins anew (SIGUSR2 ends it).
// `busy` is the most that its thread computed in one turn: where other programs want the processor too, a delay is longer than that.
import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const EVERY = 5;
const delays = monitorEventLoopDelay({ resolution: EVERY });
delays.enable();
let computed = computing();
let busy = 0;
setInterval(() => {
  const now = computing();
  busy = Math.max(busy, now - computed);
  computed = now;
}, EVERY).unref();
process.on('SIGWINCH', () => {
  delays.reset();
  busy = 0;
});
const ms = (nanoseconds) => Math.round(nanoseconds / 1e5) / 10;
// Not with writeFileSync: a busy disk would hold up the loop that is measured.
async function tell() {
  const { max, count } = delays;
  const found = {
    p50: ms(delays.percentile(50)),
    p99: ms(delays.percentile(99)),
    max: ms(max),
    busy: ms(busy),
  };
  await writeFile(`${process.env.BENCH_LOOP}.next`, JSON.stringify({ ...found, count }));
  await rename(`${process.env.BENCH_LOOP}.next`, process.env.BENCH_LOOP);
  setTimeout(() => void tell(), 200).unref();
}
void tell();

/** Nanoseconds that the first thread has been on a processor; Linux tells. */
function computing() {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]);
  } catch {
    return 0;
  }
}
