import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { throwIfInterrupted } from '../../../core/errors.ts';

/** What a program answered. */
export interface ProgramAnswer {
  readonly exitCode: number;
  readonly output: Buffer;
  readonly errorText: string;
}

/** How to run a program of the system. */
export interface ProgramOptions {
  readonly signal: AbortSignal;
  /** It is ended when it takes longer. */
  readonly limitMs: number;
  /** Written to its standard input. */
  readonly input?: Uint8Array;
}

/**
 * Runs a program of the system on one core and gives what it wrote; undefined when it is not installed or
 * took too long.
 * @throws InterruptedError when the signal is aborted; the program is ended.
 */
export async function runProgram(
  name: string,
  options: readonly string[],
  { signal, limitMs, input }: ProgramOptions,
): Promise<ProgramAnswer | undefined> {
  throwIfInterrupted(signal);
  const ending = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  const child = spawn(name, options, {
    stdio: ['pipe', 'pipe', 'pipe'],
    signal: ending,
    // All cores are busy with other files already.
    env: { ...process.env, OMP_THREAD_LIMIT: '1' },
  });
  // A program that ends early closes its input; its exit code says why.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const ended = new Promise<number | undefined>((resolve) => {
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => resolve(code ?? undefined));
  });
  const [output, errors, exitCode] = await Promise.all([all(child.stdout), all(child.stderr), ended]);
  throwIfInterrupted(signal);
  return exitCode === undefined ? undefined : { exitCode, output, errorText: errors.toString() };
}

async function all(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk);
  } catch {
    // The program was ended: its exit code tells.
  }
  return Buffer.concat(chunks);
}
