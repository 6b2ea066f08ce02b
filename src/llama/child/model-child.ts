import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { CorruptArtefactError, MachineError } from '../../core/errors.ts';
import { jsonLine } from '../../core/json-lines.ts';
import { reviveError } from '../../core/processes/serialised-error.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { fromChildSchema } from './envelope.ts';
import { boundedCommand, type MemoryBound, MemoryWatch } from './memory-bound.ts';

/** A program that serves its parent with the envelope of envelope.ts. */
export interface ChildProgram {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** `llama.cpp`: for errors. */
  readonly name: string;
}

export interface ModelChildOptions<Message extends z.ZodType> {
  readonly program: ChildProgram;
  /** What it may say. */
  readonly messages: Message;
  readonly bound: MemoryBound;
  readonly onMessage: (message: z.output<Message>, call: number | undefined) => void;
  /** A question that failed; without a number: something that belongs to no question. */
  readonly onError: (error: Error, call: number | undefined) => void;
  /** The library's log as it comes. */
  readonly onLog?: ((text: string) => void) | undefined;
}

/** How a child ended. */
export interface Ending {
  /** `SIGKILL`, `exit code 1`, `it cannot be started: …`. */
  readonly how: string;
  /** By the parent, because it took more memory than it may. */
  readonly overMemory: boolean;
  /** The last lines of its log. */
  readonly logTail: string;
}

const keptLogCharacters = 64 * 1024;

/** A TypeScript file of ours that opens libllama, under this Node. */
export function llamaProgram(file: string): ChildProgram {
  return {
    program: process.execPath,
    // The vocabulary makes the young heap grow and stay so; a child has no use for it.
    arguments: ['--disable-warning=ExperimentalWarning', '--semi-space-growth-factor=1', file],
    // ggml would start a debugger on a failed assertion.
    environment: { ...process.env, GGML_NO_BACKTRACE: '1', NODE_OPTIONS: '' },
    name: 'llama.cpp',
  };
}

/**
 * A process with a model in it. llama.cpp ends the process when one of its assertions fails, and may take all memory:
 * so it runs in children, which are watched from here.
 */
export class ModelChild<Request extends object, Message extends z.ZodType> {
  /** Fulfilled when the process has ended and everything that it said has been handed on. */
  readonly ended: Promise<Ending>;
  readonly #child: ChildProcess;
  readonly #watch: MemoryWatch | undefined;
  #log = '';
  #overMemory = false;

  constructor({ program, messages, bound, onMessage, onError, onLog }: ModelChildOptions<Message>) {
    const [command, parameters] = boundedCommand(program.program, program.arguments, bound);
    const child = spawn(command, parameters, { stdio: ['pipe', 'pipe', 'pipe'], env: program.environment });
    this.#child = child;
    this.#watch =
      child.pid === undefined
        ? undefined
        : new MemoryWatch(child.pid, bound, () => {
            this.#overMemory = true;
            this.kill();
          });
    const source = { file: program.name, family: 'corrupt' } as const;
    createInterface({ input: child.stdout }).on('line', (line) => {
      try {
        const said = parseWith(fromChildSchema, parseJson(line, source), source);
        if ('error' in said) onError(reviveError(said.error), said.call);
        else onMessage(parseWith(messages, said.message, source), said.call);
      } catch (error) {
        onError(error instanceof Error ? error : new Error(String(error)), undefined);
        this.kill();
      }
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      onLog?.(text);
      this.#log = (this.#log + text).slice(-keptLogCharacters);
    });
    // A child that has died hears nothing: its end says why.
    child.stdin.on('error', () => {});
    const { promise, resolve } = Promise.withResolvers<Ending>();
    const end = (how: string) => {
      this.#watch?.stop();
      resolve({ how, overMemory: this.#overMemory, logTail: this.#logTail() });
    };
    child.once('error', (error) => end(`it cannot be started: ${error.message}`));
    child.once('close', (code, signal) => end(signal ?? `exit code ${code}`));
    this.ended = promise;
  }

  get processId(): number | undefined {
    return this.#child.pid;
  }

  /** Resident memory at the last look. */
  get residentBytes(): number {
    return this.#watch?.residentBytes ?? 0;
  }

  /** Sends a message; `call` numbers it as a question. */
  send(message: Request, call?: number): void {
    const { stdin } = this.#child;
    if (stdin?.writable) stdin.write(jsonLine(call === undefined ? { message } : { call, message }));
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Ends the process and waits until it is gone. */
  async close(): Promise<void> {
    this.kill();
    await this.ended;
  }

  #logTail(): string {
    return this.#log.trimEnd().split('\n').slice(-5).join('\n');
  }
}

/** The error of a child that ended by itself; `verb`: what was done to the model, such as `quantised`. */
export function endedEarly(ending: Ending, name: string, file: string, verb: string): Error {
  const { how, overMemory, logTail } = ending;
  if (overMemory) {
    return new MachineError({
      message: `${name} took more memory than it may while the model was ${verb}, so it was ended.`,
      file,
      remedy: 'Take a smaller model, a smaller context or fewer places, or a machine with more memory.',
    });
  }
  if (how === 'SIGKILL' || how === 'SIGTERM') {
    return new MachineError({
      message: `The system ended ${name} (${how}) while the model was ${verb}; most often the memory was full.`,
      file,
      remedy: 'Close other programs or take a machine with more memory, and run the same command again.',
    });
  }
  return new CorruptArtefactError({
    message: `${name} stopped while this model was ${verb} (${how}). Its last lines:\n${logTail}`,
    file,
    remedy: 'Export the model again, or restore the file from where it came.',
  });
}
