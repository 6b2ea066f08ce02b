import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

interface ServerOptions {
  /** Where its data lie. */
  readonly folder: string;
  /** A GGUF model; without one a play-back engine answers. */
  readonly modelFile?: string | undefined;
}

/** A school's server in a process of its own (`school-child.ts`), to be stopped and killed. */
export class SchoolServer {
  readonly address: string;
  readonly #options: ServerOptions;
  readonly #port: number;
  #child: ChildProcess | undefined;

  constructor(options: ServerOptions, port: number) {
    this.#options = options;
    this.#port = port;
    this.address = `http://127.0.0.1:${port}`;
  }

  async start(): Promise<void> {
    const { folder, modelFile } = this.#options;
    const script = join(import.meta.dirname, 'school-child.ts');
    const args = ['--disable-warning=ExperimentalWarning', script, folder, String(this.#port)];
    const child = spawn(process.execPath, modelFile ? [...args, modelFile] : args, {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    let errors = '';
    child.stderr?.on('data', (chunk) => {
      errors = (errors + chunk).slice(-4000);
    });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    child.stdout?.once('data', () => resolve());
    child.once('exit', (status) => reject(new Error(`The server ended with ${status}: ${errors}`)));
    await promise;
  }

  signal(name: 'SIGUSR1' | 'SIGUSR2'): void {
    this.#child?.kill(name);
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Whether there was an engine's process to kill. */
  async killEngine(): Promise<boolean> {
    const pid = this.#child?.pid;
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
    const [engine] = children.trim().split(' ').filter(Boolean).map(Number);
    if (engine === undefined) return false;
    process.kill(engine, 'SIGKILL');
    return true;
  }

  async memoryMb(): Promise<number> {
    const status = await readFile(`/proc/${this.#child?.pid}/status`, 'utf8').catch(() => '');
    return Math.round(Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1] ?? 0) / 1024);
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.removeAllListeners('exit');
    child.kill(signal);
    await Promise.race([ended, new Promise((resolve) => child.once('close', resolve))]);
  }
}

/** A port that nobody uses now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
