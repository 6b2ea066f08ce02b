import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { projectFolder } from '../../core/configuration.ts';
import { soroCommand } from '../../fleet/index.ts';
import { type MachineJob, SchoolError } from '../../school/index.ts';

/** After so long, who was asked to end is ended. */
const patienceMs = 20_000;

/** What is begun on the administrator's page: the same verbs as on the command line, each in a process of its own, one at a time. */
export class Jobs {
  #job: MachineJob | null = null;
  #child: ChildProcess | undefined;
  readonly #lines: string[] = [];

  constructor(signal: AbortSignal) {
    signal.addEventListener('abort', () => this.stop(), { once: true });
  }

  get job(): MachineJob | null {
    return this.#job && { ...this.#job, detail: this.#lines.slice(-6).join('\n') };
  }

  /**
   * Begins a verb and returns at once.
   * @param onLine told each line that it prints.
   * @throws SchoolError busy while another is under way.
   */
  start(
    what: MachineJob['what'],
    name: string,
    parameters: readonly string[],
    onLine: (line: string) => void = () => {},
  ): MachineJob {
    if (this.#job?.state === 'running')
      throw new SchoolError('busy', 'Something else is under way on this machine.', {
        retryAfterSeconds: 10,
      });
    const [program, given] = soroCommand(projectFolder.replace(/\/$/u, ''), parameters);
    const child = spawn(program, given, { stdio: ['ignore', 'pipe', 'pipe'] });
    const job: MachineJob = { what, name, state: 'running', startedAt: Date.now(), detail: '' };
    this.#job = job;
    this.#child = child;
    this.#lines.length = 0;
    createInterface({ input: child.stderr }).on('line', (line) => this.#lines.push(line));
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.#lines.push(line);
      onLine(line);
    });
    child.once('error', (error) => this.#lines.push(error.message));
    child.once('close', (code) => {
      const stopped = this.#job?.state === 'stopped' ? 'stopped' : 'failed';
      this.#job = { ...job, state: code === 0 ? 'done' : stopped };
      this.#child = undefined;
    });
    return job;
  }

  stop(): void {
    const child = this.#child;
    if (!child || this.#job?.state !== 'running') return;
    this.#job = { ...this.#job, state: 'stopped' };
    child.kill('SIGINT');
    setTimeout(() => child.kill('SIGKILL'), patienceMs).unref();
  }
}
