import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import { fromSystemError } from '../errors.ts';
import { jsonLine, readJsonLines } from '../json-lines.ts';
import { trainerFolder } from './python.ts';
import { reviveError } from './serialised-error.ts';

/** A package of trainer/ and how it is run. */
export interface PythonModule<Schema extends z.ZodType> {
  /** The interpreter. */
  readonly python: string;
  /** `soro_trainer`: run as `python -m soro_trainer`. */
  readonly module: string;
  /** Its command line. */
  readonly arguments?: readonly string[];
  /** `the trainer`: for errors. */
  readonly name: string;
  /** Added to this process's environment. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Schema of its events. */
  readonly events: Schema;
}

/** A running package of trainer/: messages go to its stdin, events come from its stdout, as JSON lines. */
export interface PythonProcess<Message extends object, Event> {
  /** Its events, each checked, until it closes its stdout; read them once. */
  readonly events: AsyncIterable<Event>;
  /** Fulfilled with exit code and signal when it has ended; rejected when it could not be started. */
  readonly ended: Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>;
  /** Sends a message; one that has died hears nothing, and its exit tells why. */
  send(message: Message): void;
  /** Closes its stdin, which asks it to end. */
  endInput(): void;
  kill(): void;
  /** The last lines that it wrote to stderr. */
  log(): string[];
}

const keptLogLines = 30;

/** The event with which a package of trainer/ passes on an error. */
export const errorEventSchema = z.strictObject({
  type: z.literal('error'),
  /** A family of errors.ts, or `Error` for a defect. */
  family: z.string(),
  message: z.string(),
  file: z.string().optional(),
  place: z.string().optional(),
  remedy: z.string(),
});

/** The error of an event, its family kept. */
export function errorOfEvent(event: z.output<typeof errorEventSchema>, log: readonly string[]): Error {
  const { family, message, file, place, remedy } = event;
  return reviveError({
    family,
    details: { message, file, place, remedy },
    stack: [message, ...log].join('\n'),
  });
}

/** The environment of a package of trainer/. */
export function pythonEnvironment(added: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PYTHONPATH: trainerFolder,
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUTF8: '1',
    ...added,
  };
}

/** Starts a package of trainer/. */
export function startPython<Message extends object, Schema extends z.ZodType>(
  module: PythonModule<Schema>,
): PythonProcess<Message, z.output<Schema>> {
  const child = spawn(module.python, ['-m', module.module, ...(module.arguments ?? [])], {
    env: pythonEnvironment(module.environment),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const ended = closed.catch((error: unknown) => {
    throw fromSystemError(error, module.python);
  });
  ended.catch(() => {});
  child.stdin.on('error', () => {});
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).split('\n').slice(-keptLogLines).join('\n');
  });
  return {
    events: readJsonLines(child.stdout, module.events, module.name),
    ended,
    send: (message) => void (child.stdin.writable && child.stdin.write(jsonLine(message))),
    endInput: () => void child.stdin.end(),
    kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    },
    log: () => text.split('\n').filter((line) => line.trim() !== ''),
  };
}
