import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import {
  CorruptArtefactError,
  fromSystemError,
  MachineError,
  throwIfInterrupted,
} from '../../core/errors.ts';
import { jsonLine, readJsonLines } from '../../core/json-lines.ts';
import { pythonEnvironment } from '../../core/processes/python-process.ts';
import { reviveError } from '../../core/serialised-error.ts';
import { type Answer, answerSchema, type Question } from './protocol.ts';

/** How an engine's process is started. */
export interface EngineCommand {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** `llama.cpp`: for errors. */
  readonly name: string;
}

const keptLogBytes = 16 * 1024;

/** llama.cpp in a Node process of its own. */
export const llamaCommand: EngineCommand = {
  program: process.execPath,
  arguments: [fileURLToPath(new URL('./llama-child.ts', import.meta.url))],
  // ggml would start a debugger on a failed assertion.
  environment: { ...process.env, GGML_NO_BACKTRACE: '1', NODE_OPTIONS: '' },
  name: 'llama.cpp',
};

/** PyTorch and transformers in the project's Python. */
export function torchCommand(python: string): EngineCommand {
  return {
    program: python,
    arguments: ['-m', 'soro_scorer'],
    environment: pythonEnvironment({
      HF_HUB_OFFLINE: '1',
      TRANSFORMERS_OFFLINE: '1',
      TRANSFORMERS_VERBOSITY: 'error',
      TOKENIZERS_PARALLELISM: 'false',
    }),
    name: 'PyTorch',
  };
}

/** A running engine: one question at a time. */
export interface EngineProcess {
  /**
   * Asks and waits for the answer. On abort the process is ended.
   * @throws the engine's own error with its family; CorruptArtefactError when it died of the model;
   * MachineError when the system killed it; InterruptedError on abort.
   */
  ask<Type extends Answer['type']>(question: Question, type: Type): Promise<Extract<Answer, { type: Type }>>;
  close(): Promise<void>;
}

/** Starts an engine for the model in `file`. */
export function startEngine(command: EngineCommand, file: string, signal?: AbortSignal): EngineProcess {
  throwIfInterrupted(signal);
  const child = spawn(command.program, command.arguments, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: command.environment,
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-keptLogBytes);
  });
  // A child that has died hears nothing: its end says why.
  child.stdin.on('error', () => {});
  const ended = once(child, 'close').catch((error: unknown) => {
    throw fromSystemError(error, command.program);
  });
  ended.catch(() => {});
  const answers = readJsonLines(child.stdout, answerSchema, command.name)[Symbol.asyncIterator]();
  const end = () => void child.kill('SIGKILL');
  signal?.addEventListener('abort', end, { once: true });
  return {
    async ask(question, type) {
      throwIfInterrupted(signal);
      if (child.stdin.writable) child.stdin.write(jsonLine(question));
      const { value, done } = await answers.next();
      throwIfInterrupted(signal);
      if (done) {
        const [code, killedBy] = (await ended) as [number | null, NodeJS.Signals | null];
        throw diedOf(command.name, file, killedBy ?? `exit code ${code}`, log);
      }
      if (value.type === 'failed') throw reviveError(value.error);
      if (value.type !== type) throw new Error(`${command.name} answered ${value.type} to ${question.type}.`);
      return value as Extract<Answer, { type: typeof type }>;
    },
    async close() {
      signal?.removeEventListener('abort', end);
      child.stdin.end();
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function diedOf(name: string, file: string, how: string, log: string): Error {
  if (how === 'SIGKILL' || how === 'SIGTERM') {
    return new MachineError({
      message: `The system ended the process of ${name} (${how}); most often the memory was full.`,
      file,
      remedy: 'Close other programs and run the same command again: finished items are kept.',
    });
  }
  const last = log.trimEnd().split('\n').slice(-5).join('\n');
  return new CorruptArtefactError({
    message: `${name} stopped while it computed with this model (${how}). Its last lines:\n${last}`,
    file,
    remedy: 'Export the model again; if it stays so, report it with these lines.',
  });
}
