/** A server of the tests' own. */
export interface TestServer {
  url: string;
  port: number;
  pid: number;
  /** Brings it back after a kill. */
  start(): Promise<void>;
  /** Ends it at once; its data stays. */
  kill(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

export function ensureServers(): string[];
export function startPostgres(): Promise<TestServer>;
export function startRedis(): Promise<TestServer>;

/** Undefined where it is not installed. */
export function startTypesense(): Promise<(TestServer & { apiKey: string }) | undefined>;

export interface TestObjectStore {
  endpoint: string;
  /** Settings of a lake in its bucket. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** Undefined where the Python with the server is not installed. */
export function startS3(): Promise<TestObjectStore | undefined>;
