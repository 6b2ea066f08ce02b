import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { CorruptArtefactError, MachineError, throwIfInterrupted } from '../core/errors.ts';
import { jsonLine } from '../core/json-lines.ts';
import { parseJson, parseWith } from '../core/schema.ts';
import { reviveError, serialisedErrorSchema, serialiseError } from '../core/serialised-error.ts';

// llama.cpp ends the process when one of its assertions fails, so it runs in children: one request line
// on stdin, answer lines on stdout, the library's log on stderr.

const keptLogBytes = 64 * 1024;

const errorSchema = z.strictObject({ error: serialisedErrorSchema });

export interface LlamaChild<Answer extends z.ZodType> {
  /** The TypeScript file that the child runs; it calls {@link serveParent}. */
  readonly file: string;
  readonly request: object;
  /** The model file that is read: named in errors. */
  readonly source: string;
  /** What is done to it: `quantised`, `measured`. */
  readonly verb: string;
  readonly answer: Answer;
  readonly signal: AbortSignal;
  readonly onAnswer: (answer: z.output<Answer>) => void;
  readonly onLog?: (text: string) => void;
}

/**
 * Runs a child to its end and hands on its answers.
 * @returns the last lines of llama.cpp's log.
 * @throws CorruptArtefactError with those lines when llama.cpp stopped the process, MachineError when the
 * system killed it, InterruptedError on abort (the child is ended first), or the child's own error.
 */
export async function runLlamaChild<Answer extends z.ZodType>(options: LlamaChild<Answer>): Promise<string> {
  const { file, source, signal } = options;
  throwIfInterrupted(signal);
  const child = spawn(process.execPath, [file], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // ggml would start a debugger on a failed assertion.
    env: { ...process.env, GGML_NO_BACKTRACE: '1', NODE_OPTIONS: '' },
  });
  let log = '';
  let failure: unknown;
  let answered = false;
  createInterface({ input: child.stdout }).on('line', (line) => {
    try {
      const value = parseWith(z.union([errorSchema, options.answer]), parseJson(line), {
        file,
        family: 'corrupt',
      });
      answered = true;
      const failed = errorSchema.safeParse(value);
      if (failed.success) failure = reviveError(failed.data.error);
      else options.onAnswer(value as z.output<Answer>);
    } catch (error) {
      failure ??= error;
      child.kill('SIGKILL');
    }
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    options.onLog?.(text);
    log = (log + text).slice(-keptLogBytes);
  });
  // A child that ends before it has read its request: the exit below says why.
  child.stdin.on('error', () => {});
  child.stdin.write(jsonLine(options.request));

  const end = () => child.kill('SIGKILL');
  signal.addEventListener('abort', end, { once: true });
  try {
    const exit = await new Promise<{ code: number | null; killedBy: NodeJS.Signals | null }>(
      (resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code, killedBy) => resolve({ code, killedBy }));
      },
    );
    throwIfInterrupted(signal);
    const logTail = log.trimEnd().split('\n').slice(-5).join('\n');
    if (failure !== undefined) throw failure;
    if (!answered || exit.code !== 0) {
      throw endedEarly(source, options.verb, exit.killedBy ?? `exit code ${exit.code}`, logTail);
    }
    return logTail;
  } finally {
    signal.removeEventListener('abort', end);
  }
}

/** The child's side: reads the request, sends answers, passes a thrown error on. */
export function serveParent<Request extends z.ZodType>(
  schema: Request,
  perform: (request: z.output<Request>, send: (answer: object) => void) => Promise<void>,
): void {
  const send = (answer: object) => process.stdout.write(jsonLine(answer));
  const lines = createInterface({ input: process.stdin });
  lines.once('line', async (line) => {
    try {
      await perform(parseWith(schema, parseJson(line)), send);
    } catch (error) {
      send({ error: serialiseError(error) });
    }
    // After everything has left the pipe.
    process.stdout.write('', () => process.exit(0));
  });
  // Without its parent (killed) the work has no reader: do not go on.
  lines.once('close', () => process.exit(1));
}

function endedEarly(source: string, verb: string, how: string, logTail: string): Error {
  if (how === 'SIGKILL' || how === 'SIGTERM') {
    return new MachineError({
      message: `The system ended llama.cpp (${how}) while the model was ${verb}; most often the memory was full.`,
      file: source,
      remedy: 'Close other programs or take a machine with more memory, and run the same command again.',
    });
  }
  return new CorruptArtefactError({
    message: `llama.cpp stopped while this file was ${verb} (${how}). Its last lines:\n${logTail}`,
    file: source,
    remedy: 'The file is not one that llama.cpp can read: export it again from its checkpoint.',
  });
}
