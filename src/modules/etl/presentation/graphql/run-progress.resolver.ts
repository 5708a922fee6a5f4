import { Inject } from '@nestjs/common';
import { Args, Resolver, Subscription } from '@nestjs/graphql';
import { Requires } from '../../../auth/index.js';
import { type RunState, RunWatchService } from '../../service/run-watch.service.js';
import { RunProgressArgs, RunProgressNode } from './run-progress.types.js';

@Resolver(() => RunProgressNode)
export class RunProgressResolver {
  constructor(@Inject(RunWatchService) private readonly watches: RunWatchService) {}

  @Subscription(() => RunProgressNode, {
    description: 'How a run goes on: its state now, each change, and the final state; then it is over.',
  })
  @Requires('etl:read')
  async runProgress(@Args() { runId }: RunProgressArgs): Promise<AsyncIterableIterator<Progress>> {
    const gone = new AbortController();
    return progressOf(await this.watches.open(runId, gone.signal), gone);
  }
}

interface Progress {
  runProgress: RunProgressNode;
}

/** The states of a run. Who goes does not wait for the next one. */
function progressOf(
  states: AsyncGenerator<RunState | 'heartbeat', void>,
  gone: AbortController,
): AsyncIterableIterator<Progress> {
  const over = { done: true, value: undefined } as const;
  return {
    async next() {
      for (;;) {
        const { done, value } = await states.next();
        if (done || value === undefined) return over;
        if (value !== 'heartbeat') return { done: false, value: { runProgress: toNode(value) } };
      }
    },
    async return() {
      gone.abort();
      await states.return();
      return over;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function toNode({ run_id, kind, status, version, error, stages }: RunState): RunProgressNode {
  return {
    ...{ runId: run_id, kind, status, version, error },
    stages: stages.map(({ started_at, finished_at, ...stage }) => ({
      ...stage,
      startedAt: started_at.toISOString(),
      finishedAt: finished_at?.toISOString() ?? null,
    })),
  };
}
