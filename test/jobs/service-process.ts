import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { BIN } from '../support/command.js';

/** `tillhouse serve` as a process of its own, which may be killed and started again. */
export class ServiceProcess {
  private child: ChildProcess | undefined;
  private output = '';
  url = '';

  constructor(private readonly env: Record<string, string>) {}

  /** Answers when it serves. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [BIN, '--json', 'serve', '--port', '0'], {
      env: {
        PATH: process.env['PATH'],
        TILLHOUSE_ENGINE_MEMORY: '512MiB',
        TILLHOUSE_LOG_LEVEL: 'warn',
        ...this.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    child.stderr
      .setEncoding('utf8')
      .on('data', (text: string) => (this.output = (this.output + text).slice(-4000)));
    const [first] = (await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'exit').then(([code, signal]) => {
        throw new Error(`serve ended with ${code ?? signal}: ${this.output}`);
      }),
    ])) as [Buffer];
    this.url = (JSON.parse(first.toString()) as { url: string }).url;
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  get log(): string {
    return this.output;
  }
}
