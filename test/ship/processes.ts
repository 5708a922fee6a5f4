import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
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
    if (child?.exitCode !== null || child.signalCode !== null) return;
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

/** Looks after which a server that says no, or nothing, gets no more requests. */
const FAILED_LOOKS = 2;

/** Sends requests to those of its servers that say that they are ready, as a balancer does: none is sent twice. */
export class Balancer {
  /** How many looks in a row failed, by server. */
  private readonly backends = new Map<Pod, number>();
  private next = 0;
  private isClosed = false;

  constructor(private readonly probeMs: number) {
    void this.look();
  }

  /** Answers when it is sent requests. */
  async add(pod: Pod): Promise<void> {
    this.backends.set(pod, FAILED_LOOKS);
    for (let looks = 0; !this.ready().includes(pod); looks++) {
      if (looks > 500) throw new Error(`a server does not become ready: ${pod.log}`);
      await sleep(this.probeMs);
    }
  }

  remove(pod: Pod): void {
    this.backends.delete(pod);
  }

  close(): void {
    this.isClosed = true;
  }

  async send(path: string, init: RequestInit): Promise<Response> {
    const ready = this.ready();
    const pod = ready[this.next++ % ready.length];
    if (!pod) throw new Error('no server is ready');
    return fetch(`${pod.url}/api/${path}`, init);
  }

  private ready(): Pod[] {
    return [...this.backends].filter(([, failed]) => failed < FAILED_LOOKS).map(([pod]) => pod);
  }

  private async look(): Promise<void> {
    while (!this.isClosed) {
      await this.probe();
      await sleep(this.probeMs);
    }
  }

  private async probe(): Promise<void> {
    await Promise.all(
      [...this.backends.keys()].map(async (pod) => {
        const answer = await fetch(`${pod.url}/api/v1/health/ready`).catch(() => undefined);
        await answer?.arrayBuffer();
        const failed = this.backends.get(pod);
        if (failed !== undefined) this.backends.set(pod, answer?.ok ? 0 : failed + 1);
      }),
    );
  }
}
