import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { InterruptedError, MachineError, reviveError, throwIfInterrupted } from '../core/errors.ts';
import { readJsonLines } from '../core/json-lines.ts';
import { eventSchema, formatMessage, type JobMessage, type TrainerEvent } from './protocol.ts';
import { findPython, pythonEnvironment } from './python.ts';

/** How a trainer process is run. */
export interface TrainerOptions {
  readonly signal: AbortSignal;
  /** Called with every event but `error`, in order. */
  readonly onEvent: (event: TrainerEvent) => void;
  /** How long a stopping trainer may take to finish its step and write its checkpoint. */
  readonly stopGraceMs?: number;
}

const defaultStopGraceMs = 120_000;
const keptLogLines = 30;

/**
 * Runs one job in a Python process until it has finished. On abort the trainer is asked to save and
 * end, and is killed when it takes longer than the grace.
 * @throws the trainer's own error with its family; InterruptedError when it was stopped; MachineError
 * when the system killed it; MissingToolError without a Python environment.
 */
export async function runTrainer(job: JobMessage, options: TrainerOptions): Promise<void> {
  throwIfInterrupted(options.signal);
  const child = spawn(await findPython(), ['-m', 'soro_trainer'], {
    env: pythonEnvironment(),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  ended.catch(() => {});
  const log = keepLastLines(child);
  // A trainer that has died closes its stdin; what it said or its exit tells why.
  child.stdin.on('error', () => {});
  child.stdin.write(formatMessage(job));
  const stopper = stopOnAbort(child, options);
  let failure: Error | undefined;
  let finished = false;
  try {
    for await (const event of readJsonLines(child.stdout, eventSchema, 'the trainer')) {
      if (event.type === 'error') failure = toError(event, log);
      else options.onEvent(event);
      if (event.type === 'finished') finished = event.status === 'complete';
    }
    const [code, endedBy] = await ended;
    if (failure) throw failure;
    if (options.signal.aborted && !finished) throwIfInterrupted(options.signal);
    if (endedBy) throw killedBySystem(endedBy);
    if (code !== 0) throw new Error(`The trainer ended with code ${code}.\n${log().join('\n')}`);
    if (!finished)
      throw new InterruptedError({ message: 'The trainer was asked to stop; it saved its state.' });
  } finally {
    stopper.dispose();
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  }
}

function stopOnAbort(child: ChildProcess, options: TrainerOptions): { dispose(): void } {
  let killer: NodeJS.Timeout | undefined;
  const stop = () => {
    child.stdin?.write(formatMessage({ type: 'stop' }));
    killer = setTimeout(() => child.kill('SIGKILL'), options.stopGraceMs ?? defaultStopGraceMs);
  };
  options.signal.addEventListener('abort', stop, { once: true });
  return {
    dispose() {
      options.signal.removeEventListener('abort', stop);
      clearTimeout(killer);
    },
  };
}

function keepLastLines(child: ChildProcess): () => string[] {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).split('\n').slice(-keptLogLines).join('\n');
  });
  return () => text.split('\n').filter((line) => line.trim() !== '');
}

function toError(event: Extract<TrainerEvent, { type: 'error' }>, log: () => string[]): Error {
  const { family, message, file, place, remedy } = event;
  return reviveError({
    family,
    details: { message, file, place, remedy },
    stack: [message, ...log()].join('\n'),
  });
}

function killedBySystem(signal: NodeJS.Signals): MachineError {
  return new MachineError({
    message: `The trainer was killed (${signal}); most often the memory was not enough.`,
    remedy:
      'Lower batchSize and raise accumulation by the same factor, or lower sequenceLength; then run the same command again.',
  });
}
