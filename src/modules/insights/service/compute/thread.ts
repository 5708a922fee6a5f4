import { type Jobs, JOBS } from './jobs.js';

/** What a thread of the pool runs: one job by its name. */
export default function run<J extends keyof Jobs>({
  name,
  question,
}: {
  name: J;
  question: Parameters<Jobs[J]>[0];
}) {
  const job = JOBS[name] as (given: Parameters<Jobs[J]>[0]) => ReturnType<Jobs[J]>;
  return job(question);
}
