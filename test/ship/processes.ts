import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { BIN } from '../support/command.js';
import { AS_ADMIN } from '../support/credentials.js';

/** A command of the program that stays, as a container runs it. */
export class Pod {
  private child: ChildProcess | undefined;
  private output = '';
  url = '';

  constructor(
    private readonly args: string[],
    private readonly env: Record<string, string>,
  ) {}

  /** Answers when it says on standard output that it is ready. */
  async start(): Promise<this> {
    const child = spawn(process.execPath, [BIN, '--json', ...this.args], {
      env: {
        PATH: process.env['PATH'],
        TILLHOUSE_ENGINE_MEMORY: '512MiB',
        TILLHOUSE_ENGINE_THREADS: '1',
        TILLHOUSE_LOG_LEVEL: 'warn',
        ...this.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    child.stderr
      .setEncoding('utf8')
      .on('data', (text: string) => (this.output = (this.output + text).slice(-6000)));
    const [first] = (await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'exit').then(([code, signal]) => {
        throw new Error(`${this.args.join(' ')} ended with ${code ?? signal}: ${this.output}`);
      }),
    ])) as [Buffer];
    this.url = (JSON.parse(first.toString()) as { url?: string }).url ?? '';
    return this;
  }

  /** Tells it to end. Answers when it has. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  get log(): string {
    return this.output;
  }

  async get<T>(path: string): Promise<T> {
    return this.ask<T>('GET', path);
  }

  async post<T>(path: string, body: object): Promise<T> {
    return this.ask<T>('POST', path, body);
  }

  private async ask<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.url}/api/${path}`, {
      method,
      headers: { ...AS_ADMIN, ...(body ? { 'content-type': 'application/json' } : {}) },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as T;
  }
}

/** Sends requests to those of its servers that say that they are ready, as a balancer does: none is sent twice. */
export class Balancer {
  private readonly backends = new Map<Pod, boolean>();
  private next = 0;
  private readonly probes: NodeJS.Timeout;

  constructor(private readonly probeMs: number) {
    this.probes = setInterval(() => void this.probe(), probeMs);
  }

  /** Sends to it from the next look on. */
  async add(pod: Pod): Promise<void> {
    this.backends.set(pod, false);
    while (!this.backends.get(pod)) await new Promise((done) => setTimeout(done, this.probeMs));
  }

  remove(pod: Pod): void {
    this.backends.delete(pod);
  }

  close(): void {
    clearInterval(this.probes);
  }

  async send(path: string, init: RequestInit): Promise<Response> {
    const ready = [...this.backends].filter(([, isReady]) => isReady).map(([pod]) => pod);
    const pod = ready[this.next++ % ready.length];
    if (!pod) throw new Error('no server is ready');
    return fetch(`${pod.url}/api/${path}`, init);
  }

  private async probe(): Promise<void> {
    await Promise.all(
      [...this.backends.keys()].map(async (pod) => {
        const answer = await fetch(`${pod.url}/api/v1/health/ready`).catch(() => undefined);
        await answer?.arrayBuffer();
        if (this.backends.has(pod)) this.backends.set(pod, answer?.ok ?? false);
      }),
    );
  }
}
