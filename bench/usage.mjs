// Preloaded into a measured process: writes what it used to the file named by BENCH_USAGE when it ends.
import { writeFileSync } from 'node:fs';

const started = performance.now();
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(
    process.env.BENCH_USAGE,
    JSON.stringify({
      cpu: (userCPUTime + systemCPUTime) / 1e6,
      wall: (performance.now() - started) / 1000,
      peakMiB: maxRSS / 1024,
    }),
  );
});
