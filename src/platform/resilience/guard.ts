import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhen,
  type IPolicy,
  retry,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';

export interface GuardOptions {
  /** A call of so long has failed. */
  timeoutMs: number;
  /** Further tries of a call that failed, with growing, random pauses between them; none without this. Only for what may be done twice. */
  retries?: number;
  /** Failures in a row after which calls are refused at once. */
  breakAfter: number;
  /** How long they are refused before one call is let through to see. */
  tryAgainAfterMs: number;
  /** Errors that are no fault of the other side (a refused request, for example); all are faults without this. */
  isFault?: (error: unknown) => boolean;
}

export type GuardState = 'closed' | 'half_open' | 'open';

export interface GuardNumbers {
  name: string;
  /** open: calls are refused, as the other side does not answer; half_open: one is let through to see. */
  state: GuardState;
  calls: number;
  failures: number;
  timeouts: number;
  /** Calls that were not made, as the circuit was open. */
  refused: number;
}

/** The other side is known not to answer, and was not asked. */
export class GuardOpenError extends Error {}

/** The other side did not answer in time. */
export class GuardTimeoutError extends Error {}

/** Calls to something outside this process that may be slow or away: bounded in time, tried again, and left out while it is down. */
export class Guard {
  private readonly breaker: ReturnType<typeof circuitBreaker>;
  private readonly policy: IPolicy<{ signal: AbortSignal }>;
  private calls = 0;
  private failures = 0;
  private timeouts = 0;
  private refused = 0;

  constructor(
    readonly name: string,
    private readonly options: GuardOptions,
  ) {
    const faults = handleWhen(
      (error) => !(error instanceof BrokenCircuitError) && (options.isFault?.(error) ?? true),
    );
    this.breaker = circuitBreaker(faults, {
      halfOpenAfter: options.tryAgainAfterMs,
      breaker: new ConsecutiveBreaker(options.breakAfter),
    });
    const bounded = wrap(this.breaker, timeout(options.timeoutMs, TimeoutStrategy.Aggressive));
    this.policy =
      options.retries === undefined || options.retries === 0
        ? bounded
        : wrap(
            retry(faults, {
              maxAttempts: options.retries,
              // Its pauses are random, so that callers do not come back all at once.
              backoff: new ExponentialBackoff({ initialDelay: 50, maxDelay: 2_000 }),
            }),
            bounded,
          );
  }

  /** Throws what the work throws, GuardTimeoutError, or GuardOpenError. The signal is aborted when the time is over. */
  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.calls++;
    try {
      return await this.policy.execute(({ signal }) => work(signal));
    } catch (error) {
      if (error instanceof BrokenCircuitError) {
        this.refused++;
        throw new GuardOpenError(`${this.name} does not answer; it is asked again soon`);
      }
      this.failures++;
      if (error instanceof TaskCancelledError) {
        this.timeouts++;
        throw new GuardTimeoutError(`${this.name} did not answer in ${this.options.timeoutMs} ms`);
      }
      throw error;
    }
  }

  get state(): GuardState {
    const { state } = this.breaker;
    if (state === CircuitState.Open || state === CircuitState.Isolated) return 'open';
    return state === CircuitState.HalfOpen ? 'half_open' : 'closed';
  }

  numbers(): GuardNumbers {
    const { name, state, calls, failures, timeouts, refused } = this;
    return { name, state, calls, failures, timeouts, refused };
  }
}
